import type { Dataset } from '#src/data/dataset.ts';
import type { Split } from '#src/data/prepare.ts';
import { orthogonalBasis } from '#src/doctor/floors/basis.ts';
import type { Rung } from '#src/doctor/floors/floor.ts';
import { isBroadcast, isUncharted, measured, ownLoss } from '#src/doctor/floors/score.ts';
import { thinned } from '#src/doctor/floors/thinned.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { minimize } from '#src/lib/minimize.ts';
import { batchLoss, type LossPlan } from '#src/network/losses.ts';

/** Rows × (columns of the basis × outputs, or its own square), a few tenths of a second for a whole fit. */
const affordable = 2e5;

/** What is linear in the network's inputs: least squares, or the logistic regression that it is for classes. */
export const straightLine: Rung = (input) => {
  const { experiment, data } = input;
  if (isBroadcast(experiment) || isUncharted(input)) return null;
  const outputs = outputsOf(experiment.loss, data.targetWidth, data.classes);
  const columns = data.networkInputs + 1;
  const sample = thinned(
    data.train,
    Math.floor(affordable / (columns * Math.max(outputs, columns / 4))),
  );
  const basis = orthogonalBasis(sample.data);
  let weights: Float64Array = new Float64Array(basis.width * outputs);
  let converged = true;
  for (const loss of stages(ownLoss(experiment), sample.data.targets)) {
    const fit = fitted(basis.of(sample.data), sample.data, loss, weights);
    weights = fit.at;
    converged = fit.converged;
  }
  const exact =
    converged && !kinked.includes(experiment.loss) && sample.data.rows === data.train.data.rows;
  const answers = (split: Split) => product(basis.of(split.data), weights, basis.width);
  const ofEncoded = experiment.encoding !== 'raw' || experiment.features.length > 0;
  return { ...measured(input, answers), exact, proof: false, ...(ofEncoded && { ofEncoded }) };
};

/** Losses with a kink at their minimum, which a search by slopes only comes near to. */
const kinked: readonly LossId[] = ['mae', 'hinge'];

function outputsOf(loss: LossId, targetWidth: number, classes: number | null): number {
  return loss === 'cross_entropy' || loss === 'nll_of_softmax' ? (classes ?? 1) : targetWidth;
}

/**
 * Losses to minimise in turn, each from where the one before ended. Squares lead to where absolute errors have a slope;
 * these have none at their minimum and are approached by Huber losses of ever smaller δ.
 */
function stages(loss: LossPlan, targets: Float32Array): readonly LossPlan[] {
  const squares: LossPlan = { ...loss, id: 'mse' };
  if (loss.id === 'huber') return [squares, loss];
  if (loss.id !== 'mae') return [loss];
  const mean = targets.reduce((sum, t) => sum + t, 0) / targets.length;
  const spread = targets.reduce((sum, t) => sum + Math.abs(t - mean), 0) / targets.length;
  const hubers = [1, 0.1, 0.01, 0.001].map(
    (share): LossPlan => ({ ...loss, id: 'huber', huberDelta: share * spread || 1 }),
  );
  return [squares, ...hubers];
}

function fitted(
  basis: Float64Array,
  { rows, targets, weights: counts }: Dataset,
  loss: LossPlan,
  start: Float64Array,
) {
  const width = basis.length / rows;
  const outputs = start.length / width;
  // A Huber loss of small δ has small values: in its own units the search neither hurries nor dawdles.
  const unit = loss.id === 'huber' ? Math.min(loss.huberDelta, 1) : 1;
  return minimize((weights, gradient) => {
    const found = batchLoss(loss, product(basis, weights, width), {
      rows,
      targets,
      weights: counts,
    });
    gradient.fill(0);
    for (let i = 0; i < rows; i++)
      for (let k = 0; k < width; k++) {
        const value = (basis[i * width + k] as number) / unit;
        for (let o = 0; o < outputs; o++) {
          const at = k * outputs + o;
          gradient[at] =
            (gradient[at] as number) + value * (found.derivatives[i * outputs + o] as number);
        }
      }
    return found.loss / unit;
  }, start);
}

/** @param basis [rows × width] @param weights [width × outputs] @returns [rows × outputs] */
function product(basis: Float64Array, weights: Float64Array, width: number): Float64Array {
  const rows = basis.length / width;
  const outputs = weights.length / width;
  const values = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < width; k++) {
      const value = basis[i * width + k] as number;
      for (let o = 0; o < outputs; o++) {
        const at = i * outputs + o;
        values[at] = (values[at] as number) + value * (weights[k * outputs + o] as number);
      }
    }
  return values;
}
