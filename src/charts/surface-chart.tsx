import { Checkbox } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import type { Range, Source, Viewport } from '#src/charts/figure.ts';
import {
  type SurfaceKind,
  surfaceFigure,
  surfaceRange,
  surfaceTable,
} from '#src/charts/figures/regression-2d.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { SnapshotSource } from '#src/charts/snapshots.ts';
import type { RunHeader } from '#src/records/run-header.ts';

export interface SurfaceChartProps extends ChartWords {
  readonly kind: SurfaceKind;
  readonly header: RunHeader;
  readonly snapshots: SnapshotSource;
  readonly height?: string;
}

const words = {
  target: {
    title: 'Target',
    description: 'The function to be learnt, as colours over the plane of both inputs.',
    note: '',
  },
  fit: {
    title: 'Fit',
    description: "The network's answers over the plane, in the colours of the target.",
    note: 'In the colours of the target.',
  },
  error: {
    title: 'Error',
    description: "The network's answers minus the target over the plane.",
    note: 'Δy: fit minus target.',
  },
} as const satisfies Record<SurfaceKind, unknown>;

const neverChanges: readonly Source[] = [];

/** Target, fit or error of a regression on the plane, as a map. */
export function SurfaceChart(props: SurfaceChartProps) {
  const { kind, header, snapshots, theme, footer, height = '22rem' } = props;
  const [showPoints, setShowPoints] = useState(false);
  const previous = useRef<{ readonly of: RunHeader; readonly range: Range } | null>(null);
  const build = useCallback(
    (viewport: Viewport) => {
      const predictions = snapshots.snapshot?.predictions ?? null;
      const input = { kind, header, predictions, showPoints, theme };
      const kept = previous.current?.of === header ? previous.current.range : null;
      const range = surfaceRange(input, kept);
      previous.current = { of: header, range };
      return surfaceFigure(input, range, viewport);
    },
    [kind, header, snapshots, showPoints, theme],
  );
  const sources = useMemo(
    () => (kind === 'target' ? neverChanges : [snapshots]),
    [kind, snapshots],
  );
  return (
    <PlotFrame
      id={kind}
      {...words[kind]}
      theme={theme}
      footer={footer}
      height={height}
      build={build}
      sources={sources}
      table={() => surfaceTable({ header, predictions: snapshots.snapshot?.predictions ?? null })}
      controls={
        <Checkbox
          size="xs"
          label="training points"
          checked={showPoints}
          onChange={(event) => setShowPoints(event.currentTarget.checked)}
        />
      }
    />
  );
}
