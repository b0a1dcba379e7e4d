import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { processEngine } from '#src/cli/process-worker.ts';
import { type Failure, failureOf } from '#src/engine/contract/messages.ts';
import type { RunResult } from '#src/engine/contract/protocol.ts';
import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { RefusedError, Trainings } from '#src/engine/page/trainings.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { FinishedRun } from '#src/export/run-json.ts';
import { isAbortError } from '#src/lib/abort.ts';
import { networkFactor } from '#src/records/loss-unit.ts';
import { RunLog } from '#src/records/run-log.ts';

/** How one experiment fared. */
export type Outcome =
  /** It came to an end, or was interrupted after some epochs (`stopped` is null). */
  | {
      readonly kind: 'run';
      readonly run: FinishedRun;
      /** At the end; null where it was interrupted. */
      readonly parameters: Float32Array | null;
    }
  /** Its data cannot be made. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** No engine takes it, or training broke down. */
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface TrainOptions {
  /** Runs at the same time. */
  readonly jobs: number;
  readonly startEngine: () => WorkerLike;
  readonly signal: AbortSignal;
  /** Told again and again how many epochs are finished; a run that stops early counts as whole. */
  onEpochs(finished: number): void;
}

/** Trains every experiment to its end, each by an engine of its own; none keeps another from being tried. */
export async function trainAll(
  experiments: readonly Experiment[],
  { jobs, startEngine, signal, onEpochs }: TrainOptions,
): Promise<readonly Outcome[]> {
  // Runs that are fewer than the cores take several each.
  const busy = Math.min(jobs, experiments.length);
  const threads = Math.max(1, Math.floor(availableParallelism() / busy));
  const trainings = new Trainings({
    makeClient() {
      const client = new EngineClient(startEngine);
      void client.request('threads', { most: threads }).catch(() => undefined);
      return client;
    },
    processors: () => jobs,
    preference: () => processEngine,
    placement: { engine: processEngine, gpu: false, together: 1 },
  });
  const logs = experiments.map(() => new RunLog());
  const finished = experiments.map(() => 0);
  const setFinished = (i: number, epochs: number): void => {
    finished[i] = epochs;
    onEpochs(finished.reduce((a, b) => a + b));
  };
  setMaxListeners(0, signal); // each run listens
  const results = trainings.train(
    experiments.map((experiment) => ({ experiment })),
    {
      priority: 'study',
      signal,
      onRecords(i, from, records) {
        logs[i]?.append(records, from);
        setFinished(i, from + records.length);
      },
    },
  );
  try {
    return await Promise.all(
      experiments.map(async (experiment, i) => {
        const outcome = await outcomeOf(experiment, logs[i] as RunLog, results[i]);
        setFinished(i, experiment.epochs);
        return outcome;
      }),
    );
  } finally {
    trainings.dispose();
  }
}

/** @param log what there is of a run that is interrupted */
async function outcomeOf(
  experiment: Experiment,
  log: RunLog,
  training: Promise<RunResult> | undefined,
): Promise<Outcome> {
  const run = { experiment, parameterCount: parameterCount(experiment) };
  try {
    const { engine, parameters, ...result } = (await training) as RunResult;
    return { kind: 'run', run: { ...run, ...result, engine: engine.id }, parameters };
  } catch (error) {
    if (error instanceof RefusedError) return { kind: 'refused', problems: error.problems };
    if (!isAbortError(error)) return { kind: 'failed', failure: failureOf(error) };
    const unknown = { guessing: null, lossFactor: networkFactor(experiment), stopped: null };
    const interrupted = { ...run, ...unknown, records: log, engine: processEngine };
    return { kind: 'run', run: interrupted, parameters: null };
  }
}
