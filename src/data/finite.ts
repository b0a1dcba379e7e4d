import type { Axis, Points } from '#src/data/dataset.ts';
import { words } from '#words/base/data.ts';
import { formatNumber } from '#words/base/numbers.ts';

/** A value that float32 cannot hold as a finite number, and the x that made it. */
export interface NonFinite {
  readonly column: number;
  /** E.g. "infinite" or "too large (1.0e+40)". */
  readonly what: string;
  /** E.g. "x = 0". */
  readonly where: string;
}

/** @param values [points.rows × columns] @returns the first that is not finite in float32, or null */
export function firstNonFinite(
  values: Float64Array | Float32Array,
  points: Points,
  axes: readonly Axis[],
): NonFinite | null {
  // Faster than to ask of each: sums of zeros, two of them, since an addition waits for the one before it.
  let [even, odd] = [0, 0];
  const last = values.length - 1;
  for (let i = 0; i <= last; i += 2) {
    const value = Math.fround(values[i] as number);
    const next = Math.fround(values[Math.min(i + 1, last)] as number);
    even += value - value;
    odd += next - next;
  }
  if (even + odd === 0) return null;
  const at = values.findIndex((value: number) => !Number.isFinite(Math.fround(value)));
  const columns = values.length / points.rows;
  return {
    column: at % columns,
    what: inWords(values[at] as number),
    where: place(points, Math.floor(at / columns), axes),
  };
}

function inWords(value: number): string {
  if (Number.isNaN(value)) return words.notANumber;
  if (Math.abs(value) === Infinity) return value > 0 ? words.infinite : words.minusInfinite;
  return words.tooLarge(value.toExponential(1));
}

function place({ x }: Points, row: number, axes: readonly Axis[]): string {
  return axes
    .map(({ name }, i) => `${name} = ${short(x[row * axes.length + i] as number)}`)
    .join(', ');
}

/** Six figures find the place; sixteen hide it. */
function short(value: number): string {
  return formatNumber(value, 6);
}
