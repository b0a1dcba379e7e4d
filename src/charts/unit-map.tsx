import { useCallback, useMemo } from 'react';
import { signedPixels, valuesPath } from '#src/charts/figures/unit-map.ts';
import { PixelPicture } from '#src/charts/pixel-picture.tsx';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import classes from '#src/charts/unit-map.module.css';
import type { Probe } from '#src/data/probe.ts';

interface UnitMapProps {
  readonly probe: Probe;
  /** At the probe's rows. */
  readonly values: Float32Array;
  /** The layer's largest |activation|. */
  readonly largest: number;
  readonly theme: ChartTheme;
}

const box = { width: 96, height: 64 } as const;

/** What a unit computes along a line or over a plane; decorative: what it shows is said beside it. */
export function UnitMap(props: UnitMapProps) {
  return props.probe.along.length === 1 ? <LineMap {...props} /> : <PlaneMap {...props} />;
}

function LineMap({ values, largest, theme }: UnitMapProps) {
  const path = useMemo(() => valuesPath(values, largest, box), [values, largest]);
  const colours = chartColours[theme];
  return (
    <svg
      className={classes.line}
      viewBox={`0 0 ${box.width} ${box.height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={`M0 ${box.height / 2}h${box.width}`} stroke={colours.grid} />
      <path d={path} fill="none" stroke={colours.positive} strokeWidth="2" />
    </svg>
  );
}

function PlaneMap({ probe, values, largest, theme }: UnitMapProps) {
  const across = probe.positions[0]?.length ?? 1;
  const paint = useCallback(
    () => signedPixels(values, across, largest, theme),
    [values, across, largest, theme],
  );
  return <PixelPicture paint={paint} className={classes.plane} />;
}
