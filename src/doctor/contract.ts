import type { Floor } from '#src/doctor/floors/floor.ts';
import type { Shuffled } from '#src/doctor/floors/neighbours.ts';
import type { Remedy } from '#src/doctor/remedy.ts';
import type { CurveFigures, EdgeErrors, VitalSigns } from '#src/doctor/signs/signs.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { BesideLoss } from '#src/records/quality.ts';
import type { RecordTable } from '#src/records/record-table.ts';
import type { StopReason } from '#src/records/run-header.ts';

/** What can be the matter with an experiment; of alternatives with as much evidence the earlier is told first. */
export const causeIds = [
  'out_softmax1',
  'out_range',
  'label_broadcast',
  'init_symmetry',
  'no_nonlin',
  'one_class',
  'double_softmax',
  'out_loss_mismatch',
  'early_stop',
  'schedule_early',
  'l2_strong',
  'dropout',
  'order_sorted',
  'adam_eps',
  'clip_tight',
  'momentum',
  'loss_sum',
  'lr_high',
  'lr_low',
  'few_steps',
  'target_frequency',
  'data_few',
  'init_small',
  'init_large',
  'no_bias',
  'too_deep',
  'x_scale',
  'y_scale',
  'batch_large',
  'batch_small',
  'label_encoding',
  'out_count',
  'loss_task',
  'loss_l1_stuck',
  'capacity',
  'target_form',
  'optimiser',
  'overfit',
  'label_noise',
  'constant_input',
  'duplicate_input',
  'dead_units',
  'saturated',
  'vanish',
  'explode',
  'edges',
  'seed_luck',
  'imbalance',
  'noise_floor',
  'no_signal',
  'split_shift',
  'metric_lies',
] as const;
export type CauseId = (typeof causeIds)[number];

/**
 * `fault`: a mistake, wherever it stands; `choice`: a setting that may be right elsewhere; `state`: what goes on inside,
 * which others bring about; `limit`: what lies in the data, or in the luck of the seed.
 */
export type CauseKind = 'fault' | 'choice' | 'state' | 'limit';

/** Fields of an experiment and their new values. */
export type Change = Partial<Experiment>;

/** Figures of a finding, by name; `src/words` says what they mean. */
export type Figures = Readonly<Record<string, number>>;

export interface Suspicion {
  /** `proof`: arithmetic on data and settings, true whatever training does. */
  readonly certainty: 'proof' | 'sign';
  /** While it stands no training can fit. */
  readonly blocks?: boolean;
  readonly figures: Figures;
  /** Rows of the reader's table that it is about, from 1: the first of them. */
  readonly rows?: readonly number[];
}

export interface Cause {
  readonly kind: CauseKind;
  /** Tried even where there is no sign of it. */
  readonly common?: true;
  /** What the evidence says of it; null: nothing. */
  suspect(evidence: Evidence): Suspicion | null;
  /**
   * The remedies are doses of one: where one does harm no larger one is tried, and those after so many only as long as they
   * help, and do not fit.
   */
  readonly doses?: number;
  /** What each removes it, the gentlest first; empty: nothing in the experiment does. */
  remedies(experiment: Experiment, data: DataFacts): readonly Remedy[];
}

/** What is known of the data of an experiment without training. */
export interface DataFacts {
  readonly rows: number;
  readonly classes: number | null;
  /** Share of each class among training points; empty where numbers are answered. */
  readonly shares: readonly number[];
  readonly heldOutRows: number;
  /** Share of the held-out points that the most frequent class of them answers; null where numbers are answered. */
  readonly guessed: number | null;
  /** Mean and standard deviation of the training targets as the network sees them (all columns together). */
  readonly targetMean: number;
  readonly targetDeviation: number;
  /** The least and the largest of them. */
  readonly targetRange: readonly [number, number];
  /** The same of what those of a row sum up to. */
  readonly targetSums: readonly [number, number];
  /** The same of each network input. */
  readonly inputMeans: readonly number[];
  readonly inputDeviations: readonly number[];
  /** Columns of the network's input that hold the same value on every row. */
  readonly constantInputs: number;
  /** Pairs of columns that are the same up to scale and offset. */
  readonly duplicateInputs: number;
  /** Share of the targets' variance that lies beyond what the output activation can answer; null without such bounds. */
  readonly beyondRange: number | null;
  /** Share of held-out points outside the box of the training points. */
  readonly outside: number;
  /** Share of the held-out answers' variance that is noise; null where it is not known. */
  readonly noiseShare: number | null;
  /** The wave that explains most of the targets, if any does; null: none. */
  readonly wave: Wave | null;
  /** The product, quotient or distance that explains most of what a plane leaves; null: none. */
  readonly form: Form | null;
  /** What neighbours know, beside shuffled answers; null where it cannot be told. */
  readonly shuffled: Shuffled | null;
  /** Training rows of a table whose answers are at odds with others; null of anything but a table. */
  readonly doubts: Doubts | null;
  /** Turning points of the target for each training point; null where not told (two dimensions or more). */
  readonly changesPerPoint: number | null;
}

