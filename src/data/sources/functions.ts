import type { Interval } from '#src/data/dataset.ts';
import { modulo, type PointFunction } from '#src/data/formula/formula.ts';
import * as shapes from '#src/data/sources/class-shapes.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { TargetFrom } from '#src/experiment/targets.ts';

/** The fields that a target's definition reads. */
export type TargetParameters = Pick<Experiment, 'classes' | 'multiplier' | 'turns'>;

/** A function of the program's own: given by its values, or as classes of the canonical square. */
export type FunctionTarget = {
  /** On every axis, where the experiment's `domain` is null. */
  readonly domain: Interval;
  /** LaTeX of the definition, without delimiters. */
  tex(parameters: TargetParameters): string;
} & (
  | { truth(parameters: Omit<TargetParameters, 'turns'>): PointFunction }
  | { readonly shape: shapes.ClassShape }
);

/** A function of one input, and one of two, read from a point. */
const line =
  (f: (x: number) => number): PointFunction =>
  (x, at) =>
    f(x[at] as number);
const plane =
  (f: (x0: number, x1: number) => number): PointFunction =>
  (x, at) =>
    f(x[at] as number, x[at + 1] as number);

/** Upper bounds of x0 + x1 for classes 0 and 1 of `sum_bin`. */
const sumBinBounds = [0.807, 1.169] as const;

export const functionTargets = {
  sine: {
    domain: [0, 2 * Math.PI],
    tex: () => 'y = \\sin x',
    truth: () => line(Math.sin),
  },
  parabola: {
    domain: [0, 1000],
    tex: () => 'y = x^2 + x',
    truth: () => line((x) => x * x + x),
  },
  cubic: {
    domain: [-1.5, 1.5],
    tex: () => 'y = x^3 - x',
    truth: () => line((x) => x ** 3 - x),
  },
  abs: {
    domain: [-1, 1],
    tex: () => 'y = |x|',
    truth: () => line(Math.abs),
  },
  step: {
    domain: [-1, 1],
    tex: () => 'y = \\begin{cases} 0 & x < 0 \\\\ 1 & x \\ge 0 \\end{cases}',
    truth: () => line((x) => Number(x >= 0)),
  },
  sawtooth: {
    domain: [0, 3],
    tex: () => 'y = x - \\lfloor x \\rfloor',
    truth: () => line((x) => x - Math.floor(x)),
  },
  x_sin_x: {
    domain: [-10, 10],
    tex: () => 'y = x \\sin x',
    truth: () => line((x) => x * Math.sin(x)),
  },
  runge: {
    domain: [-1, 1],
    tex: () => 'y = \\frac{1}{1 + 25 x^2}',
    truth: () => line((x) => 1 / (1 + 25 * x * x)),
  },
  chirp: {
    domain: [0, 3],
    tex: () => 'y = \\sin(2\\pi x^2)',
    truth: () => line((x) => Math.sin(2 * Math.PI * x * x)),
  },
  gaussian_bump: {
    domain: [-1, 1],
    tex: () => 'y = e^{-50 x^2}',
    truth: () => line((x) => Math.exp(-50 * x * x)),
  },
  stripes: {
    domain: [0, 6],
    tex: ({ classes }) => `c = \\lfloor x \\rfloor \\bmod ${classes}`,
    truth: ({ classes }) => line((x) => modulo(Math.floor(x), classes)),
  },
  sum_bin: {
    domain: [0, 1],
    tex: () =>
      `c = \\begin{cases} 0 & x_0 + x_1 < ${sumBinBounds[0]} \\\\ 1 & x_0 + x_1 < ${sumBinBounds[1]} \\\\ 2 & \\text{otherwise} \\end{cases}`,
    truth: () =>
      plane((x0, x1) => Number(x0 + x1 >= sumBinBounds[0]) + Number(x0 + x1 >= sumBinBounds[1])),
  },
  sum_mod: {
    domain: [0, 1],
    tex: ({ multiplier, classes }) =>
      `c = \\lfloor (x_0 + x_1) \\cdot ${multiplier} \\rfloor \\bmod ${classes}`,
    truth: ({ multiplier, classes }) =>
      plane((x0, x1) => modulo(Math.floor((x0 + x1) * multiplier), classes)),
  },
  xor: {
    domain: [-1, 1],
    tex: () => 'c = [x_0 < 0] \\oplus [x_1 < 0]',
    shape: shapes.xor,
  },
  circles: {
    domain: [-1, 1],
    tex: () => 'c = [\\,\\lVert x \\rVert > \\tfrac12\\,]',
    shape: shapes.circles,
  },
  spirals: {
    domain: [-1, 1],
    tex: ({ classes, turns }) =>
      `\\theta = 2\\pi\\left(${turns === 1 ? '' : `${turns}\\,`}r + \\tfrac{c}{${classes}}\\right)`,
    shape: shapes.spirals,
  },
  moons: {
    domain: [-1, 1],
    tex: () => '\\text{two interleaved half-circles}',
    shape: shapes.moons,
  },
  blobs: {
    domain: [-1, 1],
    tex: ({ classes }) =>
      `x \\mid c \\sim \\mathcal N\\left(\\mu_c, \\sigma^2 I\\right),\\; c < ${classes}`,
    shape: shapes.blobs,
  },
  checkerboard: {
    domain: [-1, 1],
    tex: () => 'c = \\left(\\lfloor 2x_0 \\rfloor + \\lfloor 2x_1 \\rfloor\\right) \\bmod 2',
    shape: shapes.checkerboard,
  },
  sin_cos: {
    domain: [-Math.PI, Math.PI],
    tex: () => 'y = \\sin x_0 \\cdot \\cos x_1',
    truth: () => plane((x0, x1) => Math.sin(x0) * Math.cos(x1)),
  },
  two_hills: {
    domain: [-1, 1],
    tex: () =>
      'y = e^{-8\\left((x_0 - 0.4)^2 + (x_1 - 0.4)^2\\right)} + 0.6\\, e^{-8\\left((x_0 + 0.4)^2 + (x_1 + 0.4)^2\\right)}',
    truth: () =>
      plane(
        (x0, x1) =>
          Math.exp(-8 * ((x0 - 0.4) ** 2 + (x1 - 0.4) ** 2)) +
          0.6 * Math.exp(-8 * ((x0 + 0.4) ** 2 + (x1 + 0.4) ** 2)),
      ),
  },
  saddle: {
    domain: [-1, 1],
    tex: () => 'y = x_0^2 - x_1^2',
    truth: () => plane((x0, x1) => x0 * x0 - x1 * x1),
  },
  ripple: {
    domain: [-10, 10],
    tex: () => 'y = \\frac{\\sin r}{r},\\quad r = \\sqrt{x_0^2 + x_1^2}',
    truth: () =>
      plane((x0, x1) => {
        const r = Math.hypot(x0, x1);
        return r === 0 ? 1 : Math.sin(r) / r;
      }),
  },
} as const satisfies Record<TargetFrom<'function'>, FunctionTarget>;
