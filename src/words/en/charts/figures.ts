import { counted } from '#words/forms.ts';

/** What columns of the figures' tables hold. */
export const columnNames = {
  run: 'run',
  epoch: 'epoch',
  step: 'step',
  time: 'time (s)',
  seed: 'seed',
  seeds: 'seeds',
  median: 'median',
  failures: 'failures',
  class: 'class',
  target: 'target',
};

/** What a place on a time axis is the number of. */
export const timeHoverNames = {
  epoch: 'epoch',
  step: 'step',
  samples: 'sample',
  seconds: 'second',
};

export const words = {
  diverged: 'diverged',

  // actual
  residual: 'Residual',
  actual: 'actual',
  predicted: 'predicted',
  difference: 'residual',
  rmse: (error: string) => `RMSE ${error}`,

  // band
  median: (name: string) => `${name}: median`,
  bandHover: (name: string, format: string, rmse?: string) =>
    `${name} <b>%{y:${format}}</b> (10–90 %: %{text})${rmse === undefined ? '' : `, RMSE %{customdata:${rmse}}`}<extra></extra>`,

  // classes-1d
  classIt: (k: number) => `class ${k}`,
  classHover: (k: number, format: string) => `class ${k} <b>%{y:${format}}</b><extra></extra>`,
  probability: 'Probability',
  classTitle: 'Class',

  // classes-2d
  regionHover: (place: string) =>
    `${place}<br><b>class %{text}</b>, probability %{customdata:.3f}<extra></extra>`,
  predictedClass: 'predicted class',

  // classes
  wrong: 'wrong',
  probabilityOfClass: (k: number) => `probability of class ${k}`,
  point: (x: string, y: string) => `point ${x}, ${y}`,
  pointOf: (where: string, truth: number) => `${where}: class ${truth}`,
  answeredPoint: (where: string, truth: number, answer: number) =>
    `${where}: class ${truth}, predicted ${answer}: ${answer === truth ? 'correct' : 'wrong'}`,

  // confusion
  confusionHover:
    'class %{y}, predicted %{x}<br>%{text} of its points (%{customdata})<extra></extra>',
  predictedTitle: 'Predicted class',
  trueClass: 'True class',

  // curve-kinds
  accuracyShareRight: 'Accuracy (share correct)',
  gOfTheLastBatch: '‖g‖₂ of the last batch',

  // curves
  runBefore: 'run before',
  exactlyZero: '▼ exactly 0',
  zeroOrBelow: '▼ 0 or below',
  belowZero: 'below 0',
  scaled: (loss: string) => `${loss} scaled`,
  atX: (time: string) => ` at ${time} %{x}`,

  // fit-1d
  minusTarget: (name: string) => `${name} − target`,
  residualHover: (name: string, format: string) =>
    `${name} − target <b>%{y:${format}}</b><extra></extra>`,
  trainingPoints: 'training points',
  heldOutPoints: 'held-out points',
  trainingRange: 'training range',
  heldOutRange: 'held-out range',
  target: 'target',
  targetHover: (format: string) => `target <b>%{y:${format}}</b><extra></extra>`,

  // heat-map
  notThereYet: 'not there yet',
  seed: (seed: number) => `seed ${seed}`,
  seedCell: (name: string, seed: number, metric: string, value: string) =>
    `${name}, seed ${seed}<br>${metric}: ${value}`,

  // network-diagram
  hidden: (layer: number) => `hidden ${layer}`,
  positive: 'positive',
  negative: 'negative',
  widthWeight: 'width: |weight|',
  fillBias: 'fill: bias',
  input: (index: number) => `input ${index}`,
  inputs: 'inputs',
  outputs: 'outputs',
  layer: 'layer',
  value: 'value',
  bias: 'bias',
  fromUnit: 'from unit',
  toUnit: 'to unit',

  // points
  drawnOf: {
    train: (shown: string, total: string) => `${shown} of ${total} training points are drawn.`,
    heldOut: (shown: string, total: string) => `${shown} of ${total} held-out points are drawn.`,
  },
  countedOf: {
    train: (shown: string, total: string) => `${shown} of ${total} training points are counted.`,
    heldOut: (shown: string, total: string) => `${shown} of ${total} held-out points are counted.`,
  },

  // probe-input
  theOtherInputsAreHeld: 'the other inputs are held',
  aSlicePointsLieAnywhere: (shown: string) =>
    `A slice: ${shown}; points lie anywhere before and behind it.`,

  // ratios
  lower: (name: string) => `${name} lower`,
  equal: 'both the same',
  pairOf: (seed: number, nameA: string, a: string, nameB: string, b: string) =>
    `seed ${seed}: ${nameA} ${a}, ${nameB} ${b}`,
  ratioHover: (format: string) => `%{text}<br>ratio <b>%{y:${format}}</b><extra></extra>`,
  noDifference: 'no difference',
  ratioOfMedians: 'ratio of medians',
  seedTitle: 'Seed',
  firstSecond: 'first ÷ second',

  // regression-2d
  fitMinusTarget: 'fit − target',

  // sweep-line
  eachSeed: 'each seed',
  seedPoint: (name: string, seed: number, metric: string, isFinite: boolean, value: string) =>
    `${name}, seed ${seed}<br>${metric} ${isFinite ? value : 'diverged'}`,
  medianAndBand: 'median, 10–90 % band',

  // sweep
  cellText: (name: string, metric: string, median: string, seeds: number, failures: number) =>
    `${name}<br>${metric}: median ${median} of ${counted(seeds, 'seed')}${failures > 0 ? `, ${failures} failed` : ''}`,

  // time-axis
  epoch: 'Epoch',
  optimiserSteps: 'Optimiser steps',
  samplesSeen: 'Samples seen',
  timeTrainingS: 'Time training (s)',
};

/** "1 input, 2 hidden layers of 45 units each, 1 output; 2 206 parameters." */
export function networkText(
  inputs: number,
  hidden: readonly number[],
  outputs: number,
  parameters: number,
): string {
  const [first = 0] = hidden;
  const alike = hidden.every((units) => units === first);
  const units = alike
    ? `${counted(first, 'unit')}${hidden.length > 1 ? ' each' : ''}`
    : `${hidden.join(', ')} units`;
  const middle =
    hidden.length === 0
      ? 'no hidden layer'
      : `${counted(hidden.length, 'hidden layer')} of ${units}`;
  return `${counted(inputs, 'input')}, ${middle}, ${counted(outputs, 'output')}; ${counted(parameters, 'parameter')}.`;
}
