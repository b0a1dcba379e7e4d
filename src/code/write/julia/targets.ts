import { juliaOf } from '#src/code/write/julia/formula.ts';
import { define, number } from '#src/code/write/julia/text.ts';
import { parseFormulas } from '#src/data/formula/formulas.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import { functionTargets } from '#src/data/sources/functions.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { isFormula, isTable, type TargetFrom, taskOf } from '#src/experiment/targets.ts';

type FunctionId = TargetFrom<'function'>;
type ShapeId = 'xor' | 'circles' | 'spirals' | 'moons' | 'blobs' | 'checkerboard';

/** The functions of `data/sources/functions.ts` as Julia; `CLASSES` and `MULTIPLIER` are the experiment's. */
const functions: Readonly<Record<Exclude<FunctionId, ShapeId>, string>> = {
  sine: 'sin(x)',
  parabola: 'x * x + x',
  cubic: 'x^3 - x',
  abs: 'abs(x)',
  step: 'x >= 0 ? 1 : 0',
  sawtooth: 'x - floor(x)',
  x_sin_x: 'x * sin(x)',
  runge: '1 / (1 + 25 * x * x)',
  chirp: 'sin(2 * pi * x * x)',
  gaussian_bump: 'exp(-50 * x * x)',
  stripes: 'mod(floor(Int, x), CLASSES)',
  sum_bin: 'x0 + x1 < 0.807 ? 0 : x0 + x1 < 1.169 ? 1 : 2',
  sum_mod: 'mod(floor(Int, (x0 + x1) * MULTIPLIER), CLASSES)',
  sin_cos: 'sin(x0) * cos(x1)',
  two_hills:
    'exp(-8 * ((x0 - 0.4)^2 + (x1 - 0.4)^2)) + 0.6 * exp(-8 * ((x0 + 0.4)^2 + (x1 + 0.4)^2))',
  saddle: 'x0 * x0 - x1 * x1',
  ripple: 'x0 == 0 && x1 == 0 ? 1 : sin(hypot(x0, x1)) / hypot(x0, x1)',
};

/** Classes of the canonical square, as `code/write/targets.ts` has them: helpers, a point's class, a random point of a class. */
const shapes: Readonly<
  Record<ShapeId, { label: string; draw?: readonly string[]; helpers?: readonly string[] }>
> = {
  xor: { label: 'Int((u0 < 0) != (u1 < 0))' },
  circles: {
    label: 'Int(hypot(u0, u1) > 0.5)',
    draw: [
      'inner, outer = label == 0 ? (0, 0.4) : (0.6, 0.9)',
      'radius = sqrt(inner^2 + uniform() * (outer^2 - inner^2))',
      'angle = 2 * pi * uniform()',
      'return radius * cos(angle), radius * sin(angle)',
    ],
  },
  spirals: {
    label:
      'mod(floor(Int, (atan(u1, u0) / (2 * pi) - TURNS * hypot(u0, u1)) * CLASSES + 0.5), CLASSES)',
    draw: [
      'radius = 0.05 + (0.95 - 0.05) * uniform()',
      'angle = 2 * pi * (TURNS * radius + label / CLASSES)',
      'return radius * cos(angle), radius * sin(angle)',
    ],
  },
  moons: {
    helpers: [
      'from_half_circle(x, y) = abs(y >= 0 ? hypot(x, y) - 1 : hypot(abs(x) - 1, y))',
      'nearer_moon(x, y) = Int(from_half_circle(1 - x, 0.5 - y) < from_half_circle(x, y))',
    ],
    label: 'nearer_moon(u0 * 1.75 + 0.5, u1 * 1.75 + 0.25)',
    draw: [
      'angle = pi * uniform()',
      'x, y = cos(angle), sin(angle)',
      'p, q = label == 0 ? (x, y) : (1 - x, 0.5 - y)',
      'return (p - 0.5) / 1.75, (q - 0.25) / 1.75',
    ],
  },
  blobs: {
    helpers: [
      'center(label) = (0.6 * cos(2 * pi * label / CLASSES), 0.6 * sin(2 * pi * label / CLASSES))',
    ],
    label: 'argmin([(u0 - center(c)[1])^2 + (u1 - center(c)[2])^2 for c in 0:CLASSES-1]) - 1',
    draw: ['x, y = center(label)', 'return x + 0.16 * normal(), y + 0.16 * normal()'],
  },
  checkerboard: {
    helpers: ['square(u) = clamp(floor(Int, (u + 1) / 2 * 4), 0, 3)'],
    label: 'mod(square(u0) + square(u1), 2)',
  },
};

/** Defines `target(…)`, and `point_of(label, uniform, normal)` where points are drawn class by class; nothing for tables. */
export async function targetBlocks(
  e: Experiment,
): Promise<{ readonly blocks: readonly string[]; readonly drawsByClass: boolean }> {
  const { target } = e;
  const { inputs } = taskOf(e);
  const one = (...body: readonly string[]) => ({
    blocks: [define(`target(${inputs.join(', ')})`, body)],
    drawsByClass: false,
  });
  if (isTable(target)) return { blocks: [], drawsByClass: false };
  if (isFormula(target)) {
    const parsed = parseFormulas(await loadFormulaParser(), e.formula, inputs);
    const values = parsed.ok ? parsed.value.map(({ tree }) => juliaOf(tree, inputs)) : [];
    const [value = '0.0', ...others] = values;
    const list = `[${values.join(', ')}]`;
    if (target === 'formula') return one(`return ${others.length > 0 ? list : value}`);
    return one(
      others.length > 0
        ? `return argmax(${list}) - 1`
        : `return Int(mod(floor(${value}), CLASSES))`,
    );
  }
  if (!isShape(target)) return one(`return ${functions[target]}`);
  const { label, draw, helpers = [] } = shapes[target];
  const [from, to] = e.domain ?? functionTargets[target].domain;
  const [middle, half] = [number((from + to) / 2), number((to - from) / 2)];
  const drawsByClass = draw !== undefined && (e.sampling === 'uniform' || e.sampling === 'grid');
  return {
    drawsByClass,
    blocks: [
      ...helpers,
      define('target(x0, x1)', [
        `u0, u1 = (x0 - ${middle}) / ${half}, (x1 - ${middle}) / ${half}`,
        `return ${label}`,
      ]),
      ...(drawsByClass
        ? [
            define('place(label, uniform, normal)', draw),
            define('point_of(label, uniform, normal)', [
              'u0, u1 = place(label, uniform, normal)',
              `return [${middle} + ${half} * u0, ${middle} + ${half} * u1]`,
            ]),
          ]
        : []),
    ],
  };
}

function isShape(id: FunctionId): id is ShapeId {
  return Object.hasOwn(shapes, id);
}
