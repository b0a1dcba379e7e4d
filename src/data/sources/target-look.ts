import type { Axis, Interval } from '#src/data/dataset.ts';
import { offMiddle, type Probe, probePoints } from '#src/data/probe.ts';
import { linspace } from '#src/data/sampling.ts';
import { type DataSource, valuesAt } from '#src/data/sources/data-source.ts';

/** What is to be learnt, over its domain. */
export interface TargetLook {
  readonly axes: readonly Axis[];
  /** A line or plane over the domain. */
  readonly probe: Probe;
  /** The answer there, [rows × values], NaN where it is not defined. */
  readonly values: Float64Array;
}

const linePoints = 241;

/** @returns null where only rows are known */
export function targetLook(
  { axes, truth }: DataSource,
  { atIntegers, planeSide = 41 }: { readonly atIntegers: boolean; readonly planeSide?: number },
): TargetLook | null {
  if (truth === null) return null;
  const probe = probeOver(axes, atIntegers, planeSide);
  const values = valuesAt(truth, probePoints(probe), axes.length).map(finite);
  return { axes, probe, values };
}

/** Along the only input, or over the first two with the others off their middle. */
function probeOver(axes: readonly Axis[], atIntegers: boolean, planeSide: number): Probe {
  const held = Float64Array.from(axes, offMiddle).map((place) =>
    atIntegers ? Math.floor(place) : place,
  );
  const [x, y] = axes.map(({ range }) => range);
  const along = (range: Interval, count: number) =>
    (atIntegers ? integersIn(range, count) : null) ?? linspace(range, count);
  if (x === undefined || y === undefined)
    return { along: [0], positions: [along(x ?? [0, 1], linePoints)], held };
  return { along: [0, 1], positions: [along(x, planeSide), along(y, planeSide)], held };
}

/** All whole numbers of an interval; null where there are too many, or fewer than two. */
function integersIn([from, to]: Interval, most: number): Float64Array | null {
  const first = Math.ceil(from);
  const count = Math.floor(to) - first + 1;
  return count < 2 || count > most
    ? null
    : Float64Array.from({ length: count }, (_, i) => first + i);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
