import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';

/** Files that a trained network can be written as. */
export const weightFormats = ['npz', 'onnx', 'tfjs'] as const;
export type WeightFormat = (typeof weightFormats)[number];

/** The ends of names of files. */
export const weightExtensions = {
  npz: 'npz',
  onnx: 'onnx',
  tfjs: 'zip',
} as const satisfies Record<WeightFormat, string>;

/** A network with what it came to. */
export interface TrainedRun {
  readonly experiment: Experiment;
  /** [parameterCount] */
  readonly parameters: Float32Array;
  /** Opens the experiment. */
  readonly link: string;
}

/** Why there is no file: fields whose value the format does not hold, or data that cannot be made any more. */
export type NotWritten =
  | { readonly why: 'format'; readonly fields: readonly FieldId[] }
  | { readonly why: 'data'; readonly problems: readonly Problem[] };
