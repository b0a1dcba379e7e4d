import type { AnswerVariance } from '#src/data/answer-variance.ts';
import type { Probe } from '#src/data/probe.ts';
import type { Finding, Partings, Progress, Trained, Trial, Verdict } from '#src/doctor/contract.ts';
import type { Floor } from '#src/doctor/floors/floor.ts';
import type { ProofOutcome, ProofTask } from '#src/doctor/prove.ts';
import type { EngineInUse, EngineTimings } from '#src/engine/contract/engine-in-use.ts';
import type { EngineMessage, Failure } from '#src/engine/contract/messages.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineChoiceId, EngineId } from '#src/experiment/ids.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { Result } from '#src/lib/result.ts';
import type { Dependence, Importance } from '#src/network/explain.ts';
import type { FirstBatch, Inspection, NoFirstBatch, UnitMaps } from '#src/records/inside.ts';
import type { Moment } from '#src/records/moment.ts';
import type { RecordTable } from '#src/records/record-table.ts';
import type { RunHeader, Snapshot, StopReason } from '#src/records/run-header.ts';
import type { NotWritten, TrainedRun, WeightFormat } from '#src/records/trained-weights.ts';

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
  /** The run, at rest, goes on by an experiment that changes on the way. */
  amend: [AmendInput, void];
  /** Frees the run. */
  close: [RunRef, void];
  /** From now on trainings may take so many threads of the processor each: one where nothing is said. */
  threads: [ThreadsInput, void];
  /** What a run that is kept looks like, from its experiment and parameters; leaves the open run alone. */
  recall: [RecallInput, RecallOutput];
  /** What happens inside a network on some training rows, in float64; leaves the open run alone. */
  inspect: [InspectInput, InspectOutput];
  /** What units compute along a line or over a plane, in float64; leaves the open run alone. */
  unitMaps: [UnitMapsInput, UnitMapsOutput];
  /** The first step of a run in numbers, in float64; leaves the open run alone. */
  firstBatch: [FirstBatchInput, FirstBatchOutput];
  /** How much worse a network answers when one of its inputs is shuffled; leaves the open run alone. */
  importance: [ImportanceInput, ImportanceOutput];
  /** What a network answers along one of its inputs; leaves the open run alone. */
  dependence: [DependenceInput, DependenceOutput];
  /** A trained network as a file; leaves the open run alone. */
  weights: [WeightsInput, WeightsOutput];
  /** What answers of limited kinds score, in network units; leaves the open run alone. */
  floors: [FloorsInput, FloorsOutput];
  /** Why an experiment does not fit, by trials that the page trains. Emits `trials` and `diagnosis`. */
  diagnose: [DiagnoseInput, Verdict | null];
  /** Whether changes make an experiment fit, by trials as of `diagnose`. */
  prove: [ProveInput, ProofOutcome];
  /** What runs with other seeds that do not fit have in common; null where all fare alike. */
  partings: [PartingsInput, Partings | null];
  /** What came of one of the `trials`. */
  trained: [TrainedInput, void];
  /** Where an experiment would be trained; leaves the open run alone. */
  place: [PlaceInput, PlaceOutput];
  /** Trains experiments side by side, each to its end; leaves the open run alone. Emits `records` where asked for. */
  team: [TeamInput, TeamOutput];
}

export interface RunRef {
  readonly runId: string;
}

export interface OpenInput extends RunRef {
  readonly experiment: Experiment;
  /** Parameters to start from, [parameterCount]; absent: those that the experiment draws. */
  readonly start?: Float32Array;
  /** What `engine: 'any'` means to this reader: the default, or a choice remembered. */
  readonly preference: EngineChoiceId;
}

export type OpenOutput =
  | { readonly ok: true }
  /** Problems found only when data is made: a formula that cannot be read, a value that is not finite. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ThreadsInput {
  readonly most: number;
}

export interface AmendInput extends RunRef {
  /** As the run's own but for `changes` after epochs that have not begun. */
  readonly experiment: Experiment;
}

export interface RecallInput extends RunRef {
  readonly experiment: Experiment;
  /** [parameterCount] */
  readonly parameters: Float32Array;
  /** Finished epochs and steps taken. */
  readonly epoch: number;
  readonly step: number;
  /** Where the network is asked; absent: at the places of the run's own charts. */
  readonly probe?: Probe;
}

/** Null where the experiment's data cannot be made any more, or the parameters are not its network's. */
export type RecallOutput = { readonly header: RunHeader; readonly snapshot: Snapshot } | null;

export interface InspectInput {
  readonly experiment: Experiment;
  /** [parameterCount] */
  readonly parameters: Float32Array;
  /** The largest curvature takes some dozens of gradients. */
  readonly withCurvature: boolean;
}

/** Null where the data cannot be made any more, or the parameters are not finite or not this network's. */
export type InspectOutput = Inspection | null;

export interface UnitMapsInput {
  readonly experiment: Experiment;
  /** [parameterCount] */
  readonly parameters: Float32Array;
  /** The inputs that vary over the training range, by index; the others are held at a training point. */
  readonly along: Probe['along'];
  /** Points along each of them; fewer for a large network. */
  readonly size: number;
  /** Units to map, by index, of each layer in order. */
  readonly shown: readonly (readonly number[])[];
}

/** Null where the data cannot be made any more, or the parameters are not finite or not this network's. */
export type UnitMapsOutput = UnitMaps | null;

