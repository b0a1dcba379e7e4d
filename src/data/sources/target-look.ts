import type { Axis, Interval } from '#src/data/dataset.ts';
import { offMiddle, type Probe, probePoints } from '#src/data/probe.ts';
import { linspace } from '#src/data/sampling.ts';
import { type DataSource, valuesAt } from '#src/data/sources/data-source.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** What is to be learnt, over its domain. */
export interface TargetLook {
  readonly axes: readonly Axis[];
  /** A line or plane over the domain. */
  readonly probe: Probe;
  /** The answer there, [rows × values], NaN where it is not defined. */
  readonly values: Float64Array;
}

/** Which points of the domain are learnt. */
type Places = Pick<Experiment, 'sampling' | 'trainCount'>;

const linePoints = 241;
/** Points along an axis of a grid at the most that are looked at alone: between those of a truth table there is nothing. */
const fewPoints = 8;

/** @returns null where only rows are known */
export function targetLook(
  { axes, truth }: DataSource,
  places: Places,
  planeSide = 41,
): TargetLook | null {
  if (truth === null) return null;
  const probe = probeOver(axes, places, planeSide);
  const values = valuesAt(truth, probePoints(probe), axes.length).map(finite);
  return { axes, probe, values };
}

/** Along the only input, or over the first two with the others off their middle. */
function probeOver(axes: readonly Axis[], places: Places, planeSide: number): Probe {
  const atIntegers = places.sampling === 'integers';
  const gridSide = places.sampling === 'grid' ? sideOfGrid(places.trainCount, axes.length) : null;
  const held = Float64Array.from(axes, (axis) => {
    const place = offMiddle(axis);
    if (gridSide === null) return atIntegers ? Math.floor(place) : place;
    const [from, to] = axis.range;
    const last = gridSide - 1;
    return from + ((to - from) * Math.round((last * (place - from)) / (to - from))) / last;
  });
  const [x, y] = axes.map(({ range }) => range);
  const along = (range: Interval, count: number) =>
    (atIntegers ? integersIn(range, count) : null) ?? linspace(range, count);
  if (x === undefined || y === undefined)
    return { along: [0], positions: [along(x ?? [0, 1], linePoints)], held };
  const side = gridSide ?? planeSide;
  return { along: [0, 1], positions: [along(x, side), along(y, side)], held };
}

/** Points along each axis of a coarse grid of several; null for others. */
function sideOfGrid(rows: number, axes: number): number | null {
  const side = Math.ceil(rows ** (1 / axes) - 1e-9);
  return axes > 1 && side > 1 && side <= fewPoints ? side : null;
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
