import { barsPath } from '#src/charts/figures/unit-map.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import type { Histogram } from '#src/lib/histogram.ts';

interface HistogramBarsProps {
  readonly histogram: Histogram;
  readonly theme: ChartTheme;
}

const box = { width: 160, height: 56 } as const;

/** A histogram, small; decorative: what it shows is said beside it. A line stands at zero where that is in its range. */
export function HistogramBars({ histogram, theme }: HistogramBarsProps) {
  const { from, to } = histogram;
  const colours = chartColours[theme];
  const zero = (-from / (to - from)) * box.width;
  return (
    <svg
      viewBox={`0 0 ${box.width} ${box.height}`}
      preserveAspectRatio="none"
      width="100%"
      height={box.height}
      aria-hidden
    >
      <path d={barsPath(histogram, box)} fill={colours.train} />
      {from < 0 && to > 0 && (
        <path d={`M${zero} 0v${box.height}`} stroke={colours.muted} strokeDasharray="3 3" />
      )}
    </svg>
  );
}
