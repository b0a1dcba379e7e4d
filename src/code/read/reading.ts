import type { Doubt } from '#src/code/read/interpret/values.ts';
import type { Layer, Phase } from '#src/experiment/field-lists.ts';
import type { Change } from '#src/experiment/fields/changes.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';

/** What pasted code says that no field of an experiment holds. */
export const extraFieldIds = [
  'framework',
  'task',
  'inputs',
  'outputs',
  'lossFactor',
  'otherLayers',
] as const;
export type ExtraFieldId = (typeof extraFieldIds)[number];

export type FactField = FieldId | ExtraFieldId;

/**
 * `said`: it stands in the text; `default`: the framework's, the text says nothing; `guessed`: likely, `reason` says by
 * what; `open`: the text does not say it, or not understandably.
 */
export type FactKind = 'said' | 'default' | 'guessed' | 'open';

/** Why a value is not certain or not there. */
export type Reason =
  | Doubt
  | 'file' // data come from a file or a ready-made set
  | 'given' // points are written out
  | 'mixture' // several kinds of points
  | 'notFound' // the text holds nothing of the kind
  | 'notUnderstood'
  | 'uniform' // noise that is drawn evenly
  | 'fused'; // output function and loss are one, as logits

export interface Fact {
  readonly field: FactField;
  /** As in an experiment where it can be; else as the text has it. Null where it is open. */
  readonly value: FactValue;
  readonly kind: FactKind;
  /** Where it is said, in characters of the pasted text; null: nowhere. */
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: Reason | null;
}

export type FactValue =
  | string
  | number
  | boolean
  | null
  | readonly number[]
  | readonly string[]
  | readonly (readonly number[])[]
  | readonly CodeLayer[]
  | readonly Phase[]
  | readonly Change[];

/** A hidden layer; the activation may be one that experiments do not have. */
export type CodeLayer = Omit<Layer, 'activation'> & { readonly activation: string };

/** Something of the code that our experiments do not hold, and what was taken instead. */
export interface Lost {
  readonly id: LostId;
  /** What the text has. */
  readonly value: string;
  /** The field that took something else; null: left out. */
  readonly field: FieldId | null;
  readonly from: number | null;
  readonly to: number | null;
}

export type LostId =
  | 'inputs'
  | 'outputs'
  | 'indicesOfOneOutput'
  | 'points'
  | 'units'
  | 'layers'
  | 'activation'
  | 'outputActivation'
  | 'loss'
  | 'fusedOutput'
  | 'lossFactor'
  | 'optimizer'
  | 'schedule'
  | 'normalInputs'
  | 'noise'
  | 'initialiser'
  | 'axes'
  | 'otherLayer'
  | 'phases'
  | 'value'
  | 'kerasEpsilon'
  | 'kerasClassWeights'
  | 'posWeight'
  | 'sklearnStopping'
  | 'sklearnDecay';

/** What was read of a pasted text. */
export interface Reading {
  /** The text that places count in: as it was pasted, or the code of a notebook. */
  readonly text: string;
  readonly language: 'python' | 'julia';
  /** The facts of each training that was found, in the order of the text. */
  readonly trainings: readonly (readonly Fact[])[];
  /** Why nothing, or not all of it, was read. */
  readonly refusal: Refusal | null;
}

export type Refusal = 'tooLong' | 'tooDeep' | 'tooMuch' | 'noTraining' | 'unsupported';

/** The experiment that the facts of one training come to. */
export interface CodeExperiment {
  readonly facts: readonly Fact[];
  /** With stand-ins for what is open or cannot be held; null where no experiment comes of it. */
  readonly experiment: Experiment | null;
  readonly lost: readonly Lost[];
}
