import type { Points } from '#src/data/dataset.ts';

/**
 * Looks for a value that float32 cannot hold as a finite number.
 *
 * @param values [points.rows × columns]
 * @returns the column and a sentence that names the value and the x that made it, or null when all is well
 */
export function firstNonFinite(
  values: Float64Array | Float32Array,
  points: Points,
): { readonly column: number; readonly message: string } | null {
  const at = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (at < 0) return null;
  const columns = values.length / points.rows;
  const row = Math.floor(at / columns);
  return {
    column: at % columns,
    message: `${inWords(values[at] as number)} at ${place(points, row)}`,
  };
}

function inWords(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (Math.abs(value) === Infinity) return value > 0 ? 'infinite' : 'minus infinite';
  return `too large (${value.toExponential(1)})`;
}

function place({ x, rows }: Points, row: number): string {
  const dimensions = x.length / rows;
  if (dimensions === 1) return `x = ${x[row]}`;
  return `x0 = ${x[2 * row]}, x1 = ${x[2 * row + 1]}`;
}
