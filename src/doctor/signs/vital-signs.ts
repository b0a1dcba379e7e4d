import type { Dataset } from '#src/data/dataset.ts';
import { evenRows } from '#src/data/even-rows.ts';
import type { PreparedData } from '#src/data/prepare.ts';
import { isAdaptive } from '#src/doctor/rates.ts';
import { batchSigns } from '#src/doctor/signs/batch-signs.ts';
import { largestCurvature } from '#src/doctor/signs/curvature.ts';
import { rankOf } from '#src/doctor/signs/rank.ts';
import type { LayerSigns, VitalSigns } from '#src/doctor/signs/signs.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { norm } from '#src/lib/statistics.ts';
import { gradientsOfBatch, type LayerTrace } from '#src/network/gradients.ts';
import { layerFigures, meanAndDeviation } from '#src/network/layer-figures.ts';
import { headOf, lossOf, networkOf } from '#src/network/of-experiment.ts';
import { predictedClasses } from '#src/network/probabilities.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** Rows × parameters of one gradient, some thousandths of a second, and rows in any case. */
const affordable = { multiplications: 3e5, least: 24, most: 256 } as const;

interface Looked {
  readonly withCurvature?: boolean;
  readonly batchesOf?: number | null;
}

/**
 * What goes on in a network, on a sample of its training rows in float64. Null: it holds numbers that are not finite.
 *
 * @param batchesOf the epoch, from 1, whose batches are looked at as well
 */
export function vitalSigns(
  experiment: Experiment,
  data: PreparedData,
  parameters: Float32Array,
  { withCurvature = false, batchesOf = null }: Looked = {},
): VitalSigns | null {
  if (!parameters.every(Number.isFinite)) return null;
  const network = networkOf(experiment, data.networkInputs);
  const { multiplications, least, most } = affordable;
  const many = Math.floor(multiplications / network.parameterCount);
  const sample = evenRows(data.train.data, Math.min(most, Math.max(least, many)));
  const loss = lossOf(experiment);
  const batchRows = Math.min(experiment.batchSize, data.train.data.rows);
  const at = (p: Float32Array | Float64Array) =>
    gradientsOfBatch(network, loss, p, sample, batchRows);
  const found = at(parameters);
  const curvature = withCurvature
    ? largestCurvature(Float64Array.from(parameters), (p) => at(p).gradient)
    : null;
  return {
    loss: found.loss,
    layers: found.layers.map((trace) =>
      layerSigns(experiment, trace, parameters, found.gradient, network),
    ),
    ...outputSigns(experiment, found.layers.at(-1), sample),
    curvature,
    largestRate: largestRate(experiment, curvature),
    batches: batchesOf === null ? null : batchSigns(experiment, data, parameters, batchesOf),
  };
}

function layerSigns(
  experiment: Experiment,
  trace: LayerTrace,
  parameters: Float32Array,
  gradient: Float64Array,
  { omega }: NetworkShape,
): LayerSigns {
  const { units, weights, biases } = trace.layer;
  const { deadUnits, ...figures } = layerFigures(trace, omega);
  const own = gradient.subarray(weights, biases + units);
  return {
    units,
    dead: deadUnits / units,
    ...figures,
    gradientNorm: norm(own),
    updateRatio: updateRatio(experiment, own, parameters.subarray(weights, biases + units)),
    rank: rankOf(trace.activations, units),
  };
}

/** The length of a step of some parameters over their own. An optimizer that scales its steps moves each by its rate. */
export function updateRatio(
  experiment: Experiment,
  gradient: Float64Array,
  parameters: Float32Array,
): number {
  const { optimizer, learningRate, momentum } = experiment;
  const step = isAdaptive(experiment)
    ? Math.sqrt(gradient.filter((g) => g !== 0).length)
    : norm(gradient) / (optimizer === 'momentum' || optimizer === 'nesterov' ? 1 - momentum : 1);
  return (learningRate * step) / norm(parameters);
}

function outputSigns(
  experiment: Experiment,
  output: LayerTrace | undefined,
  { rows, targets }: Dataset,
): Pick<VitalSigns, 'outputSpread' | 'accuracies'> {
  if (output === undefined) return { outputSpread: null, accuracies: [] };
  const head = headOf(experiment);
  if (head === null) {
    const spread = (values: Float64Array) => meanAndDeviation(values).deviation;
    return {
      outputSpread: spread(output.activations) / spread(Float64Array.from(targets)),
      accuracies: [],
    };
  }
  const answers = predictedClasses(Float32Array.from(output.activations), rows, head);
  const right = Array.from({ length: head.classes }, () => ({ rows: 0, right: 0 }));
  for (let row = 0; row < rows; row++) {
    const label = labelOf(targets, row, targets.length / rows);
    const counted = right[label];
    if (counted === undefined) continue;
    counted.rows++;
    if (answers[row] === label) counted.right++;
  }
  return { outputSpread: null, accuracies: right.map((count) => count.right / count.rows) };
}

/** A class index, a bit or a one-hot row. */
function labelOf(targets: Float32Array, row: number, width: number): number {
  if (width === 1) return Math.max(targets[row] as number, 0);
  return targets.subarray(row * width, (row + 1) * width).indexOf(1);
}

/**
 * The rate above which training diverges along the largest curvature λ: 2/λ, with heavy-ball momentum (1 + μ) times as much
 * (Polyak 1964), with Nesterov's (1 + μ) / (1 + 2μ) times, where the step's matrix has an eigenvalue −1. Null where steps do
 * not follow the size of the gradient.
 */
export function largestRate(
  { optimizer, momentum }: Pick<Experiment, 'optimizer' | 'momentum'>,
  curvature: number | null,
): number | null {
  if (curvature === null || curvature <= 0) return null;
  if (optimizer === 'sgd') return 2 / curvature;
  if (optimizer === 'momentum') return (2 * (1 + momentum)) / curvature;
  if (optimizer !== 'nesterov') return null;
  return (2 * (1 + momentum)) / ((1 + 2 * momentum) * curvature);
}
