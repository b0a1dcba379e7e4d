import { Button, Modal, Stack, Textarea, TextInput, useComputedColorScheme } from '@mantine/core';
import { IconGitFork, IconPlayerPlay, IconShare2 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { runColour } from '#src/charts/theme.ts';
import { hasHeldOut } from '#src/experiment/held-out.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import classes from '#src/panels/compare/run-view/run-view.module.css';
import { ChartCards } from '#src/panels/shared/chart-cards.tsx';
import { chartFooter } from '#src/panels/shared/chart-footer.ts';
import { endingPhrase, runName } from '#src/panels/shared/run-words.ts';
import { useShownRuns } from '#src/panels/shared/use-run-data.ts';
import type { MetricId } from '#src/records/metrics.ts';
import { qualitiesOf, qualityOf } from '#src/records/quality.ts';
import { useCommands, useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { runColours } from '#src/store/library/run-library.ts';
import { Row } from '#src/ui/row.tsx';
import { experimentName } from '#src/words/names.ts';
import { formatCount } from '#words/base/numbers.ts';
import { words } from '#words/compare/run-view.ts';
import { fieldWords } from '#words/fields.ts';
import { kept as keptWords } from '#words/inside/weights.ts';
import { measuredText } from '#words/losses.ts';
import { metricWords, qualityOn, qualityText } from '#words/metrics.ts';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/**
 * A kept run over the page: what it learnt, how it went, what its reader says of it. What it was opened for comes
 * first.
 */
export function RunDialog({ id, labelling }: { id: string; labelling: boolean }) {
  const run = useLibrary((state) => state.runs.find((candidate) => candidate.id === id));
  const { openDialog } = useCommands();
  if (run === undefined) return null;
  return (
    <Modal opened onClose={() => openDialog(null)} title={runName(run)} size="72rem">
      <Stack>
        {labelling && <Labels run={run} focused />}
        <Facts run={run} />
        <Actions run={run} />
        <Charts run={run} />
        {!labelling && <Labels run={run} />}
      </Stack>
    </Modal>
  );
}

const shownFigures = [
  'heldOutLoss',
  'trainLoss',
  'runningLoss',
  'trainAccuracy',
  'heldOutAccuracy',
  'epochs',
  'steps',
  'seconds',
] as const satisfies readonly MetricId[];

function Facts({ run }: { run: StoredRun }) {
  const quality = qualityOn[hasHeldOut(run.experiment) ? 'heldOut' : 'train'];
  const { figures, experiment, editedStart, engine, device, parameterCount } = run;
  const facts: readonly (readonly [string, string])[] = [
    ...shownFigures.map(
      (id) => [metricWords[id].label, measuredText(id, figures[id], run)] as const,
    ),
    ...qualitiesOf(['r2', 'rmse'], [run]).map(
      (id) => [quality[id].label, qualityText(id, qualityOf(id, run))] as const,
    ),
    [words.parameters, formatCount(parameterCount)],
    [words.seed, String(experiment.seed)],
    ...(editedStart ? [[keptWords.began, keptWords.edited] as const] : []),
    [words.engine, `${fieldWords.engine.options[engine]} (${device})`],
    [words.ended, endingPhrase(run) || words.afterItsLastEpoch],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== '–')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Actions({ run }: { run: StoredRun }) {
  const { edit, fork } = useCompareCommands();
  const { openDialog } = useCommands();
  return (
    <Row>
      <Button
        variant="filled"
        leftSection={<IconPlayerPlay {...icon} />}
        onClick={() => edit(run.experiment)}
      >
        {words.openItsExperiment}
      </Button>
      <Button
        leftSection={<IconGitFork {...icon} />}
        onClick={() => fork(runName(run), run.experiment)}
      >
        {words.fork}
      </Button>
      <Button
        leftSection={<IconShare2 {...icon} />}
        data-testid="share-result"
        onClick={() => openDialog({ kind: 'claim', ids: [run.id] })}
      >
        {words.shareResult}
      </Button>
    </Row>
  );
}

function Charts({ run }: { run: StoredRun }) {
  const theme = useComputedColorScheme('light');
  const alone = useMemo(() => [run], [run]);
  const names = useMemo(() => new Map([[run.id, runName(run)]]), [run]);
  const runs = useShownRuns(alone, names);
  return (
    <ChartCards
      place="kept"
      runs={runs}
      theme={theme}
      footer={chartFooter(run.experiment, runName(run))}
    />
  );
}

function Labels({ run, focused = false }: { run: StoredRun; focused?: boolean }) {
  const { library } = useServices().compare;
  const theme = useComputedColorScheme('light');
  const label = (change: Parameters<typeof library.edit>[1]) => void library.edit([run.id], change);
  return (
    <div className={classes.labels}>
      <TextInput
        label={words.name}
        data-autofocus={focused || undefined}
        size="sm"
        placeholder={experimentName(run.experiment)}
        value={run.name ?? ''}
        maxLength={200}
        onChange={(event) => {
          const name = event.currentTarget.value;
          label(() => ({ name: name === '' ? null : name }));
        }}
      />
      <fieldset className={classes.colours}>
        <legend>{words.colour}</legend>
        {Array.from({ length: runColours }, (_, colour) => (
          <label key={colour} className={classes.colour}>
            <input
              type="radio"
              name={words.colourOf(run.id)}
              aria-label={words.colourNumber(colour + 1)}
              checked={run.colour % runColours === colour}
              onChange={() => label(() => ({ colour }))}
            />
            <span style={{ background: runColour(colour, theme) }} aria-hidden />
          </label>
        ))}
      </fieldset>
      <Textarea
        className={classes.notes ?? ''}
        label={words.notes}
        size="sm"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5000}
        value={run.notes}
        onChange={(event) => {
          const notes = event.currentTarget.value;
          label(() => ({ notes }));
        }}
      />
    </div>
  );
}
