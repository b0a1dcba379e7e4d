import type { LossId } from '#src/experiment/ids.ts';
import type { LossPlan } from '#src/network/losses.ts';
import { logSumExp, softmax } from './activations.ts';

/** Rows of a batch, each an array of numbers. */
export type Rows = readonly (readonly number[])[];

export interface BatchLoss {
  readonly loss: number;
  /** ∂loss/∂ of what the loss takes: [rows][outputs] */
  readonly gradient: number[][];
}

/**
 * The loss of a batch and its gradient.
 *
 * @param outputs what the loss takes: the network's outputs, for `nll_of_softmax` what goes into its softmax
 * @param targets of each row a class index for cross entropies over several outputs, else as many values as outputs
 * @param weights what each row counts: the loss is then the weighted mean, Σ w·l / Σ w over the batch's rows
 */
export function batchLoss(
  loss: LossPlan,
  outputs: Rows,
  targets: Rows,
  weights: readonly number[] = outputs.map(() => 1),
): BatchLoss {
  const mean = meanLoss(loss, outputs, targets, weights);
  if (!loss.summed) return mean;
  const count = addends(loss, outputs, weights);
  return { ...mean, gradient: mean.gradient.map((row) => row.map((g) => g * count)) };
}

/** What the mean divides by. */
function addends(loss: LossPlan, outputs: Rows, weights: readonly number[]): number {
  const rows = outputs.length;
  if (loss.labelShape === 'row') return loss.reduce === 'mean' ? rows ** 2 : rows;
  const total = sum(weights);
  if (isOfRows(loss.id)) return total;
  return total * outputs[0]!.length;
}

function meanLoss(
  loss: LossPlan,
  outputs: Rows,
  targets: Rows,
  weights: readonly number[],
): BatchLoss {
  if (loss.labelShape === 'row') return broadcastLoss(loss, outputs, targets);
  if (isOfRows(loss.id)) {
    const rowLoss = loss.id === 'cross_entropy_of_outputs' ? shareEntropy : crossEntropy;
    return meanOverRows(outputs, targets, weights, (row, target) =>
      rowLoss(row, target.length === row.length ? target : oneHot(target[0]!, row.length)),
    );
  }
  const pointwise = pointLoss(loss.id, loss.huberDelta);
  return meanOverRows(outputs, targets, weights, (row, target) => {
    const points = row.map((output, k) => pointwise(output, target[k]!));
    return {
      loss: points.reduce((sum, point) => sum + point.loss, 0) / row.length,
      gradient: points.map((point) => point.derivative / row.length),
    };
  });
}

/** (B,1) predictions minus (B) labels: every prediction against every label. */
function broadcastLoss(loss: LossPlan, outputs: Rows, targets: Rows): BatchLoss {
  const pointwise = pointLoss(loss.id, loss.huberDelta);
  const rows = outputs.length;
  const divisor = loss.reduce === 'mean' ? rows ** 2 : rows;
  let sum = 0;
  const gradient = outputs.map(([output]) => {
    let derivative = 0;
    for (const [target] of targets) {
      const point = pointwise(output!, target!);
      sum += point.loss;
      derivative += point.derivative;
    }
    return [derivative / divisor];
  });
  return { loss: sum / divisor, gradient };
}

function meanOverRows(
  outputs: Rows,
  targets: Rows,
  weights: readonly number[],
  rowLoss: (
    row: readonly number[],
    target: readonly number[],
  ) => { loss: number; gradient: number[] },
): BatchLoss {
  const rows = outputs.map((row, i) => rowLoss(row, targets[i]!));
  const total = sum(weights);
  return {
    loss: sum(rows.map((row, i) => weights[i]! * row.loss)) / total,
    gradient: rows.map((row, i) => row.gradient.map((g) => (weights[i]! * g) / total)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function oneHot(place: number, width: number): number[] {
  return Array.from({ length: width }, (_, k) => (k === place ? 1 : 0));
}

/** −Σ tₖ log softmax(z)ₖ and its gradient softmax(z) Σt − t. */
function crossEntropy(z: readonly number[], target: readonly number[]) {
  const whole = sum(target);
  return {
    loss: sum(target.map((t, k) => (t === 0 ? 0 : t * (logSumExp(z) - z[k]!)))),
    gradient: softmax(z).map((p, k) => p * whole - target[k]!),
  };
}

/** −Σ tₖ log of the outputs' shares of all, cut off at ε and 1 − ε; a share is y_k / Σ y. */
function shareEntropy(y: readonly number[], target: readonly number[]) {
  const shares = y.map((value) => value / sum(y));
  const isCut = shares.map((share) => share !== cut(share));
  // ∂(yᵢ / S) / ∂yₖ = (δᵢₖ − yᵢ / S) / S
  return {
    loss: sum(target.map((t, k) => (t === 0 ? 0 : -t * Math.log(cut(shares[k]!))))),
    gradient: y.map((_, k) =>
      sum(
        target.map((t, i) =>
          isCut[i] || t === 0 ? 0 : ((-t / shares[i]!) * (Number(i === k) - shares[i]!)) / sum(y),
        ),
      ),
    ),
  };
}

const epsilon = 1e-7;
const cut = (share: number) => Math.min(Math.max(share, epsilon), 1 - epsilon);

function isOfRows(id: LossId): boolean {
  return ['cross_entropy', 'nll_of_softmax', 'cross_entropy_of_outputs'].includes(id);
}

type PointLoss = (output: number, target: number) => { loss: number; derivative: number };

function pointLoss(id: LossId, delta: number): PointLoss {
  switch (id) {
    case 'mse':
      return (output, target) => ({
        loss: (output - target) ** 2,
        derivative: 2 * (output - target),
      });
    case 'mae':
      return (output, target) => ({
        loss: Math.abs(output - target),
        derivative: Math.sign(output - target),
      });
    case 'huber':
      return (output, target) => {
        const error = output - target;
        return Math.abs(error) <= delta
          ? { loss: error ** 2 / 2, derivative: error }
          : {
              loss: delta * (Math.abs(error) - delta / 2),
              derivative: delta * Math.sign(error),
            };
      };
    case 'bce':
      return (logit, target) => ({
        loss: Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit))),
        derivative: 1 / (1 + Math.exp(-logit)) - target,
      });
    case 'bce_of_probabilities':
      return (p, target) => ({
        loss: -(target * Math.log(cut(p)) + (1 - target) * Math.log(cut(1 - p))),
        derivative: p === cut(p) ? (1 - target) / (1 - p) - target / p : 0,
      });
    case 'hinge':
      return (output, target) => ({
        loss: Math.max(0, 1 - target * output),
        derivative: 1 - target * output > 0 ? -target : 0,
      });
    case 'msle':
      return (output, target) => {
        const [above, wanted] = [Math.max(output, epsilon), Math.max(target, epsilon)];
        const error = Math.log((1 + above) / (1 + wanted));
        return { loss: error ** 2, derivative: output >= epsilon ? (2 * error) / (1 + output) : 0 };
      };
    case 'cross_entropy':
    case 'nll_of_softmax':
    case 'cross_entropy_of_outputs':
      throw new Error(`${id} is not a loss of one output`);
  }
}
