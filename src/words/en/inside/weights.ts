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
    'Begins a run with these parameters, at epoch 0 and with the optimiser’s memory empty. A link holds the experiment alone, not these parameters; the run that is kept says that it began so.',
  begun: {
    title: 'Trained from edited weights',
    lines: [
      'A link to this experiment draws its initial weights from the seed: it cannot hold these.',
      'Any change of the experiment ends it as well.',
    ],
  },
};

/** A kept run that began with such weights. */
export const kept = {
  began: 'Began with',
  edited: 'Weights edited by hand',
  noClaim:
    'No link holds the weights that this run began with, so it cannot be run again from one.',
};
