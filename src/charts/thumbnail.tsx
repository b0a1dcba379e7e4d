import { useCallback, useMemo } from 'react';
import { fitPaths, probePixels } from '#src/charts/figures/thumbnail.ts';
import { firstOutput } from '#src/charts/output.ts';
import { PixelPicture } from '#src/charts/pixel-picture.tsx';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import classes from '#src/charts/thumbnail.module.css';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

export interface ThumbnailProps {
  readonly header: RunHeader;
  readonly snapshot: Snapshot;
  readonly theme: ChartTheme;
}

const box = { width: 144, height: 84 } as const;

/** A run's fit along a line, small; decorative: what it shows is said beside it. */
export function LineThumbnail({ header, snapshot, theme }: ThumbnailProps) {
  const { target, fit } = useMemo(() => {
    const first = firstOutput({ header, snapshot });
    return fitPaths(first.header, first.snapshot, box);
  }, [header, snapshot]);
  const colours = chartColours[theme];
  return (
    <svg
      className={classes.curve}
      viewBox={`0 0 ${box.width} ${box.height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={target} fill="none" stroke={colours.muted} strokeDasharray="3 3" />
      <path d={fit} fill="none" stroke={colours.fit} strokeWidth="2" />
    </svg>
  );
}

/** A run's answers as pixels. */
export function PixelThumbnail({ header, snapshot }: ThumbnailProps) {
  const paint = useCallback(() => {
    const first = firstOutput({ header, snapshot });
    return probePixels(first.header, first.snapshot);
  }, [header, snapshot]);
  return <PixelPicture paint={paint} className={classes.plane} />;
}
