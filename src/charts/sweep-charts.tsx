import { useCallback } from 'react';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import type { Source, Viewport } from '#src/charts/figure.ts';
import { heatMapFigure } from '#src/charts/figures/heat-map.ts';
import { type SweepInput, sweepTable } from '#src/charts/figures/sweep.ts';
import { sweepLineFigure } from '#src/charts/figures/sweep-line.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { words } from '#words/charts/charts.ts';
import { inSentence } from '#words/forms.ts';

export interface SweepChartProps extends ChartWords {
  /** Keep the same object while it is the same. */
  readonly sweep: SweepInput;
  readonly height?: string;
}

const neverChanges: readonly Source[] = [];

function hasDiverged({ cells }: SweepInput): boolean {
  return cells.some(({ values }) => values.some(({ value }) => !Number.isFinite(value)));
}

/** A figure over the one field that was swept. */
export function SweepLineChart({ sweep, theme, footer, height = '22rem' }: SweepChartProps) {
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => sweepLineFigure({ ...sweep, theme }, viewport),
    [sweep],
  );
  return (
    <PlotFrame
      id="sweep-line"
      title={words.by(sweep.metricName, inSentence(sweep.axes[0]?.label ?? 'value'))}
      description={words.eachSeedAsAPointThe}
      note={hasDiverged(sweep) ? words.crossesAtTheEdgeRuns : undefined}
      theme={theme}
      footer={footer}
      height={height}
      build={build}
      sources={neverChanges}
      table={() => sweepTable(sweep)}
    />
  );
}

export interface HeatMapChartProps extends SweepChartProps {
  /** A click on a cell: its column and its row from the bottom. */
  readonly onCell: (column: number, row: number) => void;
}

/** The median of each combination as a colour. */
export function HeatMapChart({ sweep, onCell, theme, footer, height }: HeatMapChartProps) {
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => heatMapFigure({ ...sweep, theme }, viewport),
    [sweep],
  );
  return (
    <PlotFrame
      id="heat-map"
      title={words.heatMap}
      description={words.ofEachCombinationAs(sweep.metricName)}
      note={words.cells(sweep.cells.some(({ failures }) => failures > 0))}
      theme={theme}
      footer={footer}
      height={height ?? '22rem'}
      build={build}
      sources={neverChanges}
      zoomable={false}
      events={{ click: ({ x, y }) => onCell(Math.round(x), Math.round(y)) }}
      table={() => sweepTable(sweep)}
    />
  );
}
