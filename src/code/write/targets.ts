import { indented, number, pythonOf } from '#src/code/write/python.ts';
import type { Script } from '#src/code/write/script.ts';
import { tableText } from '#src/code/write/table.ts';
import { parseFormulas } from '#src/data/formula/formulas.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import { functionTargets } from '#src/data/sources/functions.ts';
import { isFormula, isTable, type TargetFrom, taskOf } from '#src/experiment/targets.ts';

type FunctionId = TargetFrom<'function'>;
type ShapeId = 'xor' | 'circles' | 'spirals' | 'moons' | 'blobs' | 'checkerboard';

/** The functions of `data/sources/functions.ts` as Python; `CLASSES` and `MULTIPLIER` are the experiment's. */
const functions: Readonly<Record<Exclude<FunctionId, ShapeId>, string>> = {
  sine: 'math.sin(x)',
  parabola: 'x * x + x',
  cubic: 'x**3 - x',
  abs: 'abs(x)',
  step: '1 if x >= 0 else 0',
  sawtooth: 'x - math.floor(x)',
  x_sin_x: 'x * math.sin(x)',
  runge: '1 / (1 + 25 * x * x)',
  chirp: 'math.sin(2 * math.pi * x * x)',
  gaussian_bump: 'math.exp(-50 * x * x)',
  stripes: 'math.floor(x) % CLASSES',
  sum_bin: '0 if x0 + x1 < 0.807 else 1 if x0 + x1 < 1.169 else 2',
  sum_mod: 'math.floor((x0 + x1) * MULTIPLIER) % CLASSES',
  sin_cos: 'math.sin(x0) * math.cos(x1)',
  two_hills:
    'math.exp(-8 * ((x0 - 0.4) ** 2 + (x1 - 0.4) ** 2)) + 0.6 * math.exp(-8 * ((x0 + 0.4) ** 2 + (x1 + 0.4) ** 2))',
  saddle: 'x0 * x0 - x1 * x1',
  ripple: 'math.sin(math.hypot(x0, x1)) / math.hypot(x0, x1) if x0 or x1 else 1',
};

/** Classes of the canonical square, `data/sources/class-shapes.ts` as Python: a point's class, and a random point of a class. */
const shapes: Readonly<Record<ShapeId, { label: string; draw?: string; helpers?: string }>> = {
  xor: { label: 'int((u0 < 0) != (u1 < 0))' },
  circles: {
    label: 'int(math.hypot(u0, u1) > 0.5)',
    draw: `    inner, outer = (0, 0.4) if label == 0 else (0.6, 0.9)
    radius = math.sqrt(inner**2 + uniform() * (outer**2 - inner**2))
    angle = 2 * math.pi * uniform()
    return radius * math.cos(angle), radius * math.sin(angle)`,
  },
  spirals: {
    label:
      'math.floor((math.atan2(u1, u0) / (2 * math.pi) - TURNS * math.hypot(u0, u1)) * CLASSES + 0.5) % CLASSES',
    draw: `    radius = 0.05 + (0.95 - 0.05) * uniform()
    angle = 2 * math.pi * (TURNS * radius + label / CLASSES)
    return radius * math.cos(angle), radius * math.sin(angle)`,
  },
  moons: {
    helpers: `def from_half_circle(x, y):
    return abs(math.hypot(x, y) - 1) if y >= 0 else math.hypot(abs(x) - 1, y)


def nearer_moon(x, y):
    return int(from_half_circle(1 - x, 0.5 - y) < from_half_circle(x, y))


`,
    label: 'nearer_moon(u0 * 1.75 + 0.5, u1 * 1.75 + 0.25)',
    draw: `    angle = math.pi * uniform()
    x, y = math.cos(angle), math.sin(angle)
    p, q = (x, y) if label == 0 else (1 - x, 0.5 - y)
    return (p - 0.5) / 1.75, (q - 0.25) / 1.75`,
  },
  blobs: {
    helpers: `def center(label):
    angle = 2 * math.pi * label / CLASSES
    return 0.6 * math.cos(angle), 0.6 * math.sin(angle)


`,
    label: 'min(range(CLASSES), key=lambda c: (u0 - center(c)[0]) ** 2 + (u1 - center(c)[1]) ** 2)',
    draw: `    x, y = center(label)
    return x + 0.16 * normal(), y + 0.16 * normal()`,
  },
  checkerboard: {
    label: '(square(u0) + square(u1)) % 2',
    helpers: `def square(u):
    return min(max(math.floor((u + 1) / 2 * 4), 0), 3)


`,
  },
};

export interface TargetText {
  /** Defines `target(…)` or the rows of a table, and `point_of(label, uniform, normal)` where points are drawn class by class. */
  readonly text: string;
  readonly drawsByClass: boolean;
}

export async function targetText({ experiment: e }: Script): Promise<TargetText> {
  const { inputs } = taskOf(e);
  const define = (...body: readonly string[]) =>
    `def target(${inputs.join(', ')}):\n${indented(body)}`;
  const { target } = e;
  if (isFormula(target)) {
    const parsed = parseFormulas(await loadFormulaParser(), e.formula, inputs);
    const values = parsed.ok ? parsed.value.map(({ tree }) => pythonOf(tree, inputs)) : [];
    const [value = '0', ...others] = values;
    const list = `[${values.join(', ')}]`;
    if (target === 'formula')
      return { text: define(`return ${others.length > 0 ? list : value}`), drawsByClass: false };
    const text =
      others.length > 0
        ? define(`values = ${list}`, 'return values.index(max(values))')
        : define(`return math.floor(${value}) % CLASSES`);
    return { text, drawsByClass: false };
  }
  if (isTable(target)) return { text: tableText(e), drawsByClass: false };
  if (!isShape(target)) return { text: define(`return ${functions[target]}`), drawsByClass: false };
  const { label, draw, helpers } = shapes[target];
  const [from, to] = e.domain ?? functionTargets[target].domain;
  const [middle, half] = [number((from + to) / 2), number((to - from) / 2)];
  const text = `${helpers ?? ''}def target(x0, x1):
    u0, u1 = (x0 - ${middle}) / ${half}, (x1 - ${middle}) / ${half}
    return ${label}`;
  const drawsByClass = draw !== undefined && (e.sampling === 'uniform' || e.sampling === 'grid');
  if (!drawsByClass) return { text, drawsByClass };
  return {
    drawsByClass,
    text: `${text}


def place(label, uniform, normal):
${draw}


def point_of(label, uniform, normal):
    u0, u1 = place(label, uniform, normal)
    return [${middle} + ${half} * u0, ${middle} + ${half} * u1]`,
  };
}

function isShape(id: FunctionId): id is ShapeId {
  return Object.hasOwn(shapes, id);
}
