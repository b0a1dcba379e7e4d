import type { PreparedSets } from '#src/data/prepared.ts';
import { type Probe, probePoints, probeRows, usualPoint } from '#src/data/probe.ts';
import { linspace } from '#src/data/sampling.ts';
import type { UnitMapsInput, UnitMapsOutput } from '#src/engine/contract/protocol.ts';
import { shownPoints } from '#src/engine/worker/header.ts';
import { activate, affine } from '#src/network/forward.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import type { LayerShape } from '#src/network/shape.ts';
import type { LayerMaps } from '#src/records/inside.ts';

/** Points × parameters that maps may take, and points along an axis of a plane at the least. */
const affordable = { multiplications: 3e8, least: 12 } as const;

/** What the units of a network compute along a line or over a plane through the space of inputs. */
export async function unitMaps(input: UnitMapsInput, sets: PreparedSets): Promise<UnitMapsOutput> {
  const { experiment, parameters, along, size, shown } = input;
  const data = await sets.get(experiment);
  if (!data.ok || !parameters.every(Number.isFinite)) return null;
  const network = networkOf(experiment, data.value.networkInputs);
  if (parameters.length !== network.parameterCount) return null;
  const { axes, encode, train } = data.value;
  const most = Math.floor(affordable.multiplications / network.parameterCount);
  const perAxis = along.length === 1 ? most : Math.floor(Math.sqrt(most));
  const points = Math.max(affordable.least, Math.min(size, perAxis));
  const probe: Probe = {
    along,
    positions: along.map((index) => linspace(axes[index]?.range ?? [0, 1], points)),
    held: usualPoint(shownPoints(train.points, network), axes),
  };
  const rows = probeRows(probe);
  let values: Float64Array = Float64Array.from(encode(probePoints(probe)));
  const layers = network.layers.map((layer, l): LayerMaps => {
    values = affine(layer, parameters, values, rows);
    activate(layer, values, network.omega);
    return layerMaps(layer, values, rows, shown[l] ?? []);
  });
  return { probe, layers };
}

/** @param activations [rows × units] */
function layerMaps(
  { units }: LayerShape,
  activations: Float64Array,
  rows: number,
  shown: readonly number[],
): LayerMaps {
  const largest = activations.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const maps = shown
    .filter((unit) => unit < units)
    .map((unit) => ({
      unit,
      values: Float32Array.from({ length: rows }, (_, row) => activations[row * units + unit] ?? 0),
    }));
  return { units, largest, maps };
}
