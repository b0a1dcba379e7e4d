import type { TableHead } from '#src/experiment/table.ts';
import type { Table } from '#src/experiment/table-bytes.ts';
import type { Uniform } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** What a reader draws in the square [−1, 1]²: points of classes, or a curve with one value for each place. */
export type Drawing =
  | { readonly kind: 'points'; readonly points: readonly DrawnPoint[] }
  | { readonly kind: 'curve'; readonly heights: readonly (number | null)[] };

export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

type Place = Pick<DrawnPoint, 'x' | 'y'>;

/** Everything lies on steps of this size: a coordinate takes eight bits in a link. */
const drawingStep = 0.01;
/** Places along a curve. */
const curvePlaces = 101;
export const drawingLimits = { points: 5000, classes: 6 } as const;

export const noPoints = { kind: 'points', points: [] } as const satisfies Drawing;
export const noCurve = {
  kind: 'curve',
  heights: Array.from({ length: curvePlaces }, () => null),
} as const satisfies Drawing;

export function snapped(value: number): number {
  const steps = Math.round(value / drawingStep);
  return Math.min(Math.max(steps, -1 / drawingStep), 1 / drawingStep) / (1 / drawingStep) + 0;
}

/**
 * A point, or several around it.
 *
 * @param spread standard deviation of their distance along each axis; 0: the one point alone
 */
export function dab(
  { x, y, label }: DrawnPoint,
  spread: number,
  uniform: Uniform,
): readonly DrawnPoint[] {
  const count = spread === 0 ? 1 : 4;
  return Array.from({ length: count }, () => {
    const radius = spread * Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    return {
      x: snapped(x + radius * Math.cos(angle)),
      y: snapped(y + radius * Math.sin(angle)),
      label,
    };
  });
}

/** With more points, up to the limit. */
export function dabbed(
  points: readonly DrawnPoint[],
  added: readonly DrawnPoint[],
): readonly DrawnPoint[] {
  return [...points, ...added].slice(0, drawingLimits.points);
}

/** Without the points within a distance. */
export function erased(
  points: readonly DrawnPoint[],
  { x, y }: Place,
  reach: number,
): readonly DrawnPoint[] {
  return points.filter((point) => Math.hypot(point.x - x, point.y - y) > reach);
}

/** A curve that also goes straight from one place to another; null: it has no value there. */
export function drawnAlong(
  heights: readonly (number | null)[],
  from: Place,
  to: Place,
  erases = false,
): readonly (number | null)[] {
  const [first, last] = from.x <= to.x ? [from, to] : [to, from];
  const [start, end] = [binOf(first.x), binOf(last.x)];
  return heights.map((height, bin) => {
    if (bin < start || bin > end) return height;
    if (erases) return null;
    const share = end === start ? 1 : (bin - start) / (end - start);
    const value = end === start ? to.y : first.y + share * (last.y - first.y);
    return snapped(value);
  });
}

function binOf(x: number): number {
  const bin = Math.round(((x + 1) / 2) * (curvePlaces - 1));
  return Math.min(Math.max(bin, 0), curvePlaces - 1);
}

/** Where a place along a curve lies. */
export function curveX(bin: number): number {
  return snapped((2 * bin) / (curvePlaces - 1) - 1);
}

/** Whether one was made from the other, and nothing of it changed. */
export function isUnchanged(a: Drawing, b: Drawing): boolean {
  const [before, after] = [a, b].map((one) => (one.kind === 'curve' ? one.heights : one.points));
  return (
    a.kind === b.kind &&
    before?.length === after?.length &&
    before?.every((item, i) => item === after?.[i]) === true
  );
}

/** What was drawn as a table: x0, x1 and the class, or x and y. */
export function drawnTable(drawing: Drawing): Result<{ table: Table; inputCount: number }> {
  if (drawing.kind === 'curve') {
    const places = drawing.heights.flatMap((y, bin) => (y === null ? [] : [{ x: curveX(bin), y }]));
    if (places.length < 2) return err(words.drawACurveOfTwoPlaces);
    return ok({
      table: {
        columns: [
          column(
            'x',
            places.map(({ x }) => x),
          ),
          column(
            'y',
            places.map(({ y }) => y),
          ),
        ],
        rows: places.length,
      },
      inputCount: 1,
    });
  }
  const { points } = drawing;
  const classes = Math.max(...points.map(({ label }) => label), 0) + 1;
  if (new Set(points.map(({ label }) => label)).size < 2) return err(words.drawPointsOfTwoClasses);
  const labels = Array.from({ length: classes }, (_, label) => String(label));
  return ok({
    table: {
      columns: [
        column(
          'x0',
          points.map(({ x }) => x),
        ),
        column(
          'x1',
          points.map(({ y }) => y),
        ),
        {
          ...column(
            'class',
            points.map(({ label }) => label),
          ),
          labels,
        },
      ],
      rows: points.length,
    },
    inputCount: 2,
  });
}

function column(name: string, values: readonly number[]) {
  return { name, labels: null, values: Float64Array.from(values) };
}

/** A table that was drawn, to be drawn on; null where it is another. */
export function drawingOf(table: TableHead & Partial<Table>): Drawing | null {
  const names = table.columns.map(({ name }) => name).join();
  const [a, b, c] = table.columns.map((one) => ('values' in one ? one.values : null));
  if (!(a instanceof Float64Array) || !(b instanceof Float64Array)) return null;
  const onSteps = [a, b].every((values) => values.every((value) => snapped(value) === value));
  if (!onSteps) return null;
  if (names === 'x0,x1,class' && c instanceof Float64Array && table.columns[2]?.labels)
    return {
      kind: 'points',
      points: Array.from(a, (x, i) => ({ x, y: b[i] as number, label: c[i] as number })),
    };
  if (names !== 'x,y') return null;
  const heights: (number | null)[] = Array.from({ length: curvePlaces }, () => null);
  for (const [i, x] of a.entries()) {
    if (curveX(binOf(x)) !== x) return null;
    heights[binOf(x)] = b[i] as number;
  }
  return { kind: 'curve', heights };
}
