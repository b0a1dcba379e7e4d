import type { ScatterData, Shape } from 'plotly.js';
import type { Figure, Range, Viewport } from '#src/charts/figure.ts';
import {
  baseAxis,
  baseLayout,
  hoverFormat,
  legendMargin,
  legendNames,
  marginsFor,
} from '#src/charts/figures/base-layout.ts';
import {
  type ClassesInput,
  classCount,
  classKey,
  classMarks,
  type PlacePoints,
  probabilityColumns,
  wrongKey,
  wrongMarks,
} from '#src/charts/figures/classes.ts';
import { type Marks, marksImage } from '#src/charts/figures/marks.ts';
import { coordinate } from '#src/charts/figures/points.ts';
import { inputOf, placeColumns, rangeShades } from '#src/charts/figures/probe-input.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { arrayColumn, type Table } from '#src/charts/table.ts';
import { classColour } from '#src/charts/theme.ts';
import { columnNames, words } from '#words/charts/figures.ts';

/** Share of the height that the points take, and of the gap above them. */
const pointsShare = 0.34;
const gapShare = 0.07;
/** Height of the band in which the points of a class lie, and of the bar that says where the class is right. */
const band = 0.5;
const bar = 0.78;

/**
 * The probability of each class along a line, past the training range; below, on the same axis, the points by class,
 * those ringed that the network gets wrong, over bars where their class is the right answer.
 */
export function classLineFigure(input: ClassesInput, viewport: Viewport): Figure {
  const { header, snapshot, theme } = input;
  const { name, positions, ...ranged } = inputOf(header, 0);
  const classes = classCount(header);
  const lines = Array.from({ length: classes }, (_, k): ScatterData => {
    const probability = positions.map(
      (_, i) => snapshot?.predictions[i * classes + k] ?? Number.NaN,
    );
    return {
      type: 'scatter',
      mode: 'lines',
      uid: traceUid(`class ${k}`),
      name: words.classIt(k),
      x: positions,
      y: probability,
      line: { color: classColour(k), width: 2.5 },
      showlegend: false,
      hovertemplate: words.classHover(k, hoverFormat(3)),
    };
  });
  // An axis that no trace is on has no place: the legend's entries stand for the points.
  const key = [...classKey(header, theme), wrongKey(theme)].map((entry) => ({
    ...entry,
    yaxis: 'y2',
  }));
  const data: ScatterData[] = [...lines, ...key];
  const top = legendMargin(legendNames(data), viewport.width);
  const margin = marginsFor(viewport.width);
  const xRange: Range = [positions[0] ?? 0, positions.at(-1) ?? 1];
  const yRange: Range = [-0.5, classes - 0.5];
  const area = {
    x: viewport.zoom.xaxis ?? xRange,
    y: viewport.zoom.yaxis2 ?? yRange,
    width: viewport.width - margin.l - margin.r,
    height: (viewport.height - top - margin.b) * pointsShare,
  };
  // In a row of their own, points need no outline to be told apart.
  const points = classMarks(input, area, byClass(input)).map((of) => ({ ...of, stroke: 'none' }));
  const wrong = wrongMarks(input, area, byClass(input));
  const picture = (marks: readonly Marks[]) =>
    marksImage(marks, area, 'above', { xref: 'x', yref: 'y2' });
  const layout = baseLayout(theme, viewport, 'class line');
  return {
    data,
    layout: {
      ...layout,
      margin: { ...margin, t: top },
      hovermode: 'x unified',
      legend: { ...layout.legend, itemclick: false, itemdoubleclick: false },
      xaxis: {
        ...baseAxis(theme, name, xRange),
        anchor: 'y2',
        unifiedhovertitle: { text: `${name} = %{x:${hoverFormat(6)}}` },
      },
      yaxis: {
        ...baseAxis(theme, words.probability, [0, 1.02]),
        domain: [pointsShare + gapShare, 1],
      },
      yaxis2: {
        ...baseAxis(theme, words.classTitle, yRange),
        domain: [0, pointsShare],
        tickvals: Array.from({ length: classes }, (_, k) => k),
        ticktext: Array.from({ length: classes }, (_, k) => String(k)),
        showgrid: false,
      },
      shapes: [...rangeShades(ranged, theme), ...truthBars(input)],
      // Rings change with each answer: the points, a picture of their own, are drawn once.
      images: [picture(points), picture([wrong])],
    },
  };
}

/** Points lie in the row of their class, spread a little so that they do not hide one another. */
function byClass({ header, set }: ClassesInput): PlacePoints {
  const points = header[set];
  const { index } = inputOf(header, 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  const spread = (row: number) => band * (((row * golden) % 1) - 0.5);
  return (rows) => ({
    x: coordinate(points, rows, index),
    y: rows.map((row) => (points.y[row] as number) + spread(row)),
  });
}

/** Where each class is right, as far as that is known: a bar for each stretch of one class. */
function truthBars({ header }: ClassesInput): readonly Partial<Shape>[] {
  const { probeTruth } = header;
  const { positions } = inputOf(header, 0);
  if (probeTruth === null) return [];
  const bars: Partial<Shape>[] = [];
  let from = 0;
  for (let i = 1; i <= positions.length; i++) {
    const label = probeTruth[from] as number;
    if (i < positions.length && probeTruth[i] === label) continue;
    bars.push({
      type: 'rect',
      layer: 'below',
      xref: 'x',
      yref: 'y2',
      x0: edge(positions, from),
      x1: edge(positions, i),
      y0: label - bar / 2,
      y1: label + bar / 2,
      fillcolor: classColour(label),
      opacity: 0.22,
      line: { width: 0 },
    });
    from = i;
  }
  return bars;
}

/** Half-way between a position and the one before it. */
function edge(positions: Float64Array, i: number): number {
  const before = positions[Math.max(i - 1, 0)] as number;
  return (before + (positions[Math.min(i, positions.length - 1)] as number)) / 2;
}

/** The line's positions with the true class and the probability of each. */
export function classLineTable({ header, snapshot }: Omit<ClassesInput, 'theme'>): Table {
  return {
    rows: snapshot === null ? 0 : inputOf(header, 0).positions.length,
    columns: [
      ...placeColumns(header),
      ...(header.probeTruth === null ? [] : [arrayColumn(columnNames.class, header.probeTruth)]),
      ...probabilityColumns(header, snapshot),
    ],
  };
}
