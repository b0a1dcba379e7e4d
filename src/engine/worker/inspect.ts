import { evenRows } from '#src/data/even-rows.ts';
import { prepareData } from '#src/data/prepare.ts';
import type {
  InspectInput,
  InspectOutput,
  LayerInspection,
} from '#src/engine/contract/protocol.ts';
import { norm } from '#src/lib/statistics.ts';
import { gradients, type LayerTrace } from '#src/network/gradients.ts';
import { layerFigures } from '#src/network/layer-figures.ts';
import { lossOf, networkOf } from '#src/network/of-experiment.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** Rows × parameters, which take some tenths of a second, and rows that are looked at whatever they take. */
const affordable = { multiplications: 1e8, least: 16 } as const;

/** Looks into the network of an experiment at given parameters. */
export async function inspect({
  experiment,
  parameters,
  rows,
}: InspectInput): Promise<InspectOutput> {
  const data = await prepareData(experiment);
  if (!data.ok) return null;
  const network = networkOf(experiment, data.value.networkInputs);
  const { parameterCount, omega } = network;
  if (parameters.length !== parameterCount) return null;
  const most = Math.max(affordable.least, Math.floor(affordable.multiplications / parameterCount));
  const sample = evenRows(data.value.train.data, Math.min(rows, most));
  const { inputs, targets } = sample;
  const found = gradients(network, lossOf(experiment), parameters, inputs, targets, sample.rows);
  return {
    rows: sample.rows,
    loss: found.loss,
    gradientNorm: norm(found.gradient),
    layers: found.layers.map((trace) => layerInspection(trace, parameters, found.gradient, omega)),
  };
}

function layerInspection(
  trace: LayerTrace,
  parameters: Float32Array,
  gradient: Float64Array,
  omega: NetworkShape['omega'],
): LayerInspection {
  const { layer, activations, slopes, deltas } = trace;
  const { units, weights, biases } = layer;
  const end = biases + units;
  return {
    units,
    activations: Float32Array.from(activations),
    slopes: Float32Array.from(slopes),
    deltas: Float32Array.from(deltas),
    ...layerFigures(trace, omega),
    gradientNorm: norm(gradient.subarray(weights, end)),
    parameterNorm: norm(parameters.subarray(weights, end)),
  };
}
