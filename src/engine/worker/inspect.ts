import type { Dataset } from '#src/data/dataset.ts';
import { prepareData } from '#src/data/prepare.ts';
import type {
  InspectInput,
  InspectOutput,
  LayerInspection,
} from '#src/engine/contract/protocol.ts';
import { steepest } from '#src/network/activations.ts';
import { gradients, type LayerTrace } from '#src/network/gradients.ts';
import { lossOf, networkOf } from '#src/network/of-experiment.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** Rows × parameters, which take some tenths of a second, and rows that are looked at whatever they take. */
const affordable = { multiplications: 1e8, least: 16 } as const;
/** Slopes under this share of the steepest count as saturated, under that one as none. */
const saturatedShare = 1 / 20;
const deadShare = 1e-9;

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
  const sample = sampleOf(data.value.train.data, Math.min(rows, most));
  const { inputs, targets } = sample;
  const found = gradients(network, lossOf(experiment), parameters, inputs, targets, sample.rows);
  return {
    rows: sample.rows,
    loss: found.loss,
    gradientNorm: norm(found.gradient),
    layers: found.layers.map((trace) => layerInspection(trace, parameters, found.gradient, omega)),
  };
}

/** Rows at even distances. */
function sampleOf({ rows, inputs, targets }: Dataset, most: number): Dataset {
  const count = Math.min(rows, most);
  const picked = (values: Float32Array): Float32Array => {
    const width = values.length / rows;
    const sample = new Float32Array(count * width);
    for (let i = 0; i < count; i++) {
      const from = Math.floor((i * rows) / count) * width;
      sample.set(values.subarray(from, from + width), i * width);
    }
    return sample;
  };
  return { rows: count, inputs: picked(inputs), targets: picked(targets) };
}

function layerInspection(
  { layer, activations, slopes, deltas }: LayerTrace,
  parameters: Float32Array,
  gradient: Float64Array,
  omega: NetworkShape['omega'],
): LayerInspection {
  const { units, activation, weights, biases } = layer;
  const steep = steepest[activation] * (activation === 'sin' ? omega : 1);
  const alive = new Set<number>();
  let saturated = 0;
  slopes.forEach((slope, i) => {
    if (Math.abs(slope) > deadShare * steep) alive.add(i % units);
    if (Math.abs(slope) < saturatedShare * steep) saturated++;
  });
  const mean = activations.reduce((sum, a) => sum + a, 0) / activations.length;
  const variance = activations.reduce((sum, a) => sum + (a - mean) ** 2, 0) / activations.length;
  const end = biases + units;
  return {
    units,
    activations: Float32Array.from(activations),
    slopes: Float32Array.from(slopes),
    deltas: Float32Array.from(deltas),
    deadUnits: units - alive.size,
    saturated: saturated / slopes.length,
    mean,
    deviation: Math.sqrt(variance),
    gradientNorm: norm(gradient.subarray(weights, end)),
    parameterNorm: norm(parameters.subarray(weights, end)),
  };
}

function norm(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value ** 2;
  return Math.sqrt(sum);
}
