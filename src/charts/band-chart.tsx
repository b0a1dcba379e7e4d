import { NativeSelect } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import type { Viewport } from '#src/charts/figure.ts';
import { type BandInput, type BandView, bandFigure, bandTable } from '#src/charts/figures/band.ts';
import type { Scale } from '#src/charts/figures/ranges.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { Segments } from '#src/ui/segments.tsx';
import { words } from '#words/charts/charts.ts';

export interface BandChartProps extends ChartWords, Pick<BandInput, 'column' | 'yTitle'> {
  /** Keep the same array while it is the same. */
  readonly groups: BandInput['groups'];
  readonly note?: string;
  readonly height?: string;
}

const units = [
  ['epoch', words.byEpoch],
  ['step', words.byStep],
  ['samples', words.bySamples],
] as const satisfies readonly (readonly [BandView['x'], string])[];

const xChoices = (['linear', 'log'] as const).flatMap((scale) =>
  units.map(([unit, label]) => ({
    value: `${unit} ${scale}`,
    label: scale === 'log' ? words.log(label) : label,
  })),
);

/** Median, seeds and band, for one experiment or several. */
export function BandChart({
  groups,
  column,
  yTitle,
  note,
  theme,
  footer,
  height = '26rem',
}: BandChartProps) {
  const [view, setView] = useState<BandView>({ x: 'epoch', xScale: 'linear', y: 'log' });
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) =>
      bandFigure({ groups, column, yTitle, view, theme }, viewport),
    [groups, column, yTitle, view],
  );
  const sources = useMemo(
    () => groups.flatMap((group) => group.runs.map((run) => run.log)),
    [groups],
  );
  return (
    <PlotFrame
      id="band"
      title={words.overSeeds(yTitle)}
      description={words.theMiddleOneOfTheSeeds}
      note={note}
      theme={theme}
      footer={footer}
      height={height}
      build={build}
      sources={sources}
      table={() => bandTable({ groups })}
      controls={
        <>
          <NativeSelect
            aria-label={words.seedsHorizontalAxis}
            data={xChoices}
            value={`${view.x} ${view.xScale}`}
            onChange={(event) => {
              const [x, xScale] = event.currentTarget.value.split(' ') as [BandView['x'], Scale];
              setView({ ...view, x, xScale });
            }}
          />
          <Segments
            aria-label={words.seedsVerticalAxis}
            data={[
              { value: 'linear', label: words.linear },
              { value: 'log', label: words.logarithmic },
            ]}
            value={view.y}
            onChange={(y) => setView({ ...view, y })}
          />
        </>
      }
    />
  );
}
