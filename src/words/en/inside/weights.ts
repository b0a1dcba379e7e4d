import { formatNumber } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';

const told = (value: number) => formatNumber(value, 5);

/** Weights and biases that are edited by hand. */
export const words = {
  layer: 'Layer',
  hidden: (layer: number) => `hidden ${layer}`,
  output: 'output',
  units: 'Units',
  inputs: 'Inputs of the layer',
  window: (from: number, to: number, of: number) => `${from}–${to} of ${of}`,
  caption: 'Each column is a unit: its bias, then the weight of each input.',
  from: 'from',
  unit: (unit: number) => `unit ${unit}`,
  bias: 'bias',
  weightOf: (from: string, to: string) => `weight from ${from} to ${to}`,
  biasOf: (unit: string) => `bias of ${unit}`,
  loss: (loss: number) => `Training loss ${told(loss)}`,
  lossBefore: (loss: number, before: number) =>
    `Training loss ${told(loss)}, before the edits ${told(before)}`,
  edits: (count: number) => counted(count, 'edit'),
  undo: 'Undo',
  discard: 'Discard the edits',
  trainOn: 'Train on from here',
  trainOnHelp:
    'Starts a run from these parameters, at epoch 0, with an empty optimiser state. A link holds the experiment only, not these parameters; the kept run notes how it started.',
  begun: {
    title: 'Trained from edited weights',
    lines: [
      'A link to this experiment draws its initial weights from the seed: it cannot hold these.',
      'Changing the experiment also ends it.',
    ],
  },
};

/** A kept run that began with such weights. */
export const kept = {
  began: 'Started from',
  edited: 'Weights edited by hand',
  noClaim: 'No link holds the weights that this run started from, so a link cannot run it again.',
};
