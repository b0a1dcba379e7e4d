import { Alert, Button, Progress } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconX } from '@tabler/icons-react';
import type { Batch } from '#src/library/batch.ts';
import classes from '#src/panels/compare/batch-status/batch-status.module.css';
import { useBatches, useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { batchProgress } from '#src/studies/outcomes.ts';
import { formatDuration } from '#words/base/numbers.ts';
import { words } from '#words/compare/batch-status.ts';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** The batch that is being trained, and those that a closed page has left unfinished. */
export function BatchStatus() {
  const { active, batches, queued } = useBatches(({ active, batches, queued }) => ({
    active,
    batches,
    queued,
  }));
  const loaded = useLibrary((state) => state.loaded);
  const current = batches.find(({ id }) => id === active?.id);
  const left = batches.filter(({ id, settled }) => !settled && id !== active?.id);
  return (
    <>
      {current !== undefined && <ActiveBatch batch={current.batch} />}
      {loaded &&
        left.map(({ id, batch }) => (
          <LeftBatch key={id} batch={batch} waiting={queued.includes(id)} />
        ))}
    </>
  );
}

function ActiveBatch({ batch }: { batch: Batch }) {
  const { batches } = useServices().compare;
  const { showBatch } = useCompareCommands();
  const active = useBatches((state) => state.active);
  if (active === null) return null;
  const { done, total, secondsLeft } = active;
  return (
    <section className={classes.active} aria-label={words.batchOfRuns}>
      <div className={classes.text}>
        <b>{batch.title}</b>
        <span data-testid="batch-progress">
          {words.progress(done, total, secondsLeft === null ? null : formatDuration(secondsLeft))}
        </span>
      </div>
      <Progress
        className={classes.bar ?? ''}
        value={(100 * done) / total}
        size={6}
        aria-label={words.progressOf(batch.title)}
      />
      <div className={classes.buttons}>
        <Button onClick={() => showBatch(batch)}>{words.show}</Button>
        <Button leftSection={<IconPlayerStop {...icon} />} onClick={() => batches.cancel()}>
          {words.cancel}
        </Button>
      </div>
    </section>
  );
}

/** @param waiting it begins when the present batch is done */
function LeftBatch({ batch, waiting }: { batch: Batch; waiting: boolean }) {
  const { batches } = useServices().compare;
  const { goOn } = useCompareCommands();
  const { done, total } = useLibrary(({ runs }) =>
    batchProgress(batch, new Map(runs.map((run) => [run.id, run]))),
  );
  return (
    <Alert color="indigo" p="sm" title={batch.title} role="status">
      <p className={classes.paragraph}>
        {waiting ? words.waits(total - done, total) : words.interrupted(done, total, total - done)}
      </p>
      {!waiting && (
        <div className={classes.buttons}>
          <Button
            variant="filled"
            data-testid="go-on"
            leftSection={<IconPlayerPlay {...icon} />}
            onClick={() => goOn(batch)}
          >
            {words.goOn(total - done, total)}
          </Button>
          <Button leftSection={<IconX {...icon} />} onClick={() => void batches.leave(batch.id)}>
            {words.leaveIt}
          </Button>
        </div>
      )}
    </Alert>
  );
}
