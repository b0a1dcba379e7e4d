import { modulo } from '#src/data/formula.ts';
import * as pictures from '#src/data/pictures.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { TargetId } from '#src/experiment/ids.ts';

/** The fields that a target's definition reads. */
export type TargetParameters = Pick<Experiment, 'classes' | 'multiplier'>;

/** What there is to learn. Domains are intervals of the reader's x, the same on every axis. */
export type TargetDefinition = TargetText &
  (
    | { readonly kind: 'function'; readonly evaluate: TargetFunction }
    | { readonly kind: 'picture'; readonly picture: pictures.Picture }
    /** The function is the experiment's `formula`. */
    | { readonly kind: 'formula' }
  );

interface TargetText {
  /** Used where the experiment's `domain` is null. */
  readonly domain: readonly [from: number, to: number];
  /** LaTeX of the definition, without delimiters; null where only the formula itself can say it. */
  readonly tex: ((parameters: TargetParameters) => string) | null;
  /** One sentence: what is hard about it for a small network. */
  readonly hard: string;
}

/** Value or class at a point; in one dimension x1 is not read. */
export type TargetFunction = (x0: number, x1: number, parameters: TargetParameters) => number;

/** Upper bounds of x0 + x1 for classes 0 and 1 of `sum_bin`. */
const sumBinBounds = [0.807, 1.169] as const;

