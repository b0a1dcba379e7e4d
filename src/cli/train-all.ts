import { processEngine, startEngineProcess } from '#src/cli/process-worker.ts';
import { type Failure, failureOf } from '#src/engine/contract/messages.ts';
import { createEngineClient } from '#src/engine/page/client.ts';
import { createPool, type Pool, RefusedError } from '#src/engine/page/pool.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { FinishedRun } from '#src/export/run-json.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { RunLog } from '#src/records/run-log.ts';

/** How one experiment fared. */
export type Outcome =
  /** It came to an end, or was interrupted after some epochs (`stopped` is null). */
  | { readonly kind: 'run'; readonly run: FinishedRun }
  /** Its data cannot be made. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** No engine takes it, or training broke down. */
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface TrainOptions {
  /** Runs at the same time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Told again and again how many epochs are finished; a run that stops early counts as whole. */
  onEpochs(finished: number): void;
}

/** Trains every experiment to its end, each in an engine process; none keeps another from being tried. */
export async function trainAll(
  experiments: readonly Experiment[],
  { jobs, signal, onEpochs }: TrainOptions,
): Promise<readonly Outcome[]> {
  const pool = createPool(
    () => createEngineClient(startEngineProcess),
    () => jobs,
  );
  const finished = experiments.map(() => 0);
  const setFinished = (i: number, epochs: number): void => {
    finished[i] = epochs;
    onEpochs(finished.reduce((a, b) => a + b));
  };
  try {
    return await Promise.all(
      experiments.map(async (experiment, i) => {
        const log = new RunLog();
        log.subscribe(() => setFinished(i, log.length));
        const outcome = await train(pool, `run-${i}`, experiment, log, signal);
        setFinished(i, experiment.epochs);
        return outcome;
      }),
    );
  } finally {
    pool.dispose();
  }
}

async function train(
  pool: Pool,
  runId: string,
  experiment: Experiment,
  log: RunLog,
  signal: AbortSignal,
): Promise<Outcome> {
  const job = { runId, experiment, preference: processEngine };
  try {
    const { engine, parameterCount, records, stopped } = await pool.run(job, { signal, log });
    const run = { experiment, parameterCount, records, stopped };
    return { kind: 'run', run: { ...run, engine: engine.id } };
  } catch (error) {
    if (error instanceof RefusedError) return { kind: 'refused', problems: error.problems };
    if (isAbortError(error)) {
      const parameters = parameterCount(experiment);
      const run = { experiment, parameterCount: parameters, records: log, stopped: null };
      return { kind: 'run', run: { ...run, engine: processEngine } };
    }
    return { kind: 'failed', failure: failureOf(error) };
  }
}
