import type { Figure, Viewport } from '#src/charts/figure.ts';
import { type AnswersInput, answerMarks, residualReach } from '#src/charts/figures/answers.ts';
import { baseAxis, baseLayout, marginsFor } from '#src/charts/figures/base-layout.ts';
import { marksImage } from '#src/charts/figures/marks.ts';
import { pointColumns, shownRows } from '#src/charts/figures/points.ts';
import { extentOf, paddedRange } from '#src/charts/figures/ranges.ts';
import { arrayColumn, type Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import { fitQuality } from '#src/lib/fit-quality.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words as texts } from '#words/charts/figures.ts';

export interface ActualInput extends AnswersInput {
  readonly theme: ChartTheme;
}

/** Shares of the height: residuals, and the gap above them. */
const [residualShare, gapShare] = [0.24, 0.1];
const padding = 0.05;

/** What the network answers against what is right, point by point; on the diagonal they agree. Below, the difference. */
export function actualFigure(input: ActualInput, viewport: Viewport): Figure {
  const { header, predictions, set, theme } = input;
  const colours = chartColours[theme];
  const points = header[set];
  const rows = shownRows(points);
  const at = (values: ArrayLike<number>) => rows.map((row) => values[row] as number);
  const actual = at(points.y);
  const range = paddedRange(null, extentOf([points.y]) ?? [0, 1], padding);
  const answered = predictions === null ? [] : at(predictions);
  const residuals = answered.map((value, i) => value - (actual[i] as number));
  const reach = residualReach(residuals);
  const margin = marginsFor(viewport.width);
  const width = viewport.width - margin.l - margin.r;
  const height = viewport.height - margin.t - margin.b;
  const upper = 1 - residualShare - gapShare;
  const x = viewport.zoom.xaxis ?? range;
  const marks = (y: readonly number[]) => [answerMarks(set, theme, actual, y)];
  const above = { x, y: viewport.zoom.yaxis ?? range, width, height: height * upper };
  const below = { x, y: reach, width, height: height * residualShare };
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        uid: 'right',
        x: [...range],
        y: [...range],
        line: { color: colours.target, width: 1.5, dash: 'dash' },
        hoverinfo: 'skip',
      },
    ],
    layout: {
      ...baseLayout(theme, viewport, `actual ${set}`),
      showlegend: false,
      xaxis: { ...baseAxis(theme, texts.actual, range), anchor: 'y2' },
      yaxis: { ...baseAxis(theme, texts.predicted, range), domain: [1 - upper, 1] },
      yaxis2: {
        ...baseAxis(theme, texts.residual, reach),
        domain: [0, residualShare],
        nticks: 4,
        zeroline: true,
        zerolinecolor: colours.target,
        zerolinewidth: 1,
      },
      images: [
        marksImage(marks(answered), above, 'above'),
        marksImage(marks(residuals), below, 'above', { xref: 'x', yref: 'y2' }),
      ],
    },
  };
}

/** R² and root mean squared error over all points shown, in words; empty before the first snapshot. */
export function actualNote({ header, predictions, set }: AnswersInput): string {
  if (predictions === null) return '';
  const { rmse, r2 } = fitQuality(header[set].y, predictions);
  const error = texts.rmse(formatNumber(rmse, 4));
  return Number.isNaN(r2) ? error : `R² ${formatNumber(r2, 4)}, ${error}`;
}

/** The points with what is right, what is answered and the difference. */
export function actualTable({ header, predictions, set }: AnswersInput): Table {
  const points = header[set];
  const answered = predictions === null ? [] : [arrayColumn(texts.predicted, predictions)];
  return {
    rows: points.rows,
    columns: [
      ...pointColumns(points, header.axes),
      arrayColumn(texts.actual, points.y),
      ...answered,
      ...answered.map(({ value }) => ({
        name: texts.difference,
        value: (row: number) => Number(value(row)) - (points.y[row] as number),
      })),
    ],
  };
}
