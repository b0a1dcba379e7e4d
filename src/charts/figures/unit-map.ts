import type { Pixels } from '#src/charts/figures/pixels.ts';
import { type ChartTheme, channels, chartColours } from '#src/charts/theme.ts';
import type { Histogram } from '#src/lib/histogram.ts';

/**
 * Values over a plane by sign and size: the surface's colour at zero, full colour at the largest.
 *
 * @param values [height × width], from the bottom row up
 * @param largest size that has the full colour; 0: all are zero
 */
export function signedPixels(
  values: Float32Array,
  width: number,
  largest: number,
  theme: ChartTheme,
): Pixels {
  const height = values.length / width;
  const { surface, positive, negative } = chartColours[theme];
  const [base, above, below] = [surface, positive, negative].map(channels);
  const data = new Uint8ClampedArray(4 * values.length);
  values.forEach((value, cell) => {
    const share = largest === 0 ? 0 : Math.min(Math.abs(value) / largest, 1);
    const end = value > 0 ? above : below;
    const at = 4 * ((height - 1 - Math.floor(cell / width)) * width + (cell % width));
    for (let c = 0; c < 3; c++) data[at + c] = mixed(base?.[c] ?? 0, end?.[c] ?? 0, share);
    data[at + 3] = 255;
  });
  return { data, width, height };
}

function mixed(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** Values along a line as an SVG path in a box of this size, −largest at the bottom and largest at the top. */
export function valuesPath(
  values: Float32Array,
  largest: number,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const places = Array.from(values, (value, i) => {
    const x = (width * i) / (values.length - 1);
    const y = (height / 2) * (1 - (largest === 0 ? 0 : value / largest));
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${places.join('L')}`;
}

/** Bars of a histogram as an SVG path in a box of this size, the fullest bin as high as the box. */
export function barsPath(
  { counts }: Histogram,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const fullest = counts.reduce((most, count) => Math.max(most, count), 1);
  const step = width / counts.length;
  return Array.from(counts, (count, bin) => {
    const tall = (height * count) / fullest;
    return `M${(bin * step).toFixed(1)} ${height}v${(-tall).toFixed(1)}h${(0.9 * step).toFixed(1)}V${height}z`;
  }).join('');
}
