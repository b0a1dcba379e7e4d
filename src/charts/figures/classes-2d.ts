import type { Data, HeatmapData, LayoutImage } from 'plotly.js';
import type { Figure, Viewport } from '#src/charts/figure.ts';
import { legendNames } from '#src/charts/figures/base-layout.ts';
import {
  answersOf,
  type ClassesInput,
  classCount,
  classKey,
  classMarks,
  type PlacePoints,
  probabilityColumns,
  wrongKey,
  wrongMarks,
} from '#src/charts/figures/classes.ts';
import { marksImage, type PlotArea } from '#src/charts/figures/marks.ts';
import { planeLayout, planeRows } from '#src/charts/figures/plane.ts';
import { coordinate, pointColumns } from '#src/charts/figures/points.ts';
import { inputOf, placeColumns } from '#src/charts/figures/probe-input.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours, classColour, mixColours } from '#src/charts/theme.ts';
import { probeRows } from '#src/data/probe.ts';
import { columnNames, words as texts } from '#words/charts/figures.ts';

/** How much of its class' colour a region has where the network is as good as undecided, and where it is sure. */
const strength = { unsure: 0.12, sure: 0.8 } as const;
/** The points alone, coloured and shaped by class: what there is to learn. */
export function dataFigure(input: ClassesInput, viewport: Viewport): Figure {
  const { header, theme } = input;
  const key = classKey(header, theme);
  const plane = planeLayout(theme, viewport, header, legendNames(key));
  return {
    data: key,
    layout: {
      ...plane.layout,
      images: [marksImage(classMarks(input, plane.area, onPlane(input)), plane.area, 'above')],
    },
  };
}

/**
 * What the network answers on the plane: the region's colour is the most probable class, its strength the network's
 * confidence. On it the points, those ringed that the network gets wrong.
 */
export function regionsFigure(input: ClassesInput, viewport: Viewport): Figure {
  const { header, snapshot, theme } = input;
  const classes = classCount(header);
  const key = [...classKey(header, theme), wrongKey(theme)];
  const plane = planeLayout(theme, viewport, header, legendNames(key));
  const { probe, predictions = null } = input.closer?.(plane.area) ?? {
    probe: header.probe,
    predictions: snapshot?.predictions,
  };
  const regions: Data[] =
    predictions === null
      ? []
      : [
          {
            type: 'heatmap',
            uid: 'regions',
            x: probe.positions[0] ?? [],
            y: probe.positions[1] ?? [],
            ...regionCells(predictions, { probe }, classes),
            zmin: 0,
            zmax: classes,
            zsmooth: false,
            colorscale: regionScale(classes, theme),
            showscale: false,
            hovertemplate: texts.regionHover(plane.place),
          },
        ];
  return {
    data: [...regions, ...key],
    layout: {
      ...plane.layout,
      images: [
        // Rings change with each answer: the points, a picture of their own, are drawn once.
        pointsPicture(input, plane.area),
        marksImage([wrongMarks(input, plane.area, onPlane(input))], plane.area, 'above'),
      ],
    },
  };
}

/** The points on the regions. */
function pointsPicture(input: ClassesInput, area: PlotArea): LayoutImage {
  const { header, set, points, theme, keepPoints } = input;
  const draw = () => marksImage(classMarks(input, area, onPlane(input), true), area, 'above');
  if (keepPoints === undefined || points === 'wrong') return draw();
  return keepPoints([header, set, points, theme, JSON.stringify(area)], draw);
}

/** The drawn points: where they are, their class and, once there are answers, the predicted one. */
export function pointsTable({ header, snapshot, set }: Omit<ClassesInput, 'theme'>): Table {
  const points = header[set];
  const answers = answersOf(snapshot, set);
  return {
    rows: points.rows,
    of: points.total ?? points.rows,
    columns: [
      ...pointColumns(points, header.axes),
      { name: columnNames.class, value: (row) => points.y[row] as number },
      ...(answers === null
        ? []
        : [{ name: texts.predictedClass, value: (row: number) => answers[row] as number }]),
    ],
  };
}

/** The probe's points with the probability of each class. */
export function regionsTable({
  header,
  snapshot,
}: Pick<ClassesInput, 'header' | 'snapshot'>): Table {
  return {
    rows: snapshot === null ? 0 : probeRows(header.probe),
    columns: [...placeColumns(header), ...probabilityColumns(header, snapshot)],
  };
}

/**
 * Cells of the heat map: z = class + confidence, the confidence being 0 where all classes are equally probable and
 * just under 1 where one is certain. For the pointer, the class and its probability beside it.
 */
function regionCells(
  probabilities: Float32Array,
  header: Pick<ClassesInput['header'], 'probe'>,
  classes: number,
): Pick<HeatmapData, 'z' | 'text' | 'customdata'> {
  const cells = probabilities.length / classes;
  const shades = new Float64Array(cells);
  const best = new Float32Array(cells);
  const highest = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const offset = cell * classes;
    let most = 0;
    for (let k = 1; k < classes; k++) {
      if ((probabilities[offset + k] as number) > (probabilities[offset + most] as number))
        most = k;
    }
    const probability = probabilities[offset + most] as number;
    const confidence = (probability * classes - 1) / (classes - 1);
    shades[cell] = most + Math.min(Math.max(confidence, 0), 1) * 0.999;
    best[cell] = most;
    highest[cell] = probability;
  }
  return {
    z: planeRows(shades, header),
    // Cells may hold numbers; the types only know of words.
    text: planeRows(best, header) as unknown as string[],
    customdata: planeRows(highest, header),
  };
}

/** For each class in turn, from a hint of its colour to nearly all of it. */
function regionScale(classes: number, theme: ChartTheme): [number, string][] {
  const { surface } = chartColours[theme];
  return Array.from({ length: classes }, (_, k): [number, string][] => [
    [k / classes, mixColours(surface, classColour(k), strength.unsure)],
    [(k + 1) / classes, mixColours(surface, classColour(k), strength.sure)],
  ]).flat();
}

/** Where points lie on the plane. */
export function onPlane({ header, set }: ClassesInput): PlacePoints {
  const along = (rows: readonly number[], n: 0 | 1) =>
    coordinate(header[set], rows, inputOf(header, n).index);
  return (rows) => ({ x: along(rows, 0), y: along(rows, 1) });
}
