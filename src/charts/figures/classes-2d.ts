import type { Data, HeatmapData, ScatterData } from 'plotly.js';
import type { Figure, Viewport } from '#src/charts/figure.ts';
import { legendKey } from '#src/charts/figures/legend-key.ts';
import { classSymbol, type Marks, marksImage, type PlotArea } from '#src/charts/figures/marks.ts';
import { planeLayout } from '#src/charts/figures/plane.ts';
import { coordinate, pointColumns, shownRows } from '#src/charts/figures/points.ts';
import { inputOf, placeColumns } from '#src/charts/figures/probe-input.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, classColour, mixColours } from '#src/charts/theme.ts';
import { probeRows } from '#src/data/probe.ts';
import { classesOf } from '#src/experiment/targets.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** Which points lie on the picture. */
export type ShownSet = 'train' | 'heldOut';

export interface Classes2dInput {
  readonly header: Pick<RunHeader, 'task' | 'axes' | 'probe' | 'train' | 'heldOut'>;
  readonly snapshot: Pick<Snapshot, 'predictions' | 'atTrain' | 'atHeldOut'> | null;
  readonly set: ShownSet;
  readonly theme: ChartTheme;
}

/** How much of its class' colour a region has where the network is as good as undecided, and where it is sure. */
const strength = { unsure: 0.12, sure: 0.8 } as const;
/** Radius of a point where there is plenty of room, and where there is none; in pixels. */
const pointRadius = { most: 4, least: 1.8 } as const;
/** Share of the distance between neighbours. */
const pointShare = 0.26;
/** Width of a point's outline as a share of its radius. */
const outlineShare = 0.2;
/** Rings stand clear of their points. */
const ringGap = 1.8;

/** The points alone, coloured and shaped by class: what there is to learn. */
export function dataFigure(input: Classes2dInput, viewport: Viewport): Figure {
  const { header, theme } = input;
  const key = classKey(classCount(header), theme);
  const plane = planeLayout(theme, viewport, header, namesOf(key));
  return {
    data: key,
    layout: {
      ...plane.layout,
      images: [marksImage(classMarks(input, plane.area), plane.area, 'above')],
    },
  };
}

/**
 * What the network answers on the plane: the region's colour is the most probable class, its strength the network's
 * confidence. On it the points, those ringed that the network gets wrong.
 */
export function regionsFigure(input: Classes2dInput, viewport: Viewport): Figure {
  const { header, snapshot, theme } = input;
  const classes = classCount(header);
  const colours = chartColours[theme];
  const key = [
    ...classKey(classes, theme),
    legendKey('wrong', {
      color: colours.text,
      symbol: 'circle-open',
      size: 11,
      line: { width: 1.5 },
    }),
  ];
  const plane = planeLayout(theme, viewport, header, namesOf(key));
  const regions: Data[] =
    snapshot === null
      ? []
      : [
          {
            type: 'heatmap',
            uid: 'regions',
            x: inputOf(header, 0).positions,
            y: inputOf(header, 1).positions,
            ...regionCells(snapshot.predictions, header, classes),
            zmin: 0,
            zmax: classes,
            zsmooth: false,
            colorscale: regionScale(classes, theme),
            showscale: false,
            hovertemplate: `${plane.place}<br><b>class %{customdata[0]}</b>, probability %{customdata[1]:.3f}<extra></extra>`,
          },
        ];
  return {
    data: [...regions, ...key],
    layout: {
      ...plane.layout,
      images: [
        marksImage(
          [...classMarks(input, plane.area), wrongMarks(input, plane.area)],
          plane.area,
          'above',
        ),
      ],
    },
  };
}

/** The drawn points: where they are, their class and, once there are answers, the predicted one. */
export function pointsTable({ header, snapshot, set }: Omit<Classes2dInput, 'theme'>): Table {
  const points = header[set];
  const answers = answersOf(snapshot, set);
  return {
    rows: points.rows,
    columns: [
      ...pointColumns(points, header.axes),
      { name: 'class', value: (row) => points.y[row] as number },
      ...(answers === null
        ? []
        : [{ name: 'predicted class', value: (row: number) => answers[row] as number }]),
    ],
  };
}

