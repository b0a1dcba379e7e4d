import { Alert, Box, Button, Checkbox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { err, ok } from '#src/lib/result.ts';
import { batchLimits } from '#src/library/batch.ts';
import { PresetBatches } from '#src/panels/compare/shared/preset-batches.tsx';
import { StartButton } from '#src/panels/compare/shared/start-button.tsx';
import { TimeEstimate } from '#src/panels/compare/shared/time-left.tsx';
import { secondDraft } from '#src/panels/compare/sweep/axis-draft.ts';
import { AxisEditor } from '#src/panels/compare/sweep/axis-editor.tsx';
import { RayTuneButton } from '#src/panels/compare/sweep/ray-tune-button.tsx';
import classes from '#src/panels/compare/sweep/sweep.module.css';
import { useSweepDraft } from '#src/panels/compare/sweep/use-sweep-draft.ts';
import type { SweptFields } from '#src/share/studies-in-links.ts';
import { Card } from '#src/ui/card.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Refusals } from '#src/ui/refusals.tsx';
import { Row } from '#src/ui/row.tsx';
import { experimentName } from '#src/words/names.ts';
import { words } from '#words/compare/sweep.ts';
import { fromTo } from '#words/forms.ts';

type SweepDraft = ReturnType<typeof useSweepDraft>;

/** Sets a sweep of the experiment in the editor up, and starts it. @param proposed by a link */
export function SweepBuilder({ proposed }: { readonly proposed: SweptFields | null }) {
  const draft = useSweepDraft(proposed);
  const { base, seeds, sweep, experiments, problems, start } = draft;
  return (
    <Card order={2} title={words.sweep}>
      <Prose look="quiet">{words.oneFieldOrTwoOverMany(experimentName(base))}</Prose>
      <PresetBatches ids={['switch-point']} />
      <Refusals>
        <Axes draft={draft} />
        <Row mt="0.75rem">
          <Box w="6rem">
            <NumberBox
              label={words.seedsEach}
              testId="sweep-seed-count"
              value={seeds.length}
              onChange={(value) => {
                if (!Number.isInteger(value) || value < 1 || value > batchLimits.seeds)
                  return err(fromTo(1, batchLimits.seeds));
                draft.setSeedCount(value);
                return ok(value);
              }}
            />
          </Box>
          <RandomSample draft={draft} />
          <StartButton
            label={words.startTheSweep}
            testId="start-sweep"
            disabled={!draft.canStart}
            onClick={start}
          />
          {sweep !== null && <RayTuneButton sweep={sweep} />}
          <TimeEstimate experiments={experiments} seeds={seeds.length} />
        </Row>
      </Refusals>
      {problems.length > 0 && (
        <Alert color="red" mt="sm" title={words.thisSweepCannotRun}>
          {problems.join('; ')}
        </Alert>
      )}
    </Card>
  );
}

function Axes({ draft: { drafts, base, add, change, remove } }: { readonly draft: SweepDraft }) {
  const second = secondDraft(drafts, base);
  return (
    <div className={classes.axes}>
      {drafts.map((draft, i) => (
        <AxisEditor
          // Axes have no name of their own, and never change places.
          // oxlint-disable-next-line react/no-array-index-key
          key={i}
          index={i}
          base={base}
          draft={draft}
          taken={drafts.filter((_, other) => other !== i).map(({ field }) => field)}
          onChange={(next) => change(i, next)}
          onRemove={drafts.length > 1 ? () => remove(i) : null}
        />
      ))}
      {second !== null && (
        <Button
          className={classes.add ?? ''}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add(second)}
        >
          {words.aSecondField}
        </Button>
      )}
    </div>
  );
}

/** Whether all combinations are tried, or so many drawn at random. */
function RandomSample({ draft }: { readonly draft: SweepDraft }) {
  const { isRandom, setIsRandom, sample, setSample } = draft;
  return (
    <>
      <Checkbox
        size="sm"
        className={classes.check ?? ''}
        wrapperProps={{ 'data-testid': 'try-random' }}
        label={words.trySomeAtRandom}
        checked={isRandom}
        onChange={(event) => setIsRandom(event.currentTarget.checked)}
      />
      {isRandom && (
        <Box w="6rem">
          <NumberBox
            label={words.howMany}
            value={sample}
            onChange={(value) => {
              if (!Number.isInteger(value) || value < 1) return err(words.oneOrMore);
              setSample(value);
              return ok(value);
            }}
          />
        </Box>
      )}
    </>
  );
}
