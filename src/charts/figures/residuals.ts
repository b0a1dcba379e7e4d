import type { Figure, Viewport } from '#src/charts/figure.ts';
import {
  type AnswersInput,
  answerMarks,
  residualOf,
  residualReach,
} from '#src/charts/figures/answers.ts';
import { baseAxis, baseLayout, marginsFor } from '#src/charts/figures/base-layout.ts';
import { marksImage } from '#src/charts/figures/marks.ts';
import { pointColumns, shownRows } from '#src/charts/figures/points.ts';
import { extentOf, paddedRange } from '#src/charts/figures/ranges.ts';
import type { Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { words } from '#words/charts/inputs.ts';

export interface ResidualsInput extends AnswersInput {
  /** An input by its place, or what is answered. */
  readonly against: number | 'actual' | 'predicted';
  readonly theme: ChartTheme;
}

const padding = 0.05;

/** The difference of answer and truth, row by row, against one of the columns. */
export function residualsFigure(input: ResidualsInput, viewport: Viewport): Figure {
  const { header, set, predictions, against, theme } = input;
  const colours = chartColours[theme];
  const rows = predictions === null ? [] : shownRows(header[set]);
  const x = rows.map((row) => columnValue(input, row));
  const y = rows.map((row) => residualOf(input, row));
  const range = paddedRange(null, extentOf([x]) ?? [0, 1], padding);
  const reach = residualReach(y);
  const margin = marginsFor(viewport.width);
  const area = {
    x: viewport.zoom.xaxis ?? range,
    y: viewport.zoom.yaxis ?? reach,
    width: viewport.width - margin.l - margin.r,
    height: viewport.height - margin.t - margin.b,
  };
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        uid: 'zero',
        x: [...range],
        y: [0, 0],
        line: { color: colours.target, width: 1.5, dash: 'dash' },
        hoverinfo: 'skip',
      },
    ],
    layout: {
      ...baseLayout(theme, viewport, `residuals ${set} ${against}`),
      margin,
      showlegend: false,
      xaxis: baseAxis(theme, againstName(header, against), range),
      yaxis: baseAxis(theme, words.residuals.residual, reach),
      images: [marksImage([answerMarks(set, theme, x, y)], area, 'above')],
    },
  };
}

/** Every point shown with its inputs, the worst first. */
export function residualsTable(input: AnswersInput): Table {
  const { header, set, predictions } = input;
  const points = header[set];
  const order = worstRows(input);
  const columns = pointColumns(points, header.axes).map(({ name, value }) => ({
    name,
    value: (place: number) => value(order[place] as number),
  }));
  const at = (of: (row: number) => number) => (place: number) => of(order[place] as number);
  return {
    rows: order.length,
    of: points.total ?? points.rows,
    columns: [
      { name: words.residuals.row, value: at((row) => row + 1) },
      ...columns,
      { name: words.residuals.actual, value: at((row) => points.y[row] as number) },
      {
        name: words.residuals.predicted,
        value: at((row) => predictions?.[row] ?? Number.NaN),
      },
      { name: words.residuals.residual, value: at((row) => residualOf(input, row)) },
    ],
  };
}

/** A word on the row that is furthest off; empty before there are answers. */
export function worstNote(input: AnswersInput): string {
  const [row] = worstRows(input);
  if (row === undefined) return '';
  const actual = input.header[input.set].y[row] as number;
  return words.residuals.worst(residualOf(input, row), actual);
}

export function againstName(
  { axes }: Pick<RunHeader, 'axes'>,
  against: ResidualsInput['against'],
): string {
  return typeof against === 'number' ? (axes[against]?.name ?? '') : words.residuals[against];
}

function worstRows(input: AnswersInput): readonly number[] {
  if (input.predictions === null) return [];
  const rows = Array.from({ length: input.header[input.set].rows }, (_, row) => row);
  const size = (row: number) => Math.abs(residualOf(input, row));
  return rows.toSorted((a, b) => size(b) - size(a));
}

function columnValue({ header, set, predictions, against }: ResidualsInput, row: number): number {
  if (against === 'actual') return header[set].y[row] as number;
  if (against === 'predicted') return predictions?.[row] ?? Number.NaN;
  return header[set].x[row * header.axes.length + against] as number;
}
