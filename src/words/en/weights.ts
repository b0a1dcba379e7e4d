import type { NotWritten } from '#src/records/trained-weights.ts';
import { fieldWords } from '#words/fields.ts';

/** How trained weights can be saved, in words. */
export const weightFormatNames = {
  npz: 'NumPy (.npz)',
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js layers',
} as const;

export const weightFormatHelp: Readonly<Record<keyof typeof weightFormatNames, string>> = {
  npz: 'Weights, biases and scalings as arrays. The Python scripts above load it when WEIGHTS names it, and the one for PyTorch saves a state dict.',
  onnx: 'The whole way from a point to its answer, with features, scalings and encoding.',
  tfjs: 'model.json and weights.bin, with scalings as layers; features and encodings stay outside and are described in the file.',
};

/** What stands in the dialog that shares an experiment. */
export const weightWords = {
  title: 'Trained weights',
  fileName: (experiment: string) => `${experiment} weights`,
  run: 'Run',
  format: 'Format',
  shown: 'The run on the page',
  save: 'Save weights',
  none: 'There are no weights yet: train first.',
  gone: 'The weights of this run are gone.',
} as const;

/** Why weights are not written in a format. */
export function weightsNotWrittenText(
  format: keyof typeof weightFormatNames,
  reason: NotWritten,
): string {
  if (reason.why === 'data') {
    const problems = reason.problems.map(({ message }) => message).join('; ');
    return `The scalings of this run cannot be fitted again: ${problems}.`;
  }
  const names = reason.fields.map((field) => fieldWords[field].label).join(', ');
  return `${weightFormatNames[format]} cannot hold these settings: ${names}.`;
}
