import type { LayoutImage, ScatterData } from 'plotly.js';
import type { Closer } from '#src/charts/closer-look.ts';
import { legendKey } from '#src/charts/figures/legend-key.ts';
import { classSymbol, type Marks, type PlotArea } from '#src/charts/figures/marks.ts';
import { shownRows } from '#src/charts/figures/points.ts';
import type { TableColumn } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, classColour } from '#src/charts/theme.ts';
import { classesOf } from '#src/experiment/targets.ts';
import type { KeepLatest } from '#src/lib/keep-latest.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words as texts } from '#words/charts/figures.ts';

/** Which points lie on the picture. */
export type ShownSet = 'train' | 'heldOut';

/** Which of its points: those that the network gets wrong are ringed. */
export type ShownPoints = 'all' | 'wrong' | 'none';

export interface ClassesInput {
  readonly header: Pick<RunHeader, 'task' | 'axes' | 'probe' | 'probeTruth' | 'train' | 'heldOut'>;
  readonly snapshot: Pick<Snapshot, 'predictions' | 'atTrain' | 'atHeldOut'> | null;
  readonly set: ShownSet;
  /** Absent: all of them. */
  readonly points?: ShownPoints;
  /** Answers for what is seen of the plane, finer than those of the snapshot. */
  readonly closer?: ((area: PlotArea) => Closer | null) | undefined;
  /** Remembers the picture of the points, of which most answers change nothing; absent: it is drawn each time. */
  readonly keepPoints?: KeepLatest<LayoutImage>;
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
/** Rings stand clear of their points; where more than this share of the points is wrong, they are faint. */
const ringGap = 1.8;
const manyWrong = { share: 0.25, opacity: 0.3, crowdedOpacity: 0.12 } as const;
/** On regions of their own colour so many points or more are faint: the regions are what is to be seen. */
const manyPoints = { rows: 300, opacity: 0.4 } as const;
/** Smaller points, which touch, have no outline: of many, outlines would be all that is seen. */
const crowded = { radius: 2.6, opacity: 0.75 } as const;

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
    name: texts.probabilityOfClass(k),
    value: (row) => snapshot?.predictions[row * classes + k] ?? Number.NaN,
  }));
}

/** How many classes the target has. */
export function classCount({ task }: Pick<RunHeader, 'task'>): number {
  return classesOf(task) ?? 1;
}

/** Legend entries of the classes, with the reader's names where they have any. */
export function classKey({ task }: Pick<RunHeader, 'task'>, theme: ChartTheme): ScatterData[] {
  const labels = task.answer.kind === 'classes' ? task.answer.labels : undefined;
  return Array.from({ length: classCount({ task }) }, (_, k) =>
    legendKey(labels ? `${k}: ${labels[k]}` : texts.classIt(k), {
      color: classColour(k),
      symbol: classSymbol(k),
      line: { color: chartColours[theme].outline, width: 0.7 },
    }),
  );
}

/** The legend entry of points that the network gets wrong. */
export function wrongKey(theme: ChartTheme): ScatterData {
  return legendKey(texts.wrong, {
    color: chartColours[theme].text,
    symbol: 'circle-open',
    size: 11,
    line: { width: 1.5 },
  });
}

/** The points of each class in turn. @param onRegions they lie on what the network answers */
export function classMarks(
  input: ClassesInput,
  area: PlotArea,
  place: PlacePoints,
  onRegions = false,
): Marks[] {
  const { header, set, theme } = input;
  const points = header[set];
  const rows = seenRows(input);
  const radius = radiusFor(shownRows(points).length, area);
  const isCrowded = !onRegions && radius < crowded.radius;
  const isFaint = onRegions && rows.length >= manyPoints.rows;
  const look = {
    radius,
    stroke: chartColours[theme].outline,
    strokeWidth: isCrowded ? 0 : outlineShare * radius,
    opacity: isFaint ? manyPoints.opacity : isCrowded ? crowded.opacity : 0.95,
  };
  return Array.from({ length: classCount(header) }, (_, k) => {
    const own = rows.filter((row) => points.y[row] === k);
    return { ...place(own), ...look, symbol: classSymbol(k), fill: classColour(k) };
  });
}

/** Rings around the points that the network gets wrong. */
export function wrongMarks(input: ClassesInput, area: PlotArea, place: PlacePoints): Marks {
  const { header, set, theme, points } = input;
  const rows = shownRows(header[set]);
  const wrong = points === 'none' ? [] : wrongRows(input);
  const radius = radiusFor(rows.length, area);
  const faint = radius < crowded.radius ? manyWrong.crowdedOpacity : manyWrong.opacity;
  return {
    ...place(wrong),
    symbol: 'circle',
    radius: radius + ringGap,
    fill: 'none',
    stroke: chartColours[theme].text,
    strokeWidth: 1.2,
    opacity: wrong.length > manyWrong.share * rows.length ? faint : 1,
  };
}

/** Drawn points that the network gets wrong. */
function wrongRows({ header, snapshot, set }: ClassesInput): readonly number[] {
  const { y } = header[set];
  const answers = answersOf(snapshot, set);
  return answers === null ? [] : shownRows(header[set]).filter((row) => answers[row] !== y[row]);
}

/** Points that the reader wants to see. */
function seenRows(input: ClassesInput): readonly number[] {
  if (input.points === 'none') return [];
  return input.points === 'wrong' ? wrongRows(input) : shownRows(input.header[input.set]);
}

/** The drawn point nearest to a place, within a reach, in words; empty where none is. Lengths in data units. */
export function pointInWords(
  input: ClassesInput,
  place: PlacePoints,
  at: readonly [x: number, y: number],
  reach: readonly [x: number, y: number],
): string {
  const rows = seenRows(input);
  const { x, y } = place(rows);
  let nearest = -1;
  let least = 1;
  for (let i = 0; i < rows.length; i++) {
    const distance = Math.hypot(
      ((x[i] as number) - at[0]) / reach[0],
      ((y[i] as number) - at[1]) / reach[1],
    );
    if (distance >= least) continue;
    [nearest, least] = [i, distance];
  }
  const row = rows[nearest];
  if (row === undefined) return '';
  const truth = input.header[input.set].y[row] as number;
  const answer = answersOf(input.snapshot, input.set)?.[row];
  const where = texts.point(
    formatNumber(x[nearest] as number, 4),
    formatNumber(y[nearest] as number, 4),
  );
  return answer === undefined
    ? texts.pointOf(where, truth)
    : texts.answeredPoint(where, truth, answer);
}

/** Points shrink where many share the plane, so that what lies behind them stays in sight. */
function radiusFor(count: number, { width, height }: PlotArea): number {
  const distance = Math.sqrt((width * height) / Math.max(count, 1));
  return Math.min(Math.max(pointShare * distance, pointRadius.least), pointRadius.most);
}
