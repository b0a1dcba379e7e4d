import type { Pixels } from '#src/charts/figures/pixels.ts';
import { inputOf } from '#src/charts/figures/probe-input.ts';
import { extentOf } from '#src/charts/figures/ranges.ts';
import { classColours } from '#src/charts/theme.ts';
import { classesOf } from '#src/experiment/targets.ts';
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
  const words = new Uint32Array(data.buffer);
  const [low, high] = extentOf([probeTruth ?? train.y]) ?? [0, 1];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cell = row * width + column;
      words[(height - 1 - row) * width + column] =
        classes === null
          ? shadeOf(cividis, ((predictions[cell] as number) - low) / (high - low || 1))
          : classShade(predictions, cell * classes, classes);
    }
  }
  return { data, width, height };
}

type Rgb = readonly [r: number, g: number, b: number];

/** A pixel as it lies in memory. */
function pixel(colour: Rgb): number {
  return new Uint32Array(Uint8ClampedArray.of(...colour, 255).buffer)[0] as number;
}

/** Steps of a scale of colours: more than an eye tells apart. */
const steps = 256;

/** @param colourAt of a share from 0 to 1 */
function scale(colourAt: (share: number) => Rgb): Uint32Array {
  return Uint32Array.from({ length: steps }, (_, i) => pixel(colourAt(i / (steps - 1))));
}

const unknown = pixel([128, 128, 128]);

/** @param share from 0 to 1; beyond: the last colour; NaN: grey */
function shadeOf(shades: Uint32Array, share: number): number {
  if (Number.isNaN(share)) return unknown;
  return shades[Math.round(Math.min(Math.max(share, 0), 1) * (steps - 1))] as number;
}

/** From a class that is as likely as any to one that is sure. */
const classShades = classColours.map((hex) => {
  const colour = rgb(hex);
  return scale((share) => mixed([255, 255, 255], colour, 0.25 + 0.65 * share));
});

/** The likeliest class, whiter the closer it comes to guessing. @param from its first probability */
function classShade(probabilities: Float32Array, from: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++)
    if ((probabilities[from + k] as number) > (probabilities[from + best] as number)) best = k;
  const chance = 1 / classes;
  const shades = classShades[best % classShades.length] as Uint32Array;
  return shadeOf(shades, ((probabilities[from + best] as number) - chance) / (1 - chance));
}

/** Cividis (Nuñez, Anderton & Renslow 2018) at even distances. */
const cividisStops = ['#00224e', '#35456c', '#666970', '#948e77', '#c8b866', '#fee838'].map(rgb);

const cividis = scale((share) => {
  const at = share * (cividisStops.length - 1);
  const below = Math.min(Math.floor(at), cividisStops.length - 2);
  return mixed(cividisStops[below] as Rgb, cividisStops[below + 1] as Rgb, at - below);
});

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [channel(0), channel(1), channel(2)];
}

function rgb(hex: string): Rgb {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}
