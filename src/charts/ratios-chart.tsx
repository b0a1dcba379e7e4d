import { useCallback } from 'react';
import type { ChartWords } from '#src/charts/chart-frame.tsx';
import type { Source, Viewport } from '#src/charts/figure.ts';
import { type RatiosInput, ratiosFigure, ratiosTable } from '#src/charts/figures/ratios.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { words } from '#words/charts/charts.ts';

export interface RatiosChartProps extends ChartWords, Omit<RatiosInput, 'theme'> {
  readonly height?: string;
}

const neverChanges: readonly Source[] = [];

/** Two groups seed by seed: how many times lower the one is than the other. */
export function RatiosChart({
  a,
  b,
  comparison,
  theme,
  footer,
  height = '20rem',
}: RatiosChartProps) {
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => ratiosFigure({ a, b, comparison, theme }, viewport),
    [a, b, comparison],
  );
  return (
    <PlotFrame
      id="ratios"
      title={words.seedBySeed}
      description={words.theLossOfDividedByThat(a.name, b.name)}
      note={comparison.interval === null ? words.secondIsLower : words.secondIsLowerShaded}
      theme={theme}
      footer={footer}
      height={height}
      build={build}
      sources={neverChanges}
      table={() => ratiosTable({ a, b })}
    />
  );
}
