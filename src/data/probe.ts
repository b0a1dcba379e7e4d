import type { Axis, Interval, Points } from '#src/data/dataset.ts';
import { linspace } from '#src/data/sampling.ts';
import { quantile } from '#src/lib/statistics.ts';

/**
 * Where a network is asked for what is drawn, in the reader's units: a line or a plane through the space of inputs,
 * along one or two of them; the others are held.
 */
export interface Probe {
  /** Indices of the inputs that vary: one on a line, two on a plane. */
  readonly along: readonly [x: number] | readonly [x: number, y: number];
  /**
   * Ascending positions along each of them. Row i of a plane lies at `positions[0][i % n]`, `positions[1][⌊i / n⌋]`,
   * n = `positions[0].length`.
   */
  readonly positions: readonly Float64Array[];
  /** [inputs]: where the others are held. */
  readonly held: Float64Array;
}

const linePoints = 512;
/** Beyond the training range on either side, as a share of its width: a line chart shows some extrapolation. */
const extrapolation = 0.25;
const planeSize = { least: 32, most: 100 } as const;
/** Points × parameters, and points × network inputs, that predictions on a plane may take. */
const planeBudget = { multiplications: 1e9, inputs: 1e7 } as const;

/**
 * A line past both ends of the only input's range, or the plane of the first two inputs, coarser for large networks.
 *
 * @param held where the others are held, [inputs]; left out: off the middle
 */
export function defaultProbe(
  axes: readonly Axis[],
  { inputs, parameterCount }: { readonly inputs: number; readonly parameterCount: number },
  held = Float64Array.from(axes, offMiddle),
): Probe {
  const [x, y] = axes.map(whole);
  if (x === undefined || y === undefined)
    return { along: [0], positions: [linspace(extended(x ?? [0, 1]), linePoints)], held };
  const affordable = Math.min(
    planeBudget.multiplications / parameterCount,
    planeBudget.inputs / inputs,
  );
  const { least, most } = planeSize;
  const size = Math.min(Math.max(Math.floor(Math.sqrt(affordable)), least), most);
  return { along: [0, 1], positions: [linspace(x, size), linspace(y, size)], held };
}

/**
 * Where inputs are held that do not vary: at the point nearest to the upper quartile of each, in units of its range. A
 * point that occurs, so that a bit is none between 0 and 1; off the middle, where a product of inputs around 0 tells nothing.
 *
 * @returns [inputs]
 */
export function usualPoint({ rows, x }: Points, axes: readonly Axis[]): Float64Array<ArrayBuffer> {
  const width = axes.length;
  const distances = new Float64Array(rows);
  axes.forEach(({ range: [from, to] }, input) => {
    const values = Float64Array.from(
      { length: rows },
      (_, row) => x[row * width + input] as number,
    );
    const aim = quantile(values.toSorted(), 0.75);
    for (let row = 0; row < rows; row++)
      distances[row] =
        (distances[row] as number) + (((values[row] as number) - aim) / (to - from || 1)) ** 2;
  });
  const nearest = distances.indexOf(distances.reduce((a, b) => Math.min(a, b), Infinity));
  return Float64Array.from(axes, (axis, input) => x[nearest * width + input] ?? offMiddle(axis));
}

/** Where an input is held of which no point is known. */
export function offMiddle({ range: [from, to] }: Axis): number {
  return from + 0.75 * (to - from);
}

/** Where any points lie. */
function whole({ range: [from, to], heldOut = [from, to] }: Axis): Interval {
  return [Math.min(from, heldOut[0]), Math.max(to, heldOut[1])];
}

function extended([from, to]: Interval): Interval {
  const margin = extrapolation * (to - from);
  return [from - margin, to + margin];
}

/** Points that are asked for. */
export function probeRows({ positions }: Probe): number {
  return positions.reduce((rows, { length }) => rows * length, 1);
}

/** The position of one row along the n-th input that varies. */
export function probePosition({ positions }: Probe, row: number, n: number): number {
  const fastest = positions[0]?.length ?? 1;
  return positions[n]?.[n === 0 ? row % fastest : Math.floor(row / fastest)] ?? Number.NaN;
}

/** The points themselves, [rows × inputs]. */
export function probePoints(probe: Probe): Float64Array {
  const { along, held } = probe;
  const rows = probeRows(probe);
  const points = new Float64Array(rows * held.length);
  for (let row = 0; row < rows; row++) {
    points.set(held, row * held.length);
    along.forEach((input, n) => {
      points[row * held.length + input] = probePosition(probe, row, n);
    });
  }
  return points;
}