/** The probe's points with the probability of each class. */
export function regionsTable({
  header,
  snapshot,
}: Pick<Classes2dInput, 'header' | 'snapshot'>): Table {
  const classes = classCount(header);
  return {
    rows: snapshot === null ? 0 : probeRows(header.probe),
    columns: [
      ...placeColumns(header),
      ...Array.from({ length: classes }, (_, k) => ({
        name: `probability of class ${k}`,
        value: (row: number) => snapshot?.predictions[row * classes + k] ?? Number.NaN,
      })),
    ],
  };
}

/** The network's answers for a set's points. */
export function answersOf(
  snapshot: Classes2dInput['snapshot'],
  set: ShownSet,
): Float32Array | null {
  return snapshot && (set === 'train' ? snapshot.atTrain : snapshot.atHeldOut);
}

/**
 * Cells of the heat map: z = class + confidence, the confidence being 0 where all classes are equally probable and
 * just under 1 where one is certain.
 */
function regionCells(
  probabilities: Float32Array,
  { probe: { positions } }: Classes2dInput['header'],
  classes: number,
): Pick<HeatmapData, 'z' | 'customdata'> {
  const z: number[][] = [];
  const customdata: (readonly [number, number])[][] = [];
  const [width = 0, height = 0] = positions.map(({ length }) => length);
  for (let row = 0; row < height; row++) {
    const line: number[] = [];
    const words: (readonly [number, number])[] = [];
    for (let column = 0; column < width; column++) {
      const offset = (row * width + column) * classes;
      let best = 0;
      for (let k = 1; k < classes; k++) {
        if ((probabilities[offset + k] as number) > (probabilities[offset + best] as number))
          best = k;
      }
      const probability = probabilities[offset + best] as number;
      const confidence = (probability * classes - 1) / (classes - 1);
      line.push(best + Math.min(Math.max(confidence, 0), 1) * 0.999);
      words.push([best, probability]);
    }
    z.push(line);
    customdata.push(words);
  }
  // Cells may hold tuples; the types only know of values.
  return { z, customdata: customdata as unknown as number[][] };
}

/** For each class in turn, from a hint of its colour to nearly all of it. */
function regionScale(classes: number, theme: ChartTheme): [number, string][] {
  const { surface } = chartColours[theme];
  return Array.from({ length: classes }, (_, k): [number, string][] => [
    [k / classes, mixColours(surface, classColour(k), strength.unsure)],
    [(k + 1) / classes, mixColours(surface, classColour(k), strength.sure)],
  ]).flat();
}

function classMarks({ header, set, theme }: Classes2dInput, area: PlotArea): Marks[] {
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
    return marksOf(header, set, own, { ...look, symbol: classSymbol(k), fill: classColour(k) });
  });
}

function wrongMarks({ header, snapshot, set, theme }: Classes2dInput, area: PlotArea): Marks {
  const points = header[set];
  const answers = answersOf(snapshot, set);
  const rows = shownRows(points);
  const wrong = answers === null ? [] : rows.filter((row) => answers[row] !== points.y[row]);
  return marksOf(header, set, wrong, {
    symbol: 'circle',
    radius: radiusFor(rows.length, area) + ringGap,
    fill: 'none',
    stroke: chartColours[theme].text,
    strokeWidth: 1,
  });
}

/** Points shrink where many share the plane, so that what lies behind them stays in sight. */
function radiusFor(count: number, { width, height }: PlotArea): number {
  const distance = Math.sqrt((width * height) / Math.max(count, 1));
  return Math.min(Math.max(pointShare * distance, pointRadius.least), pointRadius.most);
}

function marksOf(
  header: Classes2dInput['header'],
  set: ShownSet,
  rows: readonly number[],
  look: Omit<Marks, 'x' | 'y'>,
): Marks {
  const along = (n: 0 | 1) => coordinate(header[set], rows, inputOf(header, n).index);
  return { x: along(0), y: along(1), ...look };
}

/** How many classes the target has. */
export function classCount({ task }: Pick<RunHeader, 'task'>): number {
  return classesOf(task) ?? 1;
}

const namesOf = (key: readonly ScatterData[]) => key.map(({ name = '' }) => name);

function classKey(classes: number, theme: ChartTheme) {
  return Array.from({ length: classes }, (_, k) =>
    legendKey(`class ${k}`, {
      color: classColour(k),
      symbol: classSymbol(k),
      line: { color: chartColours[theme].outline, width: 0.7 },
    }),
  );
}
