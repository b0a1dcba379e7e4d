import type { ScalingId } from '#src/experiment/ids.ts';
import { words as texts } from '#words/base/data.ts';
import { formatNumber } from '#words/base/numbers.ts';

/** Every scaling is affine: scaled = (value − offset) / scale. */
export interface Scaling {
  readonly id: ScalingId;
  readonly offset: number;
  /** Never 0. */
  readonly scale: number;
}

export const noScaling: Scaling = { id: 'none', offset: 0, scale: 1 };

/**
 * Fits a scaling to training values. Values that are all equal have no spread to divide by: they are only shifted.
 *
 * @param divisor the constant of `divide`
 */
export function fitScaling(id: ScalingId, values: Float64Array, divisor: number): Scaling {
  switch (id) {
    case 'none':
      return noScaling;
    case 'divide':
      return { id, offset: 0, scale: divisor };
    case 'min_max': {
      let [least, most] = [Infinity, -Infinity];
      for (const value of values) {
        if (value < least) least = value;
        if (value > most) most = value;
      }
      return { id, offset: least, scale: spread(most - least, least) };
    }
    case 'standardise': {
      const mean = meanOf(values);
      return { id, offset: mean, scale: spread(Math.sqrt(meanSquare(values, mean)), mean) };
    }
  }
}

/** Fits a scaling to each column of training values. @param values [rows × columns] */
export function fitScalings(
  id: ScalingId,
  values: Float64Array,
  columns: number,
  divisor: number,
): readonly Scaling[] {
  const isFitted = id === 'min_max' || id === 'standardise';
  return Array.from({ length: columns }, (_, column) =>
    fitScaling(id, isFitted ? columnOf(values, columns, column) : values, divisor),
  );
}

function columnOf(values: Float64Array, columns: number, column: number): Float64Array {
  if (columns === 1) return values;
  const own = new Float64Array(values.length / columns);
  for (let row = 0; row < own.length; row++) own[row] = values[row * columns + column] as number;
  return own;
}

/** Rows with each column scaled; those without any scaling are the same array. @param values [rows × scalings] */
export function scaledRows(values: Float64Array, scalings: readonly Scaling[]): Float64Array {
  if (scalings.every(({ id }) => id === 'none')) return values;
  const columns = scalings.length;
  return values.map((value, i) => scaled(value, scalings[i % columns] ?? noScaling));
}

/** 1 instead of a spread that is nothing but rounding. */
function spread(width: number, level: number): number {
  return width > 1e-12 * Math.abs(level) ? width : 1;
}

export function scaled(value: number, { offset, scale }: Scaling): number {
  return (value - offset) / scale;
}

export function unscaled(value: number, { offset, scale }: Scaling): number {
  return value * scale + offset;
}

/** A scaling in words with its fitted numbers, e.g. "x divided by 1000"; null when nothing is done. */
export function scalingNote(name: string, { id, offset, scale }: Scaling): string | null {
  switch (id) {
    case 'none':
      return null;
    case 'divide':
      return texts.dividedBy(name, short(scale));
    case 'min_max':
      return texts.fromTo01(name, short(offset), short(offset + scale));
    case 'standardise':
      return texts.standardisedMeanDeviation(name, short(offset), short(scale));
  }
}

export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Mean of (value − centre)². */
export function meanSquare(values: Float64Array, centre: number): number {
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return sum / values.length;
}

function short(value: number): string {
  return formatNumber(value, 4);
}
