import type { EngineInUse, EngineTimings } from '#src/engine/contract/engine-in-use.ts';
import type { EngineMessage, Failure } from '#src/engine/contract/messages.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { RecordTable } from '#src/records/record-table.ts';
import type { RunHeader, Snapshot, StopReason } from '#src/records/run-header.ts';

/**
 * Everything that crosses between page and worker. A request is answered exactly once (a result, a refusal or an
 * abort); events belong to a run and carry its id. Arrays are transferred, never copied: the sender has them no longer.
 */
export interface Requests {
  /** Makes a run ready at epoch 0; replaces whatever run there was. Emits `header`, then `engine` and a first `snapshot`. */
  open: [OpenInput, OpenOutput];
  /** Trains until the limit, a stop rule, `pause` or an abort; resolves when training has come to rest. */
  train: [TrainInput, TrainOutput];
  /** Lets the training under way come to rest at the next step; resolves when it has. */
  pause: [RunRef, void];
  /** Back to epoch 0 with the same seeds; emits a first `snapshot`. */
  reset: [RunRef, void];
  /** Frees the run. */
  close: [RunRef, void];
  /** What a run that is kept looks like, from its experiment and parameters; leaves the open run alone. */
  recall: [RecallInput, RecallOutput];
  /** Trains repetitions of one experiment as replicas of one plan, start to end; leaves the open run alone. */
  group: [GroupInput, GroupOutput];
}

export interface RunRef {
  readonly runId: string;
}

export interface OpenInput extends RunRef {
  readonly experiment: Experiment;
  /** What `engine: 'any'` means to this reader: the default, or a choice remembered. */
  readonly preference: EngineChoiceId;
  /** False where nobody looks on: the only snapshot is the final one and engines are not timed. */
  readonly watched?: boolean;
}

export type OpenOutput =
  | { readonly ok: true }
  /** Problems found only when data is made: a formula that cannot be read, a value that is not finite. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface RecallInput extends RunRef {
  readonly experiment: Experiment;
  /** [parameterCount] */
  readonly parameters: Float32Array;
  /** Finished epochs and steps taken. */
  readonly epoch: number;
  readonly step: number;
}

/** Null where the experiment's data cannot be made any more, or the parameters are not its network's. */
export type RecallOutput = { readonly header: RunHeader; readonly snapshot: Snapshot } | null;

export interface GroupInput extends RunRef {
  /** They differ in seeds, rate, decay or clipping bound at the most. */
  readonly experiments: readonly [Experiment, ...Experiment[]];
  readonly preference: EngineChoiceId;
}

export type GroupOutput =
  | {
      readonly ok: true;
      readonly engine: EngineInUse;
      /** One for each experiment, in order. */
      readonly members: readonly GroupMember[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface GroupMember {
  readonly records: RecordTable;
  /** Final parameters, [parameterCount]. */
  readonly parameters: Float32Array;
  readonly stopped: StopReason;
}

export interface TrainInput extends RunRef {
  /** Come to rest after so many more epochs (the one begun counts as one) or steps; null: train to the end. */
  readonly limit: { readonly unit: 'epochs' | 'steps'; readonly count: number } | null;
}

export type TrainOutput =
  | { readonly state: 'paused' }
  | { readonly state: 'finished'; readonly reason: StopReason };

export interface Events {
  header: { readonly header: RunHeader };
  /** Repeated when another engine takes over in mid-run. */
  engine: { readonly engine: EngineInUse };
  /** Once a run, when it starts: how fast each engine would take this very plan. */
  timings: { readonly timings: EngineTimings };
  /** Finished epochs. `from` = index of the first (a resumed run may repeat some). */
  epochs: { readonly from: number; readonly records: RecordTable };
  snapshot: { readonly snapshot: Snapshot };
  /** At most 10 a second: progress inside long epochs. `epoch` counts finished epochs, `step` all steps taken. */
  progress: { readonly epoch: number; readonly step: number; readonly seconds: number };
  /** Something the reader should know: the context was lost and training goes on from epoch n. */
  notice: { readonly message: EngineMessage };
  /** Training broke down; the run is of no further use. */
  failed: { readonly failure: Failure };
}

export type RequestName = keyof Requests;
export type EventName = keyof Events;

export type ToWorker =
  | {
      [N in RequestName]: { readonly id: number; readonly name: N; readonly input: Requests[N][0] };
    }[RequestName]
  | { readonly id: number; readonly name: 'abort' };

/** An event as it travels: its payload with its name and the run it belongs to. */
export type EventMessage<N extends EventName = EventName> = {
  [M in N]: { readonly event: M; readonly runId: string } & Events[M];
}[N];

export type Answer =
  | { readonly id: number; readonly ok: true; readonly output: Requests[RequestName][1] }
  | { readonly id: number; readonly ok: false; readonly aborted: true }
  | {
      readonly id: number;
      readonly ok: false;
      readonly aborted: false;
      readonly failure: Failure;
    };

export type FromWorker = Answer | EventMessage;
