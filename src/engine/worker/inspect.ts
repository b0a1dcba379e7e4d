import { evenRows } from '#src/data/even-rows.ts';
import type { PreparedSets } from '#src/data/prepared.ts';
import { largestCurvature } from '#src/doctor/signs/curvature.ts';
import { largestRate, updateRatio } from '#src/doctor/signs/vital-signs.ts';
import type { InspectInput, InspectOutput } from '#src/engine/contract/protocol.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { histogram } from '#src/lib/histogram.ts';
import { norm } from '#src/lib/statistics.ts';
import { gradientsOfBatch, type LayerTrace } from '#src/network/gradients.ts';
import { layerFigures, meanAndDeviation, unitFigures } from '#src/network/layer-figures.ts';
import { lossOf, networkOf } from '#src/network/of-experiment.ts';
import type { NetworkShape } from '#src/network/shape.ts';
import type { LayerInspection } from '#src/records/inside.ts';

/** Rows × parameters of one gradient, and rows in any case; fewer where the curvature takes many gradients. */
const affordable = {
  once: { multiplications: 1e8, least: 16, most: 2000 },
  often: { multiplications: 4e6, least: 16, most: 500 },
} as const;
const bins = 24;

/** Looks into the network of an experiment at given parameters. */
export async function inspect(
  { experiment, parameters, withCurvature }: InspectInput,
  sets: PreparedSets,
): Promise<InspectOutput> {
  const data = await sets.get(experiment);
  if (!data.ok || !parameters.every(Number.isFinite)) return null;
  const network = networkOf(experiment, data.value.networkInputs);
  const { parameterCount, omega } = network;
  if (parameters.length !== parameterCount) return null;
  const { train } = data.value;
  const loss = lossOf(experiment);
  const batchRows = Math.min(experiment.batchSize, train.data.rows);
  const at = (p: Float32Array | Float64Array, { multiplications, least, most }: Affordable) => {
    const rows = Math.min(most, Math.max(least, Math.floor(multiplications / parameterCount)));
    const sample = evenRows(train.data, rows);
    return { ...gradientsOfBatch(network, loss, p, sample, batchRows), rows: sample.rows };
  };
  const { rows, gradient, layers, ...found } = at(parameters, affordable.once);
  const curvature = withCurvature
    ? largestCurvature(Float64Array.from(parameters), (p) => at(p, affordable.often).gradient)
    : null;
  return {
    rows,
    loss: found.loss,
    gradientNorm: norm(gradient),
    curvature,
    largestRate: largestRate(experiment, curvature),
    layers: layers.map((trace) => layerInspection(experiment, trace, parameters, gradient, omega)),
  };
}

type Affordable = (typeof affordable)[keyof typeof affordable];

function layerInspection(
  experiment: Experiment,
  trace: LayerTrace,
  parameters: Float32Array,
  gradient: Float64Array,
  omega: NetworkShape['omega'],
): LayerInspection {
  const { units, weights, biases } = trace.layer;
  const ownGradient = gradient.subarray(weights, biases + units);
  const own = parameters.subarray(weights, biases + units);
  return {
    units: unitFigures(trace, omega),
    ...layerFigures(trace, omega),
    deltaDeviation: meanAndDeviation(trace.deltas).deviation,
    gradientNorm: norm(ownGradient),
    updateRatio: updateRatio(experiment, ownGradient, own),
    histograms: {
      weights: histogram(parameters.subarray(weights, biases), bins),
      biases: histogram(parameters.subarray(biases, biases + units), bins),
      activations: histogram(trace.activations, bins),
    },
  };
}