export interface FirstBatchInput {
  readonly experiment: Experiment;
  /** Parameters to start from, [parameterCount]; absent: those that the experiment draws. */
  readonly start?: Float32Array;
}

export type FirstBatchOutput = FirstBatch | NoFirstBatch;

export interface ImportanceInput {
  readonly experiment: Experiment;
  /** [parameterCount] */
  readonly parameters: Float32Array;
  /** Which of the numbers that are answered; of classes: 0. */
  readonly output: number;
}

/**
 * On held-out rows: by how much the root mean squared error, in the reader's units, or the share of wrong classes rises.
 * Null where the experiment's data cannot be made any more, or the parameters are not its network's.
 */
export type ImportanceOutput = Importance | null;

export interface DependenceInput extends ImportanceInput {
  /** Which input varies. */
  readonly input: number;
  /** A point of the reader's own, [inputs], in the reader's units. */
  readonly point: Float64Array;
  /** Which of the numbers, or the class whose probability is asked for. */
  readonly output: number;
}

/** On held-out rows. Null as for `ImportanceOutput`. */
export type DependenceOutput = Dependence | null;

export interface WeightsInput extends TrainedRun {
  readonly format: WeightFormat;
}

export type WeightsOutput = Result<Uint8Array<ArrayBuffer>, NotWritten>;

export interface FloorsInput {
  readonly experiment: Experiment;
}

/** Null where the experiment's data cannot be made. */
export type FloorsOutput = {
  readonly floors: readonly Floor[];
  readonly lossFactor: number | null;
  readonly answerVariance: AnswerVariance | null;
} | null;

export interface DiagnoseInput extends RunRef {
  readonly experiment: Experiment;
  /** In steps of the experiment; absent: about ten seconds. */
  readonly budget?: number;
}

export interface ProveInput extends RunRef, ProofTask {}

export interface PartingsInput {
  /** Of one experiment but for the seeds, each with its parameters at the end, [parameterCount]. */
  readonly runs: readonly {
    readonly experiment: Experiment;
    readonly parameters: Float32Array;
    readonly fits: boolean;
  }[];
}

export interface TrainedInput extends RunRef {
  readonly trial: number;
  /** Null: it could not be trained. */
  readonly trained: Trained | null;
}

export interface PlaceInput {
  readonly experiment: Experiment;
  readonly preference: EngineChoiceId;
}

export type PlaceOutput =
  | { readonly ok: true; readonly placement: Placement }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface Placement {
  /** The engine that takes the experiment, `auto` measured. */
  readonly engine: EngineId;
  /** It computes on a real GPU, which one worker keeps busy. */
  readonly gpu: boolean;
  /** Repetitions that are best trained as replicas of one plan. */
  readonly together: number;
}

export interface TeamInput extends RunRef {
  /** Plans that advance side by side, each with its replicas: experiments of one structure. */
  readonly plans: readonly (readonly Job[])[];
  readonly preference: EngineChoiceId;
  readonly extent: Extent;
  /** Whether `records` are emitted while it trains. */
  readonly streams: boolean;
}

/** One experiment to be trained. */
export interface Job {
  readonly experiment: Experiment;
  /** Parameters to start from, [parameterCount]; absent: those that the experiment draws. */
  readonly start?: Float32Array;
}

/** How far jobs are trained and how often they are measured, where not as their experiments say. */
export interface Extent {
  readonly until?: Limit;
  /** Steps from one record to the next, each with an evaluation; `Infinity`: one record, at the end. */
  readonly recordEvery?: number;
}

/** One for each job, in order. */
export type TeamOutput = readonly JobOutput[];

export type JobOutput =
  | { readonly ok: true; readonly result: RunResult }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface RunResult extends Pick<RunHeader, 'lossFactor' | 'answerVariance' | 'guessing'> {
  readonly engine: EngineInUse;
  readonly records: RecordTable;
  /** At the end, [parameterCount]. */
  readonly parameters: Float32Array;
  /** Null: it ended where it was told to, and could have gone on. */
  readonly stopped: StopReason | null;
}

export interface Limit {
  readonly unit: 'epochs' | 'steps';
  readonly count: number;
}

export interface TrainInput extends RunRef {
  /** Come to rest after so many more epochs (the one begun counts as one) or steps; null: train to the end. */
  readonly limit: Limit | null;
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
  /** New records of a run, or of one job of a team. `from`: index of the first (a resumed run may repeat some). */
  records: { readonly job: number; readonly from: number; readonly records: RecordTable };
  snapshot: { readonly snapshot: Snapshot };
  /** Trainings that a diagnosis waits for, each to be answered by `trained`; numbered from `from` on. */
  trials: {
    readonly from: number;
    readonly experiments: readonly Experiment[];
    readonly extent: Extent;
  };
  /** What a diagnosis has found so far; what is absent has not changed. */
  diagnosis: {
    readonly progress?: Progress;
    readonly findings?: readonly Finding[];
    readonly trial?: Trial;
  };
  /** The parameters at some time while it trains; those of later steps are void. */
  moment: { readonly moment: Moment };
  /** At most 10 a second: progress inside long epochs. `epoch` counts finished epochs, `step` all steps taken. */
  progress: {
    readonly epoch: number;
    readonly step: number;
    readonly seconds: number;
    /** Mean loss of the steps of the epoch that is not finished, in network units; NaN where there is none. */
    readonly runningLoss: number;
  };
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

/** The name of a lock that the worker holds for as long as it lives. */
export interface LifeSign {
  readonly lock: string;
}

export type FromWorker = Answer | EventMessage | LifeSign;
