import type {
  EventMessage,
  EventName,
  OpenInput,
  OpenOutput,
  PlaceOutput,
  TeamInput,
  TeamOutput,
  TrainInput,
  TrainOutput,
} from '#src/engine/contract/protocol.ts';
import type { RunEnvironment } from '#src/engine/worker/run.ts';
import type { Handlers } from '#src/engine/worker/serve.ts';
import { createSession } from '#src/engine/worker/session.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { RunLog } from '#src/records/run-log.ts';
import { timelessRows } from './record-tables.ts';
import { sumBin } from './sum-bin.ts';

/** A sine fitted by a tiny network: an epoch of 9 steps, the last one short. */
export const smallExperiment: Experiment = {
  ...sumBin,
  target: 'sine',
  trainCount: 60,
  heldOutCount: 20,
  layers: [{ units: 4, activation: 'tanh', dropout: 0 }],
  outputActivation: 'linear',
  loss: 'mse',
  optimizer: 'adam',
  learningRate: 0.02,
  batchSize: 7,
  phases: [{ order: 'reshuffle', epochs: null }],
  epochs: 8,
  evaluateEvery: 2,
};

/** A session in this thread, and everything it has said. */
export class SessionHarness {
  readonly events: EventMessage[] = [];
  readonly #handlers: Handlers;
  readonly #logs = new Map<string, RunLog>();

  constructor(environment: Partial<RunEnvironment> & Pick<RunEnvironment, 'engines'>) {
    const complete: RunEnvironment = {
      now: () => performance.now(),
      ...environment,
    };
    this.#handlers = createSession(complete, (message) => {
      this.events.push(message);
      if (message.event === 'records')
        this.log(message.runId).append(message.records, message.from);
    });
  }

  open(
    runId: string,
    experiment: Experiment,
    input: Partial<OpenInput> = {},
    signal = never,
  ): Promise<OpenOutput> {
    return this.#handlers.open({ runId, experiment, preference: 'any', ...input }, signal);
  }

  train(
    runId: string,
    limit: TrainInput['limit'] = null,
    signal: AbortSignal = never,
  ): Promise<TrainOutput> {
    return this.#handlers.train({ runId, limit }, signal);
  }

  /** Trains experiments as a team; each plan's jobs are its replicas. */
  team(
    plans: TeamInput['plans'],
    input: Partial<TeamInput> = {},
    signal: AbortSignal = never,
  ): Promise<TeamOutput> {
    const defaults = { runId: 'team', preference: 'any', extent: {}, streams: false } as const;
    return this.#handlers.team({ ...defaults, ...input, plans }, signal);
  }

  place(experiment: Experiment, preference: EngineChoiceId = 'any'): Promise<PlaceOutput> {
    return this.#handlers.place({ experiment, preference }, never);
  }

  amend(runId: string, experiment: Experiment): Promise<void> {
    return this.#handlers.amend({ runId, experiment }, never);
  }

  request(name: 'pause' | 'reset' | 'close', runId: string): Promise<void> {
    return this.#handlers[name]({ runId }, never);
  }

  log(runId: string): RunLog {
    const log = this.#logs.get(runId) ?? new RunLog();
    this.#logs.set(runId, log);
    return log;
  }

  /** Records so far without their times: what must not depend on pacing. */
  curve(runId: string): readonly Omit<EpochRecord, 'seconds'>[] {
    return timelessRows(this.log(runId)) as readonly Omit<EpochRecord, 'seconds'>[];
  }

  of<N extends EventName>(event: N): EventMessage<N>[] {
    return this.events.filter((message) => message.event === event) as unknown as EventMessage<N>[];
  }
}

const never = new AbortController().signal;

/** Trains an experiment from start to end in one go. */
export async function trainedCurve(
  environment: ConstructorParameters<typeof SessionHarness>[0],
  experiment: Experiment,
): Promise<{ readonly harness: SessionHarness; readonly output: TrainOutput }> {
  const harness = new SessionHarness(environment);
  await harness.open('run', experiment);
  return { harness, output: await harness.train('run') };
}
