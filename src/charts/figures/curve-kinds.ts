import type { CurveKind } from '#src/charts/figures/curves.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { accuracyGuess, guessingLabels } from '#src/words/guessing.ts';

/**
 * The loss, as trained and as evaluated: three lines that are never joined into one.
 *
 * @param name of the loss with its unit, e.g. "Cross entropy (nats)"
 */
export function lossKind(name: string): CurveKind {
  return {
    yTitle: name,
    quantities: [
      { column: 'runningLoss', name: 'running', colour: 'running', dash: 'solid', width: 1.25 },
      { column: 'trainLoss', name: 'training set', colour: 'train', dash: 'solid', width: 2 },
      { column: 'heldOutLoss', name: 'held-out', colour: 'heldOut', dash: 'dash', width: 2 },
    ],
    reference: ({ guessing }) =>
      guessing && { value: guessing.loss, label: guessingLabels[guessing.answer] },
    factor: ({ lossFactor }) => lossFactor,
  };
}

/** One of the losses alone; nothing needs to tell it from the others. */
export function oneLossKind(name: string, column: RecordColumn): CurveKind {
  const all = lossKind(name);
  const quantities = all.quantities.filter((quantity) => quantity.column === column);
  return { ...all, quantities: quantities.map((q) => ({ ...q, dash: 'solid', width: 2 })) };
}

/** Share of points whose most probable class is right. */
export const accuracyKind: CurveKind = {
  yTitle: 'Accuracy (share right)',
  range: [0, 1.02],
  quantities: [
    { column: 'trainAccuracy', name: 'training set', colour: 'train', dash: 'solid', width: 2 },
    { column: 'heldOutAccuracy', name: 'held-out', colour: 'heldOut', dash: 'dash', width: 2 },
  ],
  reference: ({ guessing }) =>
    guessing && guessing.accuracy !== null
      ? { value: guessing.accuracy, label: accuracyGuess }
      : null,
};

/** The rate of each epoch's last step. */
export const learningRateKind: CurveKind = {
  yTitle: 'Learning rate',
  quantities: [
    { column: 'learningRate', name: 'learning rate', colour: 'train', dash: 'solid', width: 2 },
  ],
};

/** Length of the gradient over all parameters at each epoch's last step, before clipping. */
export const gradientNormKind: CurveKind = {
  yTitle: 'Gradient norm ‖g‖₂',
  quantities: [
    { column: 'gradientNorm', name: 'gradient norm', colour: 'train', dash: 'solid', width: 1.5 },
  ],
};
