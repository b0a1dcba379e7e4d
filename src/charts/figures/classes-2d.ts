import type { Data, HeatmapData, ScatterData } from 'plotly.js';
import type { Figure, Viewport } from '#src/charts/figure.ts';
import { hoverFormat } from '#src/charts/figures/base-layout.ts';
import { legendKey } from '#src/charts/figures/legend-key.ts';
import { classSymbol, type Marks, marksImage, type PlotArea } from '#src/charts/figures/marks.ts';
import { cellEdges, planeLayout } from '#src/charts/figures/plane.ts';
import { coordinate, shownRows } from '#src/charts/figures/points.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, classColour, mixColours } from '#src/charts/theme.ts';
import type { Points } from '#src/data/dataset.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** Which points lie on the picture. */
export type ShownSet = 'train' | 'heldOut';

export interface Classes2dInput {
  readonly header: Pick<RunHeader, 'grid' | 'classes' | 'train' | 'heldOut'>;
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
  const key = classKey(header.classes ?? 2, theme);
  const plane = planeLayout(theme, viewport, cellEdges(header.grid.axis), namesOf(key));
  return {
    data: key,
    layout: {
      ...plane.layout,
      images: [marksImage(classMarks(input, plane.area), plane.area, 'above')],
    },
  };
}

/**
 * What the network answers on the grid: the region's colour is the most probable class, its strength the network's
 * confidence. On it the points, those ringed that the network gets wrong.
 */
export function regionsFigure(input: Classes2dInput, viewport: Viewport): Figure {
  const { header, snapshot, theme } = input;
  const { grid } = header;
  const classes = header.classes ?? 2;
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
  const plane = planeLayout(theme, viewport, cellEdges(grid.axis), namesOf(key));
  const regions: Data[] =
    snapshot === null
      ? []
      : [
          {
            type: 'heatmap',
            uid: 'regions',
            x: grid.axis,
            y: grid.axis,
            ...regionCells(snapshot.predictions, grid.size, classes),
            zmin: 0,
            zmax: classes,
            zsmooth: false,
            colorscale: regionScale(classes, theme),
            showscale: false,
            hovertemplate: `x0 %{x:${hoverFormat(4)}}, x1 %{y:${hoverFormat(4)}}<br><b>class %{customdata[0]}</b>, probability %{customdata[1]:.3f}<extra></extra>`,
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
      { name: 'x0', value: (row) => points.x[2 * row] as number },
      { name: 'x1', value: (row) => points.x[2 * row + 1] as number },
      { name: 'class', value: (row) => points.y[row] as number },
      ...(answers === null
        ? []
        : [{ name: 'predicted class', value: (row: number) => answers[row] as number }]),
    ],
  };
}

/** The grid's points with the probability of each class. */
export function regionsTable({
  header,
  snapshot,
}: Pick<Classes2dInput, 'header' | 'snapshot'>): Table {
  const { axis, size, rows } = header.grid;
  const classes = header.classes ?? 2;
  return {
    rows: snapshot === null ? 0 : rows,
    columns: [
      { name: 'x0', value: (row) => axis[row % size] as number },
      { name: 'x1', value: (row) => axis[Math.floor(row / size)] as number },
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
  size: number,
  classes: number,
): Pick<HeatmapData, 'z' | 'customdata'> {
  const z: number[][] = [];
  const customdata: (readonly [number, number])[][] = [];
  for (let row = 0; row < size; row++) {
    const line: number[] = [];
    const words: (readonly [number, number])[] = [];
    for (let column = 0; column < size; column++) {
      const offset = (row * size + column) * classes;
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
  return Array.from({ length: header.classes ?? 2 }, (_, k) => {
    const own = rows.filter((row) => points.y[row] === k);
    return marksOf(points, own, { ...look, symbol: classSymbol(k), fill: classColour(k) });
  });
}

function wrongMarks({ header, snapshot, set, theme }: Classes2dInput, area: PlotArea): Marks {
  const points = header[set];
  const answers = answersOf(snapshot, set);
  const rows = shownRows(points);
  const wrong = answers === null ? [] : rows.filter((row) => answers[row] !== points.y[row]);
  return marksOf(points, wrong, {
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

function marksOf(points: Points, rows: readonly number[], look: Omit<Marks, 'x' | 'y'>): Marks {
  return { x: coordinate(points, rows, 0), y: coordinate(points, rows, 1), ...look };
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
