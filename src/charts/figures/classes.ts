import type { ScatterData } from 'plotly.js';
import { legendKey } from '#src/charts/figures/legend-key.ts';
import { classSymbol, type Marks, type PlotArea } from '#src/charts/figures/marks.ts';
import { shownRows } from '#src/charts/figures/points.ts';
import type { TableColumn } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, classColour } from '#src/charts/theme.ts';
import { classesOf } from '#src/experiment/targets.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** Which points lie on the picture. */
export type ShownSet = 'train' | 'heldOut';

export interface ClassesInput {
  readonly header: Pick<RunHeader, 'task' | 'axes' | 'probe' | 'probeTruth' | 'train' | 'heldOut'>;
  readonly snapshot: Pick<Snapshot, 'predictions' | 'atTrain' | 'atHeldOut'> | null;
  readonly set: ShownSet;
  readonly theme: ChartTheme;
}

/** Where some rows of a set are drawn, in data units. */
export type PlacePoints = (rows: readonly number[]) => Pick<Marks, 'x' | 'y'>;

/** Radius of a point where there is plenty of room, and where there is none; in pixels. */
const pointRadius = { most: 4, least: 1.8 } as const;
/** Share of the distance between neighbours. */
const pointShare = 0.26;
/** Width of a point's outline as a share of its radius. */
const outlineShare = 0.2;
/** Rings stand clear of their points. */
const ringGap = 1.8;

/** The network's answers for a set's points. */
export function answersOf(snapshot: ClassesInput['snapshot'], set: ShownSet): Float32Array | null {
  return snapshot && (set === 'train' ? snapshot.atTrain : snapshot.atHeldOut);
}

/** The probability of each class at the probe as columns of a table. */
export function probabilityColumns(
  { task }: ClassesInput['header'],
  snapshot: ClassesInput['snapshot'],
): readonly TableColumn[] {
  const classes = classCount({ task });
  return Array.from({ length: classes }, (_, k) => ({
    name: `probability of class ${k}`,
    value: (row) => snapshot?.predictions[row * classes + k] ?? Number.NaN,
  }));
}

/** How many classes the target has. */
export function classCount({ task }: Pick<RunHeader, 'task'>): number {
  return classesOf(task) ?? 1;
}

/** Legend entries of the classes. */
export function classKey(classes: number, theme: ChartTheme): ScatterData[] {
  return Array.from({ length: classes }, (_, k) =>
    legendKey(`class ${k}`, {
      color: classColour(k),
      symbol: classSymbol(k),
      line: { color: chartColours[theme].outline, width: 0.7 },
    }),
  );
}

/** The legend entry of points that the network gets wrong. */
export function wrongKey(theme: ChartTheme): ScatterData {
  return legendKey('wrong', {
    color: chartColours[theme].text,
    symbol: 'circle-open',
    size: 11,
    line: { width: 1.5 },
  });
}

/** The points of each class in turn. */
export function classMarks(
  { header, set, theme }: ClassesInput,
  area: PlotArea,
  place: PlacePoints,
): Marks[] {
  const points = header[set];
  const rows = shownRows(points);
  const radius = radiusFor(rows.length, area);
  const look = {
    radius,
    stroke: chartColours[theme].outline,
    strokeWidth: outlineShare * radius,
    opacity: 0.95,
  };
  return Array.from({ length: classCount(header) }, (_, k) => {
    const own = rows.filter((row) => points.y[row] === k);
    return { ...place(own), ...look, symbol: classSymbol(k), fill: classColour(k) };
  });
}

/** Rings around the points that the network gets wrong. */
export function wrongMarks(
  { header, snapshot, set, theme }: ClassesInput,
  area: PlotArea,
  place: PlacePoints,
): Marks {
  const points = header[set];
  const answers = answersOf(snapshot, set);
  const rows = shownRows(points);
  const wrong = answers === null ? [] : rows.filter((row) => answers[row] !== points.y[row]);
  return {
    ...place(wrong),
    symbol: 'circle',
    radius: radiusFor(rows.length, area) + ringGap,
    fill: 'none',
    stroke: chartColours[theme].text,
    strokeWidth: 1,
  };
}

/** Points shrink where many share the plane, so that what lies behind them stays in sight. */
function radiusFor(count: number, { width, height }: PlotArea): number {
  const distance = Math.sqrt((width * height) / Math.max(count, 1));
  return Math.min(Math.max(pointShare * distance, pointRadius.least), pointRadius.most);
}
