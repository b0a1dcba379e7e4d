import type { Dataset } from '#src/data/dataset.ts';
import { evenRows } from '#src/data/even-rows.ts';
import type { PreparedData } from '#src/data/prepare.ts';
import { isAdaptive } from '#src/doctor/rates.ts';
import type { BatchSigns } from '#src/doctor/signs/signs.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { phaseEnds, stepsPerEpoch } from '#src/experiment/steps.ts';
import { median, norm } from '#src/lib/statistics.ts';
import { gradientsOfBatch } from '#src/network/gradients.ts';
import { lossOf, networkOf } from '#src/network/of-experiment.ts';
import { rowOrders } from '#src/network/orders.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** Batches of an epoch that are looked at, what all their gradients may cost (rows × parameters), and rows at least. */
const most = { batches: 32, multiplications: 1e6, rows: 4 } as const;

/**
 * What the steps of an epoch would come to with the parameters held where they are, in float64 and without dropout: the
 * gradients of its batches, at even distances where there are many.
 *
 * @param experiment as it is in that epoch
 * @param epoch from 1
 */
export function batchSigns(
  experiment: Experiment,
  data: PreparedData,
  parameters: Float32Array,
  epoch: number,
): BatchSigns {
  const network = networkOf(experiment, data.networkInputs);
  const loss = lossOf(experiment);
  const batches = batchesOf(experiment, data, epoch, network.parameterCount);
  const found = batches.map(({ rows, sample }) =>
    gradientsOfBatch(network, loss, parameters, sample, rows),
  );
  const own = found.map(({ gradient }) => lengthOf(experiment, gradient));
  const { clipping, clipAt } = experiment;
  const means = meanOver(found.map(({ gradient }) => gradient));
  const squares = meanOver(found.map(({ gradient }) => gradient.map((g) => g ** 2)));
  const roots = squares.map(Math.sqrt);
  return {
    gradient: median(own),
    clipped:
      clipping === 'none' ? null : own.filter((length) => length > clipAt).length / own.length,
    root: rootOf(experiment, roots, epoch * stepsPerEpoch(experiment)),
    pull: pullOf(experiment, network, parameters, means, roots),
    ...bySeen(found.map((one) => one.loss)),
  };
}

/** The batches of an epoch, in their order: how many rows each has, and those that are looked at. */
function batchesOf(
  experiment: Experiment,
  { train, fresh }: PreparedData,
  epoch: number,
  parameters: number,
): readonly { readonly rows: number; readonly sample: Dataset }[] {
  const { batchSize, orderSeed, seed } = experiment;
  const phases = phaseEnds(experiment);
  const order = phases.find(({ until }) => epoch <= until)?.order ?? 'reshuffle';
  const { rows, x, y: labels } = train.points;
  const visited = rowOrders({ rows, x, labels }, orderSeed ?? seed)(order, epoch);
  const drawn = order === 'fresh' ? fresh?.(epoch) : undefined;
  const set = drawn?.ok === true ? drawn.value : train.data;
  const steps = stepsPerEpoch(experiment);
  const count = Math.min(steps, most.batches);
  const affordable = Math.max(most.rows, Math.floor(most.multiplications / parameters / count));
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * steps) / count) * batchSize;
    const batch = rowsAt(set, visited.subarray(from, from + batchSize));
    return { rows: batch.rows, sample: evenRows(batch, affordable) };
  });
}

function rowsAt({ rows, inputs, targets, weights }: Dataset, chosen: Uint32Array): Dataset {
  const picked = (values: Float32Array): Float32Array => {
    const width = values.length / rows;
    const own = new Float32Array(chosen.length * width);
    chosen.forEach((row, i) => own.set(values.subarray(row * width, (row + 1) * width), i * width));
    return own;
  };
  return {
    rows: chosen.length,
    inputs: picked(inputs),
    targets: picked(targets),
    ...(weights && { weights: picked(weights) }),
  };
}

/** As clipping measures a gradient: by its length, or by its largest entry. */
function lengthOf({ clipping }: Experiment, gradient: Float64Array): number {
  return clipping === 'value'
    ? gradient.reduce((largest, g) => Math.max(largest, Math.abs(g)), 0)
    : norm(gradient);
}

function meanOver(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let i = 0; i < mean.length; i++)
      mean[i] = (mean[i] as number) + (vector[i] as number) / vectors.length;
  return mean;
}

/** What ε is added to, typically: √v of Adam and RMSprop at rest, √s of Adagrad after so many steps. Null: nothing. */
function rootOf(experiment: Experiment, roots: Float64Array, steps: number): number | null {
  const own = [...roots].filter((root) => root > 0);
  if (own.length === 0) return null;
  if (experiment.optimizer === 'adagrad') return Math.sqrt(steps) * median(own);
  return isAdaptive(experiment) ? median(own) : null;
}

/**
 * How hard penalties pull at the weights, over how hard the data do: the lengths of both gradients. AdamW's decay is held
 * against its steps, the gradients over their roots. 1 where the two rest against one another.
 */
function pullOf(
  { optimizer, weightDecay, l1, l2 }: Experiment,
  { layers }: NetworkShape,
  parameters: Float32Array,
  means: Float64Array,
  roots: Float64Array,
): number {
  const ofWeights = layers.flatMap(({ weights, biases }) =>
    Array.from({ length: biases - weights }, (_, i) => weights + i),
  );
  const over = (value: (i: number, w: number) => number) =>
    norm(Float64Array.from(ofWeights, (i) => value(i, parameters[i] as number)));
  const pull = over((_, w) => l2 * w + l1 * Math.sign(w));
  const decay = optimizer === 'adamw' ? over((_, w) => weightDecay * w) : 0;
  return Math.max(
    pull === 0 ? 0 : pull / over((i) => means[i] as number),
    decay === 0 ? 0 : decay / over((i) => (means[i] as number) / (roots[i] || 1)),
  );
}

/** Mean losses of the batches that an epoch visits in its last quarter, and of those before. */
function bySeen(losses: readonly number[]): Pick<BatchSigns, 'seenLast' | 'seenBefore'> {
  const quarter = Math.floor(losses.length / 4);
  if (quarter === 0) return { seenLast: null, seenBefore: null };
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return { seenLast: mean(losses.slice(-quarter)), seenBefore: mean(losses.slice(0, -quarter)) };
}
