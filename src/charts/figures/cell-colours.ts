import type { Pixels } from '#src/charts/figures/pixels.ts';
import { channels, type Rgb } from '#src/charts/theme.ts';

/** Of a heat map. */
interface Scale {
  readonly zmin: number;
  readonly zmax: number;
  /** Shares of the way from `zmin` to `zmax`, ascending, with their colours: "#rrggbb" or "rgb(r, g, b)". */
  readonly colorscale: readonly (readonly [share: number, colour: string])[];
}

/**
 * The colours of cells, mixed linearly between those of the scale.
 *
 * @param z [rows][columns], the lowest row first; undefined where nothing is known, which has no colour
 */
export function cellColours(
  z: readonly (readonly (number | undefined)[])[],
  { zmin, zmax, colorscale }: Scale,
): Pixels {
  const [height, width] = [z.length, z[0]?.length ?? 0];
  const data = new Uint8ClampedArray(4 * width * height);
  const shares = colorscale.map(([share]) => share);
  const colours = colorscale.map(([, colour]) => rgb(colour));
  const last = shares.length - 2;
  for (let row = 0; row < height; row++) {
    const values = z[row] as (typeof z)[number];
    let at = 4 * (height - 1 - row) * width;
    for (let column = 0; column < width; column++, at += 4) {
      const value = values[column];
      if (value === undefined) continue;
      const share = Math.min(Math.max((value - zmin) / (zmax - zmin), 0), 1);
      let below = 0;
      while (below < last && (shares[below + 1] as number) <= share) below++;
      const from = shares[below] as number;
      const part = (share - from) / ((shares[below + 1] as number) - from);
      const [r, g, b] = colours[below] as Rgb;
      const above = colours[below + 1] as Rgb;
      data[at] = r + (above[0] - r) * part;
      data[at + 1] = g + (above[1] - g) * part;
      data[at + 2] = b + (above[2] - b) * part;
      data[at + 3] = 255;
    }
  }
  return { data, width, height };
}

function rgb(colour: string): Rgb {
  if (colour.startsWith('#')) return channels(colour);
  const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return [r, g, b];
}
