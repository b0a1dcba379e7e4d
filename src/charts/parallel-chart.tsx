import { useCallback, useState } from 'react';
import { BrushControls } from '#src/charts/brush-controls.tsx';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import type { Source, Viewport } from '#src/charts/figure.ts';
import {
  type Brush,
  brushAfter,
  brushedLines,
  type ParallelAxis,
  parallelFigure,
  parallelTable,
} from '#src/charts/figures/parallel.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { words } from '#words/charts/charts.ts';

export interface ParallelChartProps extends ChartWords {
  /** Keep the same array while it is the same. */
  readonly axes: readonly ParallelAxis[];
  readonly colourBy: number;
  readonly lowerIsBetter: boolean;
  /** Told which lines pass through all brushes; all of them where nothing is brushed. */
  readonly onBrush: (lines: readonly number[]) => void;
  readonly height?: string;
}

const neverChanges: readonly Source[] = [];
const nothing: Brush = new Map();

/** Runs as lines over their settings and what they came to; drag along an axis to keep those that pass there. */
export function ParallelChart({
  axes,
  colourBy,
  lowerIsBetter,
  onBrush,
  theme,
  footer,
  height = '22rem',
}: ParallelChartProps) {
  const [brush, setBrush] = useState(nothing);
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) =>
      parallelFigure({ axes, colourBy, lowerIsBetter, brush, theme }, viewport),
    [axes, colourBy, lowerIsBetter, brush],
  );
  const take = (next: Brush) => {
    setBrush(next);
    onBrush(brushedLines(axes, next));
  };
  return (
    <>
      <PlotFrame
        id="parallel"
        title={words.parallelCoordinates}
        description={words.eachRunAsALineOverIts}
        note={words.dragAlongAnAxisToKeep}
        theme={theme}
        footer={footer}
        height={height}
        build={build}
        sources={neverChanges}
        zoomable={false}
        events={{
          restyle: (change) => take(brushAfter(brush, change)),
        }}
        table={() => parallelTable({ axes })}
      />
      <BrushControls axes={axes} brush={brush} onBrush={take} />
    </>
  );
}
