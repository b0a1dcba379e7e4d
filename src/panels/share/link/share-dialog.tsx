import { Button, FileButton, Modal, Switch, Textarea, Title } from '@mantine/core';
import { IconDownload, IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { saveFile } from '#src/charts/save-file.ts';
import { referredHash } from '#src/experiment/table.ts';
import { toMarkdown } from '#src/export/markdown.ts';
import { DataOut } from '#src/panels/share/link/data-out.tsx';
import { fileNameOf } from '#src/panels/share/link/file-name-of.ts';
import { openFrom } from '#src/panels/share/link/open-file.ts';
import classes from '#src/panels/share/link/share.module.css';
import { LinkField } from '#src/panels/shared/link-field.tsx';
import type { LossOf } from '#src/records/loss-unit.ts';
import { besideLoss } from '#src/records/quality.ts';
import { toExperimentFile } from '#src/share/experiment-file.ts';
import { toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import type { AppState } from '#src/store/app/state.ts';
import { useAppState, useCommands, useLive, useServices } from '#src/store/hooks.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { lazyPart } from '#src/ui/lazy-part.tsx';
import { QrCode } from '#src/ui/qr-code.tsx';
import { Row } from '#src/ui/row.tsx';
import { formatFixed, formatNumber } from '#words/base/numbers.ts';
import { linkLengthNote } from '#words/link-length.ts';
import { besideText } from '#words/metrics.ts';
import { words } from '#words/share/link.ts';
import { dataOutWords } from '#words/table.ts';

const CodeOut = lazyPart(() =>
  import('#src/panels/share/link/code-out.tsx').then((module) => module.CodeOut),
);

const WeightsOut = lazyPart(() =>
  import('#src/panels/share/link/weights-out.tsx').then((module) => module.WeightsOut),
);

/** The experiment as a link, as code, with its weights, as text for a question, as a code for a phone, as a file. */
export function ShareDialog() {
  const { openDialog } = useCommands();
  return (
    <Modal opened onClose={() => openDialog(null)} title={words.shareThisExperiment} size="44rem">
      <ShareContent />
    </Modal>
  );
}

function ShareContent() {
  const experiment = useAppState((state) => state.experiment);
  const header = useLive('header');
  const outcome = useAppState((state) => outcomeOf(state, header));
  const commands = useCommands();
  const { library } = useServices().compare;
  const [run, setRun] = useState(true);
  const link = pageLink(toHash(experiment, { run }));
  const markdown = toMarkdown(experiment, link, outcome);

  const save = async () => {
    const hash = referredHash(experiment.table);
    const table = hash === null ? null : await library.table(hash);
    const file = toExperimentFile(experiment, table);
    saveFile(fileNameOf(experiment, 'json'), new Blob([file], { type: 'application/json' }));
  };
  const open = async (file: File | null) => {
    if (file === null) return;
    await openFrom(file, commands, library);
    commands.openDialog(null);
  };

  return (
    <div className={classes.share}>
      <section>
        <LinkField
          link={link}
          description={words.opensExactlyThisExperiment(linkLengthNote(link.length))}
          testId="share-link"
        >
          <Switch
            label={words.startTrainingOnOpening}
            checked={run}
            onChange={(event) => setRun(event.currentTarget.checked)}
          />
        </LinkField>
      </section>
      <section className={classes.code}>
        <QrCode text={link} label={words.theLinkAsAQrCode} />
      </section>
      <section className={classes.wide}>
        <Textarea
          label={words.forAQuestionAndAnswer}
          value={markdown}
          readOnly
          autosize
          minRows={4}
          maxRows={9}
          classNames={{ input: classes.markdown ?? '' }}
        />
        <Row mt="0.6rem">
          <CopyButton size="sm" text={markdown}>
            {words.copyMarkdown}
          </CopyButton>
        </Row>
      </section>
      <section className={classes.wide}>
        <Title order={3} size="h6">
          {words.file}
        </Title>
        <Row mt="0.6rem">
          <Button
            size="sm"
            leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
            data-testid="save-experiment"
            onClick={() =>
              save().catch((error) =>
                commands.notify('error', dataOutWords.notRead, [String(error)]),
              )
            }
          >
            {words.saveAsAFile}
          </Button>
          <FileButton accept="application/json,.json" onChange={(file) => void open(file)}>
            {(props) => (
              <Button
                size="sm"
                {...props}
                data-testid="open-file"
                leftSection={<IconFolderOpen size={16} stroke={1.6} aria-hidden />}
              >
                {words.openAFile}
              </Button>
            )}
          </FileButton>
        </Row>
      </section>
      <DataOut />
      <CodeOut link={link} />
      <WeightsOut />
    </div>
  );
}

/** What has come out so far, in sentences. */
function outcomeOf(
  { run: { progress, latest } }: AppState,
  header: LossOf | null,
): readonly string[] {
  if (latest === null || progress.epoch === 0) return [];
  // That of an unfinished epoch is no outcome of those before it.
  const isWhole = progress.step * progress.totalEpochs === progress.epoch * progress.totalSteps;
  const loss = (id: 'runningLoss' | 'heldOutLoss') => (value: number, digits: number) => {
    const beside = header === null ? '' : besideText(besideLoss(id, header, value));
    return formatNumber(value, digits) + (beside && ` (${beside})`);
  };
  const parts = [
    [words.runningLoss, isWhole ? latest.runningLoss : Number.NaN, loss('runningLoss')],
    [words.heldOutLoss, latest.heldOutLoss, loss('heldOutLoss')],
    [words.accuracy, latest.trainAccuracy, percent],
    [words.heldOutAccuracy, latest.heldOutAccuracy, percent],
  ] as const;
  const measured = parts
    .filter(([, value]) => Number.isFinite(value))
    .map(([name, value, format]) => `${name} ${format(value, 4)}`);
  return [words.outcome(progress.epoch, measured)];
}

function percent(value: number): string {
  return `${formatFixed(100 * value, 1)} %`;
}
