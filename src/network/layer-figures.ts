import { steepest } from '#src/network/activations.ts';
import type { LayerTrace } from '#src/network/gradients.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** Slopes under this share of the steepest count as saturated, under that one as none. */
const saturatedShare = 1 / 20;
const deadShare = 1e-9;

export interface LayerFigures {
  /** Units that pass nothing on, on any row. */
  readonly deadUnits: number;
  /** The share of slopes, over units and rows, that are nearly flat. */
  readonly saturated: number;
  /** Of the activations, over units and rows. */
  readonly mean: number;
  readonly deviation: number;
}

/** What a layer does on the rows that were traced. */
export function layerFigures(
  { layer, activations, slopes }: LayerTrace,
  omega: NetworkShape['omega'],
): LayerFigures {
  const { units, activation } = layer;
  const steep = steepest[activation] * (activation === 'sin' ? omega : 1);
  const alive = new Set<number>();
  let saturated = 0;
  slopes.forEach((slope, i) => {
    if (Math.abs(slope) > deadShare * steep) alive.add(i % units);
    if (Math.abs(slope) < saturatedShare * steep) saturated++;
  });
  const mean = activations.reduce((sum, a) => sum + a, 0) / activations.length;
  const variance = activations.reduce((sum, a) => sum + (a - mean) ** 2, 0) / activations.length;
  return {
    deadUnits: units - alive.size,
    saturated: saturated / slopes.length,
    mean,
    deviation: Math.sqrt(variance),
  };
}