/** Rows of a table, from 1. */
export interface Doubts {
  /** They are given to the network with the inputs of others, and answer otherwise. */
  readonly clashing: readonly number[];
  /** Share of the classes that no answer can give, or of the variance of the numbers. */
  readonly lost: number;
  /** Their answer is far from that of all the rows nearest to them, which agree. */
  readonly outvoted: readonly number[];
  /** How many rows those are for each. */
  readonly neighbours: number;
}

/**
 * A combination of the reader's inputs that the answers follow: a product or quotient, a sum of squares (`distance`), the
 * root of one (`length`), how far two inputs are from one another (`gap`).
 */
export interface Form {
  readonly kind: 'product' | 'quotient' | 'distance' | 'length' | 'gap';
  /** As a formula of the inputs, e.g. "x0 * x1". */
  readonly of: string;
  /** Share of what a plane through the inputs leaves of the answers' variance that it explains. */
  readonly explained: number;
  /** Share of the answers' variance that the plane explains. */
  readonly plane: number;
}

/** A wave along a direction of the reader's inputs. */
export interface Wave {
  /** The direction as a formula of the inputs, e.g. "x0 + x1". */
  readonly along: string;
  readonly frequency: number;
  /** Of the wave within the training points. */
  readonly turns: number;
  /** Share of the targets' variance (of the class indicators) that it explains alone. */
  readonly share: number;
}

/** The reader's experiment as it was run with one seed. */
export interface RunEvidence {
  readonly seed: number;
  readonly skill: number;
  readonly trainSkill: number;
  readonly fits: boolean;
  readonly stopped: StopReason | null;
  readonly curve: CurveFigures;
  /** Null: not finite. */
  readonly start: VitalSigns | null;
  /** Where the first phase of batch order gives way to the next; null where there is one phase, or it was not looked at. */
  readonly atSwitch: VitalSigns | null;
  readonly end: VitalSigns | null;
  /** Null: too few points of either kind. */
  readonly edges: EdgeErrors | null;
}

/** Of values over runs: the least, the median and the most. */
export type Spread = readonly [least: number, median: number, most: number];

/** A sign that differs between runs that fit and those that do not. */
export interface Parting {
  readonly moment: 'start' | 'switch' | 'end';
  /** Hidden layer, from 0. */
  readonly layer: number;
  readonly sign: 'dead' | 'rank';
  readonly fitting: Spread;
  readonly stuck: Spread;
  /** How many of the signs that were looked at would differ as much by chance. */
  readonly byChance: number;
}

/** What runs that do not fit have in common, beside those that do. */
export interface Partings {
  readonly fitting: number;
  readonly stuck: number;
  readonly found: readonly Parting[];
  /** Signs that were looked at. */
  readonly looked: number;
}

/**
 * What the experiment's network makes of the same training points with their answers shuffled, over a few seeds: nothing is to
 * be found in them.
 */
export interface Dealt {
  readonly seeds: number;
  /** Median skills on training points: of the answers as they are, and shuffled. */
  readonly trainSkill: number;
  readonly dealtTrainSkill: number;
  /** Skills on held-out points: the least with the answers as they are, and the highest with them shuffled. */
  readonly least: number;
  readonly highest: number;
}

/** All that is known before any remedy is tried. */
export interface Evidence {
  readonly experiment: Experiment;
  readonly data: DataFacts;
  readonly floors: readonly Floor[];
  /** Empty before the first run. */
  readonly runs: readonly RunEvidence[];
  /** Null: not asked, since training points are not known much better than others. */
  readonly dealt: Dealt | null;
}

export const criterionSources = [
  'reference',
  'neighbours',
  'noise',
  'reader',
  'least',
  'untried',
  'unusable',
] as const;

