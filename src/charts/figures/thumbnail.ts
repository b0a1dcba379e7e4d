import type { Pixels } from '#src/charts/figures/pixels.ts';
import { inputOf } from '#src/charts/figures/probe-input.ts';
import { extentOf } from '#src/charts/figures/ranges.ts';
import { channels, classColours, mixColours } from '#src/charts/theme.ts';
import { classesOf } from '#src/experiment/targets.ts';
import { oncePer } from '#src/lib/once-per.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

type Seen = Pick<RunHeader, 'task' | 'axes' | 'probe' | 'probeTruth' | 'train'>;

/**
 * The fit along a line as SVG paths in a box of this size, y downwards: what is to be learnt (empty where only points
 * are known), and what was.
 */
export function fitPaths(
  header: Seen,
  { predictions }: Pick<Snapshot, 'predictions'>,
  size: { readonly width: number; readonly height: number },
): { readonly target: string; readonly fit: string } {
  const { probeTruth, train } = header;
  const { positions, range } = inputOf(header, 0);
  const [from, to] = range;
  const known = probeTruth?.filter((_, i) => isInside(positions[i] as number)) ?? train.y;
  const [low, high] = extentOf([known]) ?? [0, 1];
  const span = high - low || Math.abs(high) || 1;
  // A fit far off the target leaves the box rather than flattening the target.
  const margin = 0.15 * span;
  const y = (value: number) =>
    size.height *
    (1 - Math.min(Math.max((value - low + margin) / (span + 2 * margin), -0.02), 1.02));
  const path = (values: ArrayLike<number>) => {
    let text = '';
    let pen = 'M';
    for (let i = 0; i < positions.length; i++) {
      const x = positions[i] as number;
      const value = values[i] as number;
      if (!isInside(x) || !Number.isFinite(value)) {
        pen = 'M';
        continue;
      }
      text += `${pen}${((size.width * (x - from)) / (to - from)).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
    }
    return text;
  };
  return { target: path(probeTruth ?? []), fit: path(predictions) };

  function isInside(x: number): boolean {
    return x >= from && x <= to;
  }
}

/**
 * What a network answers all over the probe as pixels, the top row first: classes in their colours, paler where it is
 * less sure; numbers in the colours of Cividis over the target's range. A line is a single row.
 */
export function probePixels(
  { task, probe, probeTruth, train }: Seen,
  { predictions }: Pick<Snapshot, 'predictions'>,
): Pixels {
  const classes = classesOf(task);
  const [width = 1, height = 1] = probe.positions.map(({ length }) => length);
  const data = new Uint8ClampedArray(4 * width * height);
  const pixels = new Uint32Array(data.buffer);
  const shades = (classes === null ? [cividis] : classScales.slice(0, classes)).map(shadesOf);
  const [low, high] = extentOf([probeTruth ?? train.y]) ?? [0, 1];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cell = row * width + column;
      pixels[(height - 1 - row) * width + column] =
        classes === null
          ? shadeOf(shades[0], ((predictions[cell] as number) - low) / (high - low || 1))
          : classShade(shades, predictions, cell * classes, classes);
    }
  }
  return { data, width, height };
}

/** Colours at even distances. Cividis: Nuñez, Anderton & Renslow 2018. */
const cividis = ['#00224e', '#35456c', '#666970', '#948e77', '#c8b866', '#fee838'];

/** Of each class: from where it is as likely as any other to where it is sure. */
const classScales = classColours.map((colour) =>
  [0.25, 0.9].map((share) => mixColours('#ffffff', colour, share)),
);

/** One for each hundredth of the way: more than an eye tells apart in a small picture. */
const shadeCount = 101;

/** A scale of colours as pixels from its first to its last: mixing takes longer than all else of a picture. */
const shadesOf = oncePer((scale: readonly string[]) =>
  Uint32Array.from({ length: shadeCount }, (_, i) => {
    const at = (i / (shadeCount - 1)) * (scale.length - 1);
    const below = Math.min(Math.floor(at), scale.length - 2);
    return pixel(mixColours(scale[below] as string, scale[below + 1] as string, at - below));
  }),
);

/** As it lies in memory. @param colour as #rrggbb */
function pixel(colour: string): number {
  return new Uint32Array(Uint8ClampedArray.of(...channels(colour), 255).buffer)[0] as number;
}

const unknown = pixel('#808080');

/** @param share of the way through the shades, held to 0 … 1; NaN: grey */
function shadeOf(shades: Uint32Array | undefined, share: number): number {
  const place = Math.round(Math.min(Math.max(share, 0), 1) * (shadeCount - 1));
  return shades?.[place] ?? unknown;
}

/** Of the likeliest class, paler the closer it comes to guessing. @param from its first probability */
function classShade(
  shades: readonly Uint32Array[],
  probabilities: Float32Array,
  from: number,
  classes: number,
): number {
  let best = 0;
  for (let k = 1; k < classes; k++)
    if ((probabilities[from + k] as number) > (probabilities[from + best] as number)) best = k;
  const chance = 1 / classes;
  const sureness = ((probabilities[from + best] as number) - chance) / (1 - chance);
  return shadeOf(shades[best % shades.length], sureness);
}
