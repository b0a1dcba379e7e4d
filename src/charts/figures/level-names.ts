import type { Annotation } from 'plotly.js';
import type { ChartColours } from '#src/charts/theme.ts';

/** A line of a chart, in pixels from the lower left end of its axes. */
interface PixelLine {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A name of a horizontal line. */
interface LevelName {
  readonly text: string;
  /** In the units of the axis: exponents where it is logarithmic. */
  readonly at: number;
  /** In pixels from the lower end of the axis. */
  readonly height: number;
}

/** Of a name, and between it and its line, in pixels. */
const nameHeight = 16;
const gap = 3;
const characterWidth = 6.5;
/** Places along a line that are tried. */
const places = 5;

/**
 * Names of horizontal lines, each over or under its own: as far right as it covers nothing, else where it covers least.
 * Behind it is paper.
 */
export function levelNames(
  names: readonly LevelName[],
  lines: readonly PixelLine[],
  { width, height }: { readonly width: number; readonly height: number },
  colours: ChartColours,
): Partial<Annotation>[] {
  return names.map((name) => {
    const size = Math.min(name.text.length * characterWidth, width);
    const others = names.filter((other) => other !== name);
    const spots = Array.from({ length: places }, (_, i) => {
      const right = width - (i * (width - size)) / (places - 1);
      return (['bottom', 'top'] as const).map((yanchor) => {
        const bottom = yanchor === 'bottom' ? name.height + gap : name.height - gap - nameHeight;
        const box = { left: right - size, right, bottom, top: bottom + nameHeight };
        const isInside = box.bottom >= 0 && box.top <= height;
        const crossed = others.filter(
          (other) => Math.abs(other.height - bottom - nameHeight / 2) < nameHeight,
        );
        const covered = lines.reduce((sum, line) => sum + segmentsIn(box, line), crossed.length);
        return { right, yanchor, covered: isInside ? covered : Infinity };
      });
    }).flat();
    const least = Math.min(...spots.map(({ covered }) => covered));
    const spot = spots.find(({ covered }) => covered === least);
    return {
      text: name.text,
      xref: 'paper',
      x: (spot?.right ?? width) / width,
      xanchor: 'right',
      y: name.at,
      yanchor: spot?.yanchor ?? 'bottom',
      yshift: spot?.yanchor === 'top' ? -gap : gap,
      showarrow: false,
      font: { size: 11, color: colours.text },
      bgcolor: colours.surface,
    };
  });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** How many segments of a line, whose x only grows, run through a box. */
function segmentsIn({ left, right, bottom, top }: Box, { x, y }: PixelLine): number {
  let count = 0;
  for (let i = 1; i < x.length; i++) {
    const [x0, x1, y0, y1] = [x[i - 1], x[i], y[i - 1], y[i]] as [number, number, number, number];
    if (x1 < left || x0 > right) continue;
    const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
    const from = x0 < left ? y0 + (left - x0) * slope : y0;
    const to = x1 > right ? y0 + (right - x0) * slope : y1;
    if (Math.max(from, to) >= bottom && Math.min(from, to) <= top) count++;
  }
  return count;
}