/** When a run fits: its unexplained share, 1 − skill, is at most `unexplained`. */
export interface Criterion {
  readonly unexplained: number;
  /**
   * What decides: twice what the reference leaves, or what the nearest training points leave where that is less than half
   * of it, twice the noise, or the reader; or else a small rest that any fit may leave: `least`, the reference leaves less
   * than half of that; `untried`, there was none; `unusable`, it leaves so much that it says nothing.
   */
  readonly from: (typeof criterionSources)[number];
  /** The unexplained share of the reference; null: there was none. */
  readonly reference: number | null;
  /** The experiment makes training labels wrong, and the reference had them right. */
  readonly rightLabels?: boolean;
}

export interface SeedOutcome {
  readonly seed: number;
  /** 1: perfect, 0: guessing; −∞ where it diverged. */
  readonly skill: number;
  /** As of the same points. */
  readonly beside?: BesideLoss;
  readonly fits: boolean;
}

/** Changes of the reader's experiment, tried over seeds. */
export interface Trial {
  /** What it is to remove. */
  readonly causes: readonly CauseId[];
  readonly changes: Change;
  readonly experiment: Experiment;
  readonly outcomes: readonly SeedOutcome[];
  /** Median over its seeds. */
  readonly skill: number;
  readonly beside?: BesideLoss;
  /** How many fit, of how many. */
  readonly fits: readonly [count: number, of: number];
  /** It was given up after fewer seeds than asked for. */
  readonly droppedEarly: boolean;
}

export interface Finding extends Suspicion {
  readonly id: CauseId;
  readonly kind: CauseKind;
}

export interface Verdict {
  readonly experiment: Experiment;
  readonly criterion: Criterion;
  /** The experiment as it stands. */
  readonly before: Trial;
  /** Three of four seeds fit, or more. */
  readonly fits: boolean;
  readonly floors: readonly Floor[];
  /** Where some seeds fit and some do not; null: all fare alike. */
  readonly partings: Partings | null;
  /** Every suspicion that was raised, proofs first. */
  readonly findings: readonly Finding[];
  /** What was tried alone: on the seeds that fit least, and what did well there on more. */
  readonly alone: readonly Trial[];
  /** Each alone makes it fit. */
  readonly enough: readonly Trial[];
  /** Without it the smallest set fails. */
  readonly necessary: readonly CauseId[];
  /** Suspected, and no part of what makes it fit. */
  readonly immaterial: readonly CauseId[];
  /** Tried and changed nothing. */
  readonly useless: readonly Trial[];
  /** The smallest sets of changes that make it fit, the best first; empty: none was found. */
  readonly minimal: readonly Trial[];
  /** The best smallest set on seeds that took no part in the search; null: there is none, or the budget ran out. */
  readonly confirmed: Trial | null;
  /** What came closest where none fits. */
  readonly closest: Trial | null;
  /** Suspected, and the budget ran out. */
  readonly untried: readonly CauseId[];
  readonly runs: number;
  /** In steps of the reader's own experiment. */
  readonly steps: number;
  readonly seconds: number;
}

export interface Progress {
  readonly stage: 'own' | 'reference' | 'shuffled' | 'alone' | 'together' | 'confirm' | 'seeds';
  readonly runs: number;
  /** Runs in all, as far as can be told. */
  readonly about: number;
  /** Null: not yet known. */
  readonly secondsLeft: number | null;
}

/** What came of a training. */
export interface Trained {
  readonly parameters: Float32Array;
  readonly records: RecordTable;
  readonly stopped: StopReason | null;
}

/** How far and how often measured. */
export interface TrainExtent {
  readonly until?: { readonly unit: 'steps'; readonly count: number };
  readonly recordEvery?: number;
}

/** Trains experiments; a promise for each. Rejects with an AbortError once the signal is aborted. */
export type Train = (
  jobs: readonly { readonly experiment: Experiment }[],
  extent: TrainExtent,
  signal: AbortSignal,
) => readonly Promise<Trained>[];

export interface DiagnoseOptions {
  readonly train: Train;
  readonly signal: AbortSignal;
  /** Milliseconds that only grow. */
  now(): number;
  /** Seeds that verdicts are counted over; the experiment's own is among them or not. */
  readonly seeds?: readonly number[];
  /** In steps of the experiment; steps of larger networks count as more. */
  readonly budget?: number;
  /** The unexplained share that counts as a fit, where the reader says so. */
  readonly unexplained?: number;
  /** Jobs under way at once. */
  readonly width?: number;
  onProgress?(progress: Progress): void;
  /** What is known so far, each time that it grows. */
  onEvidence?(evidence: Evidence, findings: readonly Finding[]): void;
  /** A trial is done, or has more seeds. */
  onTrial?(trial: Trial): void;
}
