import { steepest } from '#src/network/activations.ts';
import type { LayerTrace } from '#src/network/gradients.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** Slopes under this share of the steepest count as saturated, under that one as none. */
const saturatedShare = 1 / 20;
const deadShare = 1e-9;

export interface UnitFigures {
  /** It passes nothing on, on any row. */
  readonly isDead: boolean;
  /** The share of rows on which its slope is nearly flat. */
  readonly saturated: number;
}

/** A unit is saturated that is nearly flat on so many rows. */
const saturatedRows = 0.95;

export type UnitState = 'alive' | 'saturated' | 'dead';

export function unitState({ isDead, saturated }: UnitFigures): UnitState {
  if (isDead) return 'dead';
  return saturated >= saturatedRows ? 'saturated' : 'alive';
}

export interface LayerFigures {
  /** Units that pass nothing on, on any row. */
  readonly deadUnits: number;
  /** The share of slopes, over units and rows, that are nearly flat. */
  readonly saturated: number;
  /** Of the activations, over units and rows. */
  readonly mean: number;
  readonly deviation: number;
}

/** What each unit of a layer does on the rows that were traced, [units]. */
export function unitFigures(
  { layer, slopes }: LayerTrace,
  omega: NetworkShape['omega'],
): readonly UnitFigures[] {
  const { units, activation } = layer;
  const steep = steepest[activation] * (activation === 'sin' ? omega : 1);
  const alive = new Uint8Array(units);
  const flat = new Uint32Array(units);
  slopes.forEach((slope, i) => {
    if (Math.abs(slope) > deadShare * steep) alive[i % units] = 1;
    if (Math.abs(slope) < saturatedShare * steep) flat[i % units] = (flat[i % units] as number) + 1;
  });
  const rows = slopes.length / units;
  return Array.from(alive, (isAlive, unit) => ({
    isDead: isAlive === 0,
    saturated: (flat[unit] as number) / rows,
  }));
}

/** What a layer does on the rows that were traced. */
export function layerFigures(trace: LayerTrace, omega: NetworkShape['omega']): LayerFigures {
  const units = unitFigures(trace, omega);
  return {
    deadUnits: units.filter(({ isDead }) => isDead).length,
    saturated: units.reduce((sum, { saturated }) => sum + saturated, 0) / units.length,
    ...meanAndDeviation(trace.activations),
  };
}

export function meanAndDeviation(values: Float64Array): {
  readonly mean: number;
  readonly deviation: number;
} {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}