export const targets = {
  sine: {
    kind: 'function',
    domain: [0, 2 * Math.PI],
    tex: () => 'y = \\sin x',
    hard: 'Smooth and easy for tanh; a ReLU network has to bend it out of straight pieces.',
    evaluate: Math.sin,
  },
  parabola: {
    kind: 'function',
    domain: [0, 1000],
    tex: () => 'y = x^2 + x',
    hard: 'The values reach a million: without scaling, steps of the usual size never get there.',
    evaluate: (x) => x * x + x,
  },
  cubic: {
    kind: 'function',
    domain: [-1.5, 1.5],
    tex: () => 'y = x^3 - x',
    hard: 'Two turns and steep ends: a fit that is good on average is often poor at the ends.',
    evaluate: (x) => x ** 3 - x,
  },
  abs: {
    kind: 'function',
    domain: [-1, 1],
    tex: () => 'y = |x|',
    hard: 'Two ReLU units are enough, and smooth activations always round the corner.',
    evaluate: Math.abs,
  },
  step: {
    kind: 'function',
    domain: [-1, 1],
    tex: () => 'y = \\begin{cases} 0 & x < 0 \\\\ 1 & x \\ge 0 \\end{cases}',
    hard: 'The jump needs weights without bound; any finite network makes a ramp of it.',
    evaluate: (x) => Number(x >= 0),
  },
  sawtooth: {
    kind: 'function',
    domain: [0, 3],
    tex: () => 'y = x - \\lfloor x \\rfloor',
    hard: 'Several jumps: each needs its own pair of steep units.',
    evaluate: (x) => x - Math.floor(x),
  },
  x_sin_x: {
    kind: 'function',
    domain: [-10, 10],
    tex: () => 'y = x \\sin x',
    hard: 'Waves that grow: the large outer ones own the loss, the small inner ones come last.',
    evaluate: (x) => x * Math.sin(x),
  },
  runge: {
    kind: 'function',
    domain: [-1, 1],
    tex: () => 'y = \\frac{1}{1 + 25 x^2}',
    hard: 'Polynomials of high degree swing wildly at its ends; networks do not.',
    evaluate: (x) => 1 / (1 + 25 * x * x),
  },
  chirp: {
    kind: 'function',
    domain: [0, 3],
    tex: () => 'y = \\sin(2\\pi x^2)',
    hard: 'Ever faster waves: networks learn the slow part first and may never reach the fast one.',
    evaluate: (x) => Math.sin(2 * Math.PI * x * x),
  },
  gaussian_bump: {
    kind: 'function',
    domain: [-1, 1],
    tex: () => 'y = e^{-50 x^2}',
    hard: 'Nearly flat: answering a constant is already a small loss.',
    evaluate: (x) => Math.exp(-50 * x * x),
  },
  formula_1d: {
    kind: 'formula',
    domain: [-3, 3],
    tex: null,
    hard: 'A function of your own.',
  },
  sum_bin: {
    kind: 'function',
    domain: [0, 1],
    tex: () =>
      `c = \\begin{cases} 0 & x_0 + x_1 < ${sumBinBounds[0]} \\\\ 1 & x_0 + x_1 < ${sumBinBounds[1]} \\\\ 2 & \\text{otherwise} \\end{cases}`,
    hard: 'Two parallel lines: two ReLU units are just enough, so some seeds get stuck.',
    evaluate: (x0, x1) => Number(x0 + x1 >= sumBinBounds[0]) + Number(x0 + x1 >= sumBinBounds[1]),
  },
  sum_mod: {
    kind: 'function',
    domain: [0, 1],
    tex: ({ multiplier, classes }) =>
      `c = \\lfloor (x_0 + x_1) \\cdot ${multiplier} \\rfloor \\bmod ${classes}`,
    hard: 'Stripes far narrower than the distance between points: neighbours say nothing about a label.',
    evaluate: (x0, x1, { multiplier, classes }) =>
      modulo(Math.floor((x0 + x1) * multiplier), classes),
  },
  xor: {
    kind: 'picture',
    domain: [-1, 1],
    tex: () => 'c = [x_0 < 0] \\oplus [x_1 < 0]',
    hard: 'No straight line separates the classes: without a hidden layer it cannot be learnt.',
    picture: pictures.xor,
  },
  circles: {
    kind: 'picture',
    domain: [-1, 1],
    tex: () => 'c = [\\,\\lVert x \\rVert > \\tfrac12\\,]',
    hard: 'One class surrounds the other: it takes at least three ReLU units to close a curve.',
    picture: pictures.circles,
  },
  spirals: {
    kind: 'picture',
    domain: [-1, 1],
    tex: ({ classes }) => `\\theta = 2\\pi\\left(r + \\tfrac{c}{${classes}}\\right)`,
    hard: 'The boundary winds round the centre: many units or a second layer are needed.',
    picture: pictures.spirals,
  },
  moons: {
    kind: 'picture',
    domain: [-1, 1],
    tex: () => '\\text{two interleaved half-circles}',
    hard: 'Nearly separable by a line: the last few per cent need the curve.',
    picture: pictures.moons,
  },
  blobs: {
    kind: 'picture',
    domain: [-1, 1],
    tex: ({ classes }) =>
      `x \\mid c \\sim \\mathcal N\\left(\\mu_c, \\sigma^2 I\\right),\\; c < ${classes}`,
    hard: 'Easy, except that overlapping blobs put a bound on any accuracy.',
    picture: pictures.blobs,
  },
  checkerboard: {
    kind: 'picture',
    domain: [-1, 1],
    tex: () => 'c = \\left(\\lfloor 2x_0 \\rfloor + \\lfloor 2x_1 \\rfloor\\right) \\bmod 2',
    hard: 'Sixteen squares: a network has to build the grid before any of it helps.',
    picture: pictures.checkerboard,
  },
  formula_classes: {
    kind: 'formula',
    domain: [0, 1],
    tex: null,
    hard: 'Classes of your own.',
  },
  sin_cos: {
    kind: 'function',
    domain: [-Math.PI, Math.PI],
    tex: () => 'y = \\sin x_0 \\cdot \\cos x_1',
    hard: 'A product of both inputs, which a network can only build from sums.',
    evaluate: (x0, x1) => Math.sin(x0) * Math.cos(x1),
  },
  two_hills: {
    kind: 'function',
    domain: [-1, 1],
    tex: () =>
      'y = e^{-8\\left((x_0 - 0.4)^2 + (x_1 - 0.4)^2\\right)} + 0.6\\, e^{-8\\left((x_0 + 0.4)^2 + (x_1 + 0.4)^2\\right)}',
    hard: 'Two local bumps of unequal height: the smaller is found late.',
    evaluate: (x0, x1) =>
      Math.exp(-8 * ((x0 - 0.4) ** 2 + (x1 - 0.4) ** 2)) +
      0.6 * Math.exp(-8 * ((x0 + 0.4) ** 2 + (x1 + 0.4) ** 2)),
  },
  saddle: {
    kind: 'function',
    domain: [-1, 1],
    tex: () => 'y = x_0^2 - x_1^2',
    hard: 'Up along one axis, down along the other: a good first test of two inputs.',
    evaluate: (x0, x1) => x0 * x0 - x1 * x1,
  },
  ripple: {
    kind: 'function',
    domain: [-10, 10],
    tex: () => 'y = \\frac{\\sin r}{r},\\quad r = \\sqrt{x_0^2 + x_1^2}',
    hard: 'Rings round a peak: the network sees x0 and x1, but the rule speaks of the radius.',
    evaluate: (x0, x1) => {
      const r = Math.hypot(x0, x1);
      return r === 0 ? 1 : Math.sin(r) / r;
    },
  },
  formula_2d: {
    kind: 'formula',
    domain: [-1, 1],
    tex: null,
    hard: 'A surface of your own.',
  },
} as const satisfies Record<TargetId, TargetDefinition>;
