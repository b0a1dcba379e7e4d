import type { Experiment } from '#src/experiment/fields.ts';
import type { Uniform } from '#src/lib/random.ts';

/** What an experiment says of a shape. */
export type ShapeParameters = Pick<Experiment, 'classes' | 'turns'>;

/** Classes by their shapes in the canonical square [−1, 1]². */
export interface ClassShape {
  /** The class of any point of the square: where classes overlap or leave gaps, the nearest or the likeliest one. */
  label(u0: number, u1: number, shape: ShapeParameters): number;
  /** A random point of a class; absent where points are simply drawn from the square and labelled. */
  readonly draw?: (
    label: number,
    shape: ShapeParameters,
    uniform: Uniform,
    normal: Uniform,
  ) => Point;
}

export type Point = readonly [number, number];

const squaresPerSide = 4;

/** Class 1 where the signs of the coordinates differ. */
export const xor: ClassShape = { label: (u0, u1) => Number(u0 < 0 !== u1 < 0) };

export const checkerboard: ClassShape = {
  label: (u0, u1) => (cell(u0) + cell(u1)) % 2,
};

function cell(u: number): number {
  const index = Math.floor(((u + 1) / 2) * squaresPerSide);
  return Math.min(Math.max(index, 0), squaresPerSide - 1);
}

const disc = 0.4;
const ring = { inner: 0.6, outer: 0.9 } as const;

/** A disc inside a ring, both evenly filled. The label changes half-way between them. */
export const circles: ClassShape = {
  label: (u0, u1) => Number(Math.hypot(u0, u1) > (disc + ring.inner) / 2),
  draw: (label, _classes, uniform) => {
    const [inner, outer] = label === 0 ? [0, disc] : [ring.inner, ring.outer];
    const radius = Math.sqrt(inner ** 2 + uniform() * (outer ** 2 - inner ** 2));
    return polar(radius, 2 * Math.PI * uniform());
  },
};

const spiral = { inner: 0.05, outer: 0.95 } as const;

/** Arm c of k is the curve θ = 2π·(turns·r + c/k). The label is that of the arm nearest in angle at the same radius. */
export const spirals: ClassShape = {
  label: (u0, u1, { classes, turns }) => {
    const turn = Math.atan2(u1, u0) / (2 * Math.PI) - turns * Math.hypot(u0, u1);
    const arm = Math.round(turn * classes) % classes;
    return arm < 0 ? arm + classes : arm + 0;
  },
  draw: (label, { classes, turns }, uniform) => {
    const radius = spiral.inner + (spiral.outer - spiral.inner) * uniform();
    return polar(radius, 2 * Math.PI * (turns * radius + label / classes));
  },
};

/** Two interleaved half-circles of radius 1, shrunk to the square; the label is that of the nearer one. */
const moon = { shrink: 1.75, centre0: 0.5, centre1: 0.25 } as const;

export const moons: ClassShape = {
  label: (u0, u1) => {
    const x = u0 * moon.shrink + moon.centre0;
    const y = u1 * moon.shrink + moon.centre1;
    return Number(halfCircleDistance(1 - x, 0.5 - y) < halfCircleDistance(x, y));
  },
  draw: (label, _classes, uniform) => {
    const [x, y] = polar(1, Math.PI * uniform());
    const [p, q] = label === 0 ? [x, y] : [1 - x, 0.5 - y];
    return [(p - moon.centre0) / moon.shrink, (q - moon.centre1) / moon.shrink];
  },
};

/** From a point to the upper half of the unit circle. */
function halfCircleDistance(x: number, y: number): number {
  return y >= 0 ? Math.abs(Math.hypot(x, y) - 1) : Math.hypot(Math.abs(x) - 1, y);
}

const blob = { distance: 0.6, deviation: 0.16 } as const;

/** One Gaussian a class, centres on a circle. Equal spread and equal shares: the nearest centre is the Bayes label. */
export const blobs: ClassShape = {
  label: (u0, u1, { classes }) => {
    let nearest = 0;
    let least = Infinity;
    for (let c = 0; c < classes; c++) {
      const [x, y] = blobCentre(c, classes);
      const distance = (u0 - x) ** 2 + (u1 - y) ** 2;
      if (distance < least) [nearest, least] = [c, distance];
    }
    return nearest;
  },
  draw: (label, { classes }, _uniform, normal) => {
    const [x, y] = blobCentre(label, classes);
    return [x + blob.deviation * normal(), y + blob.deviation * normal()];
  },
};

function blobCentre(label: number, classes: number): Point {
  return polar(blob.distance, (2 * Math.PI * label) / classes);
}

function polar(radius: number, angle: number): Point {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
