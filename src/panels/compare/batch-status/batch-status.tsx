import { Alert, Button, Progress } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconX } from '@tabler/icons-react';
import { formatDuration } from '#src/lib/duration.ts';
import type { Batch } from '#src/library/batch.ts';
import classes from '#src/panels/compare/batch-status/batch-status.module.css';
import { useBatches, useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { batchProgress } from '#src/studies/outcomes.ts';

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
    <section className={classes.active} aria-label="Batch of runs">
      <div className={classes.text}>
        <b>{batch.title}</b>
        <span data-testid="batch-progress">
          {done} of {total} runs
          {secondsLeft !== null && `, about ${formatDuration(secondsLeft)} left`}
        </span>
      </div>
      <Progress
        className={classes.bar ?? ''}
        value={(100 * done) / total}
        size={6}
        aria-label={`Progress of ${batch.title}`}
      />
      <div className={classes.buttons}>
        <Button size="xs" variant="default" onClick={() => showBatch(batch)}>
          Show
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop {...icon} />}
          onClick={batches.cancel}
        >
          Cancel
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
        {waiting
          ? `Waits for its turn: ${total - done} of ${total} runs.`
          : `The page was closed in the middle of this: ${done} of ${total} runs are kept, ${total - done} are left.`}
      </p>
      {!waiting && (
        <div className={classes.buttons}>
          <Button
            size="xs"
            data-testid="go-on"
            leftSection={<IconPlayerPlay {...icon} />}
            onClick={() => goOn(batch)}
          >
            Go on with {total - done} of {total} left
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconX {...icon} />}
            onClick={() => void batches.leave(batch.id)}
          >
            Leave it
          </Button>
        </div>
      )}
    </Alert>
  );
}
