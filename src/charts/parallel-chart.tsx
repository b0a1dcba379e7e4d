import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { BrushControls } from '#src/charts/brush-controls.tsx';
import { ChartFrame, type ChartWords } from '#src/charts/chart-frame.tsx';
import { svgOf } from '#src/charts/drawn-apart.ts';
import type { Source } from '#src/charts/figure.ts';
import {
  type Brush,
  brushAfter,
  brushedLines,
  layoutParallel,
  type ParallelAxis,
  parallelTable,
} from '#src/charts/figures/parallel.ts';
import { ParallelDrawing } from '#src/charts/parallel-drawing.tsx';
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
  const { ref: place, width, height: room } = useElementSize<HTMLDivElement>();
  const take = (next: Brush) => {
    setBrush(next);
    onBrush(brushedLines(axes, next));
  };
  const layout = (colours: ChartTheme) =>
    layoutParallel({ axes, colourBy, lowerIsBetter, brush, theme: colours }, width, room);
  const draw = (colours: ChartTheme) => {
    const diagram = layout(colours);
    return (
      <ParallelDrawing
        label={words.parallelCoordinates}
        diagram={diagram}
        height={room}
        theme={colours}
        onDrag={(axis, drag) => take(brushAfter(brush, { axes }, diagram, axis, drag))}
      />
    );
  };
  return (
    <>
      <ChartFrame
        id="parallel"
        title={words.parallelCoordinates}
        description={words.eachRunAsALineOverIts}
        note={words.dragAlongAnAxisToKeep}
        theme={theme}
        footer={footer}
        height={height}
        sources={neverChanges}
        table={() => parallelTable({ axes })}
        picture={async (colours) => ({
          svg: svgOf(draw(colours)),
          width: layout(colours).width,
          height: room,
        })}
      >
        <div
          ref={place}
          style={{ height: '100%', overflow: 'auto hidden' }}
          // The keyboard reaches what is wider than its place, and scrolls it.
          {...(width > 0 &&
            layout(theme).width > width && {
              role: 'region',
              'aria-label': words.parallelCoordinates,
              tabIndex: 0,
            })}
        >
          {width > 0 && draw(theme)}
        </div>
      </ChartFrame>
      <BrushControls axes={axes} brush={brush} onBrush={take} />
    </>
  );
}
