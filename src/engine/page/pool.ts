import type { EngineInUse } from '#src/engine/contract/engine-in-use.ts';
import { EngineError } from '#src/engine/contract/messages.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { copyRows, type RecordTable } from '#src/records/record-table.ts';
import type { RunHeader, StopReason } from '#src/records/run-header.ts';
import { RunLog } from '#src/records/run-log.ts';

/** A run to be trained from start to end while nobody watches. */
export interface PoolJob {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly preference: EngineChoiceId;
}

export interface PoolResult {
  readonly parameterCount: number;
  readonly engine: EngineInUse;
  readonly records: RecordTable;
  /** Final parameters, [parameterCount]. */
  readonly parameters: Float32Array;
  readonly stopped: StopReason;
}

export interface PoolOptions {
  readonly signal?: AbortSignal;
  /** Where finished epochs go as they arrive; charts may read it meanwhile. */
  readonly log?: RunLog;
  /**
   * Waited for before each slice of epochs: jobs that share a barrier train in lock step. Such a job never queues, as
   * the others would wait for it for ever: it gets a worker of its own beyond `size`.
   */
  readonly turn?: () => Promise<void>;
}

/** The experiment cannot run: its data cannot be made. */
export class RefusedError extends EngineError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const detail = problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
    super({ id: 'refused', values: { detail } });
    this.problems = problems;
  }
}

/** Several engine workers that take runs one after another. */
export interface Pool {
  readonly size: number;
  /** Waits for a free worker, then trains. Rejects when the experiment is refused (`RefusedError`), training breaks down or it is aborted. */
  run(job: PoolJob, options?: PoolOptions): Promise<PoolResult>;
  /** Trains repetitions of one experiment as replicas on one worker; results in the order of the jobs. Rejects as `run` does. */
  runTogether(
    jobs: readonly [PoolJob, ...PoolJob[]],
    signal?: AbortSignal,
  ): Promise<readonly PoolResult[]>;
  dispose(): void;
}

/** In lock step the curves advance together this many times in a run. */
const slices = 100;

/** A page that is left open gives the memory of its idle workers back; starting one again takes a moment. */
const idleMilliseconds = 60_000;

/** @param size how many workers, asked for again and again; they start when they are needed */
export function createPool(makeClient: () => EngineClient, size: () => number): Pool {
  const idle: { readonly client: EngineClient; readonly end: ReturnType<typeof setTimeout> }[] = [];
  const all: EngineClient[] = [];
  const queue: ((client: EngineClient) => void)[] = [];

  function take(mayQueue: boolean): Promise<EngineClient> {
    const free = idle.pop();
    if (free !== undefined) {
      clearTimeout(free.end);
      return Promise.resolve(free.client);
    }
    if (all.length < size() || !mayQueue) {
      const client = makeClient();
      all.push(client);
      return Promise.resolve(client);
    }
    return new Promise((resolve) => queue.push(resolve));
  }

  function giveBack(client: EngineClient): void {
    const next = queue.shift();
    // A client whose worker was ended starts another with its next run.
    if (next === undefined)
      idle.push({ client, end: setTimeout(client.dispose, idleMilliseconds) });
    else next(client);
  }

  return {
    get size() {
      return size();
    },
    async run(job, options = {}) {
      const client = await take(options.turn === undefined);
      try {
        return await trainOn(client, job, options);
      } finally {
        giveBack(client);
      }
    },
    async runTogether(jobs, signal) {
      const client = await take(true);
      try {
        return await trainTogetherOn(client, jobs, signal);
      } finally {
        giveBack(client);
      }
    },
    dispose() {
      for (const { end } of idle) clearTimeout(end);
      for (const client of all) client.dispose();
    },
  };
}

async function trainOn(
  client: EngineClient,
  job: PoolJob,
  options: PoolOptions,
): Promise<PoolResult> {
  const { runId, experiment } = job;
  const { signal, turn, log = new RunLog() } = options;
  signal?.throwIfAborted();
  let header: RunHeader | undefined;
  let engine: EngineInUse | undefined;
  let parameters: Float32Array | undefined;
  const silence = [
    client.on('header', (event) => {
      header = event.header;
    }),
    client.on('engine', (event) => {
      engine = event.engine;
    }),
    client.on('snapshot', ({ snapshot }) => {
      parameters = snapshot.parameters;
    }),
    client.on('epochs', ({ from, records }) => log.append(records, from)),
  ];
  try {
    const opened = await client.request(
      'open',
      { runId, experiment, preference: job.preference, watched: false },
      signal,
    );
    if (!opened.ok) throw new RefusedError(opened.problems);
    const limit =
      turn === undefined
        ? null
        : { unit: 'epochs' as const, count: Math.ceil(experiment.epochs / slices) };
    for (;;) {
      await turn?.();
      const output = await client.request('train', { runId, limit }, signal);
      if (output.state === 'paused') continue;
      if (header === undefined || engine === undefined || parameters === undefined) {
        throw new Error('the engine ended a run without telling its outcome');
      }
      const { parameterCount } = header;
      return { parameterCount, engine, records: copyRows(log), parameters, stopped: output.reason };
    }
  } finally {
    for (const stop of silence) stop();
  }
}

async function trainTogetherOn(
  client: EngineClient,
  jobs: readonly [PoolJob, ...PoolJob[]],
  signal?: AbortSignal,
): Promise<readonly PoolResult[]> {
  const [{ runId, preference }] = jobs;
  const experiments = jobs.map(({ experiment }) => experiment) as [Experiment, ...Experiment[]];
  const output = await client.request('group', { runId, experiments, preference }, signal);
  if (!output.ok) throw new RefusedError(output.problems);
  const { engine, members } = output;
  return members.map((member) => ({
    ...member,
    engine,
    parameterCount: member.parameters.length,
  }));
}
