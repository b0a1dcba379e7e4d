import type { TargetId } from '#src/experiment/ids.ts';

/** One sentence for each target: what is hard about it for a small network. */
export const targetHints = {
  sine: 'One smooth wave on its own domain; a ReLU network has to bend it out of straight pieces.',
  parabola: 'The values reach a million: without scaling, steps of the usual size never get there.',
  cubic: 'Two turns and steep ends: a fit that is good on average is often poor at the ends.',
  abs: 'Two ReLU units are enough, and smooth activations always round the corner.',
  step: 'The jump needs weights without bound; any finite network makes a ramp of it.',
  sawtooth: 'Several jumps: each needs its own pair of steep units.',
  x_sin_x: 'Waves that grow: the large outer ones own the loss, the small inner ones come last.',
  runge: 'Polynomials of high degree swing wildly at its ends; networks do not.',
  chirp: 'Ever faster waves: networks learn the slow part first and may never reach the fast one.',
  gaussian_bump: 'Nearly flat: answering a constant is already a small loss.',
  stripes: 'Every edge between two stripes takes a unit of its own, and none may die.',
  sum_bin: 'Two parallel lines, which one ReLU unit can draw, unless it dies.',
  sum_mod:
    'Stripes far narrower than the distance between points: neighbours say nothing about a label.',
  xor: 'No straight line separates the classes: without a hidden layer it cannot be learnt.',
  circles: 'One class surrounds the other: it takes at least three ReLU units to close a curve.',
  spirals: 'The boundary winds round the centre: a handful of units follows most of it, never all.',
  moons: 'Nearly separable by a line: the last few per cent need the curve.',
  blobs: 'Easy, except that overlapping blobs put a bound on any accuracy.',
  checkerboard: 'Sixteen squares: a network has to build the grid before any of it helps.',
  sin_cos: 'A product of both inputs, which a network can only build from sums.',
  two_hills: 'Two local bumps of unequal height: the smaller is found late.',
  saddle: 'Up along one axis, down along the other: a good first test of two inputs.',
  ripple: 'Rings round a peak: the network sees x0 and x1, but the rule speaks of the radius.',
  formula: 'A function of your own.',
  formula_classes: 'Classes of your own.',
  table: 'Points of your own.',
  table_classes: 'Points of your own, by class.',
} as const satisfies Record<TargetId, string>;
