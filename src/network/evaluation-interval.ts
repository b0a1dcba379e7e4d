import type { Experiment } from '#src/experiment/fields.ts';
import { heldOutRows } from '#src/experiment/held-out.ts';
import type { LossId, OptimizerId } from '#src/experiment/ids.ts';
import { stepsPerEpoch } from '#src/experiment/steps.ts';
import { activationCost } from '#src/network/activations.ts';
import type { LossPlan } from '#src/network/losses.ts';
import { lossOf, scheduleOf } from '#src/network/of-experiment.ts';
import type { Schedule } from '#src/network/schedules.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** What a training has to compute. */
interface Work {
  readonly network: NetworkShape;
  readonly loss: LossPlan;
  readonly optimizer: { readonly id: OptimizerId };
  readonly rows: number;
  readonly heldOutRows: number;
  readonly batchSize: number;
}

/** How long it goes on, and what looks at its evaluations. */
interface Watched {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly stop: { readonly patience: number };
  readonly schedule: Schedule;
}

/**
 * Evaluation may be counted as this share of training. Counts are right to within a quarter, and records and pictures
 * take a little as well: all together should stay under a tenth.
 */
const share = 0.065;

/**
 * What a loss costs, counted as `activationCost` is: of one output; of one pair of prediction and label where each meets
 * each, but for a closed form.
 */
const lossCost = {
  mse: { output: 30, pair: 0 },
  mae: { output: 30, pair: 90 },
  huber: { output: 30, pair: 90 },
  bce: { output: 160, pair: 90 },
  cross_entropy: { output: 120, pair: 0 },
  nll_of_softmax: { output: 120, pair: 0 },
  bce_of_probabilities: { output: 160, pair: 160 },
  cross_entropy_of_outputs: { output: 40, pair: 0 },
  hinge: { output: 30, pair: 90 },
  msle: { output: 160, pair: 160 },
} as const satisfies Record<LossId, { readonly output: number; readonly pair: number }>;

/** Of one parameter in a step: divisions and roots are slow. */
const updateCost = {
  sgd: 12,
  momentum: 14,
  nesterov: 14,
  adagrad: 30,
  rmsprop: 30,
  adam: 35,
  adamw: 35,
} as const satisfies Record<OptimizerId, number>;

/** Of what has to be done beside: once per row that is evaluated or trained on, and once per step. */
const besides = { evaluatedRow: 250, trainedRow: 1500, step: 5000 } as const;

/**
 * After how many epochs to evaluate when the experiment leaves it open: as often as costs little beside training, so
 * less often where epochs are short for what they are measured on, and at least as often as a stop rule or a plateau
 * schedule looks. Counted in operations, not measured, so that every machine evaluates after the same epochs.
 *
 * No run is granted more points than it can pay for: the first and the last epoch are evaluated anyway, the running
 * loss has a point each epoch, and an experiment can ask for more.
 *
 * @returns one of 1, 2, 5, 10, 20, 50, …, or what limits it
 */
export function automaticInterval(
  model: Work,
  { epochs, stepsPerEpoch, stop, schedule }: Watched,
): number {
  const affordable = (share * epochs * trainingCost(model, stepsPerEpoch)) / evaluationCost(model);
  let interval = 1;
  while (interval < epochs && evaluations(epochs, interval) > affordable) interval = next(interval);
  const limits = [
    epochs,
    stop.patience > 0 ? stop.patience : epochs,
    schedule.id === 'plateau' ? schedule.every : epochs,
  ];
  return Math.min(interval, ...limits);
}

/** As an experiment says, or else the automatic one. */
export function evaluationInterval(e: Experiment, network: NetworkShape): number {
  const work = {
    network,
    loss: lossOf(e),
    optimizer: { id: e.optimizer },
    rows: e.trainCount,
    heldOutRows: heldOutRows(e),
    batchSize: e.batchSize,
  };
  const watched = {
    epochs: e.epochs,
    stepsPerEpoch: stepsPerEpoch(e),
    stop: { patience: e.patience },
    schedule: scheduleOf(e),
  };
  return e.evaluateEvery || automaticInterval(work, watched);
}

/** Epochs that are evaluated: every n-th, the first and the last. */
function evaluations(epochs: number, interval: number): number {
  const first = interval > 1 ? 1 : 0;
  const last = epochs % interval > 0 ? 1 : 0;
  return first + Math.floor(epochs / interval) + last;
}

/** What follows in 1, 2, 5, 10, 20, 50, … */
function next(interval: number): number {
  const isTwo = String(interval).startsWith('2');
  return isTwo ? 2.5 * interval : 2 * interval;
}

/** Of one epoch: each weight takes part in two operations for each row forward, and in twice as many backward. */
function trainingCost(model: Work, stepsPerEpoch: number): number {
  const { network, rows, batchSize, optimizer } = model;
  const batch = Math.min(rows, batchSize);
  const row = 6 * network.parameterCount + functionCost(model) + besides.trainedRow;
  const step = updateCost[optimizer.id] * network.parameterCount + besides.step;
  return stepsPerEpoch * (batch * row + pairCost(model, batch) + step);
}

/** Of one evaluation: both sets, forward only. */
function evaluationCost(model: Work): number {
  const { network, rows, heldOutRows } = model;
  const row = 2 * network.parameterCount + functionCost(model) + besides.evaluatedRow;
  return (rows + heldOutRows) * row + pairCost(model, rows) + pairCost(model, heldOutRows);
}

/** Activations and losses of one row. */
function functionCost({ network, loss }: Work): number {
  const activations = network.layers.map(
    ({ units, activation }) => units * activationCost[activation],
  );
  return activations.reduce((a, b) => a + b, network.outputs * lossCost[loss.id].output);
}

function pairCost({ loss }: Work, rows: number): number {
  return loss.labelShape === 'row' ? lossCost[loss.id].pair * rows ** 2 : 0;
}
