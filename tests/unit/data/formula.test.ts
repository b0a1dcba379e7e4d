import fc from 'fast-check';
import katex from 'katex';
import { evaluate as evaluateWithMathjs } from 'mathjs/number';
import { describe, expect, it, test } from 'vitest';
import { classValues } from '#src/data/formula/class-values.ts';
import { type FormulaError, functions, modulo } from '#src/data/formula/formula.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';

const parse = await loadFormulaParser();

function valueAt(source: string, x: number): number {
  const formula = parse(source, ['x']);
  if (!formula.ok) throw new Error(`${source}: ${formula.error.message}`);
  return formula.value.evaluate(Float64Array.of(x), 0);
}

function refusal(source: string): FormulaError {
  const formula = parse(source, ['x']);
  if (formula.ok) throw new Error(`${source} was accepted`);
  return formula.error;
}

test.each([
  ['3x', 2, 6],
  ['sin(3x) + x/2', 2, Math.sin(6) + 1],
  ['-x^2', 3, -9],
  ['2^-x', 1, 0.5],
  ['2^3^2', 0, 512],
  ['1/2x', 4, 2],
  ['2(x+1)(x-1)', 3, 16],
  ['2 pi x', 0.5, Math.PI],
  ['e^x', 1, Math.E],
  ['3e2 + x', 0, 300],
  ['3e', 0, 3 * Math.E],
  ['.5x', 4, 2],
  ['-4 % 3', 0, 2],
  ['4 % -3', 0, -2],
  ['5.5 % x', 2, 1.5],
  ['mod(-1, x)', 3, 2],
  ['x > 1 ? 10 : 20', 2, 10],
  ['x > 1 ? 10 : 20', 1, 20],
  ['0 < x < 2', 1, 1],
  ['0 < x < 2', 2, 0],
  ['x >= 1 and not (x == 2)', 2, 0],
  ['x != 1 or x <= 1', 1, 1],
  ['log(8, 2)', 0, 3],
  ['log(e)', 0, 1],
  ['min(x, 2, 3) + max(x, 2)', 1, 3],
  ['hypot(3, 4, x)', 12, 13],
  ['atan2(1, x)', -1, (3 * Math.PI) / 4],
  ['cbrt(x)', -27, -3],
  ['round(x) + floor(x) + ceil(x) + sign(x) + abs(x)', -1.25, -1 - 2 - 1 - 1 + 1.25],
  ['trunc(x) + relu(x) + relu(-x)', -1.25, -1 + 1.25],
])('%s at %d is %d', (source, x, expected) => {
  expect(valueAt(source, x)).toBeCloseTo(expected, 12);
});

describe('takes what people type and what the page prints', () => {
  test.each([
    ['x² + x³ − x·2×x', 'x^2 + x^3 - x*2*x'],
    ['x⁻¹ + e^-x²', 'x^(-1) + exp(-(x^2))'],
    ['2π + √x + √(x + 1)', '2 pi + sqrt(x) + sqrt(x + 1)'],
    ['|x| + ||x| - 1| + 2|x|', 'abs(x) + abs(abs(x) - 1) + 2abs(x)'],
    ['|x - (|x| > 1)|', 'abs(x - (abs(x) > 1))'],
    ['x**2 + x.^2 + 7 // x', 'x^2 + x^2 + floor(7/x)'],
    ['x > 1 && x < 2 || !x', 'x > 1 and x < 2 or not x'],
    ['(x > 1) & (x < 2) | (x == 0)', 'x > 1 and x < 2 or x == 0'],
    ['x ≥ 1 ∧ x ≠ 2', 'x >= 1 and x != 2'],
    ['x > 0 xor x xor x > 2 or x == 0', 'x <= 0 or x > 2'],
    ['(x > 0) ⊕ (x > 2)', 'x > 0 and x <= 2'],
    ['sin²(x) + cos² x', 'sin(x)^2 + cos(x)^2'],
    ['1 if x > 1 else 2 if x > 0 else 3', 'x > 1 ? 1 : x > 0 ? 2 : 3'],
    ['np.where(x > 0, np.pi, math.sin(x))', 'x > 0 ? pi : sin(x)'],
    ['ln(x) + arctan(x) + np.maximum(x, 1)', 'log(x) + atan(x) + max(x, 1)'],
    ['x · sin x + cos 2πx', 'x*sin(x) + cos(2pi*x)'],
    ['sin x² cos x', 'sin(x^2)*cos(x)'],
    ['Sin(X) + sin.(x)', 'sin(x) + sin(x)'],
    ['y = x', 'x'],
    ['f(x) = x', 'x'],
    ['lambda x: x', 'x'],
    ['x0 + x₀ + x[0]', '3x'],
  ])('%s', (source, plain) => {
    for (const x of [-1.25, 0, 0.5, 2.5]) expect(valueAt(source, x)).toBe(valueAt(plain, x));
  });

  test('inputs of a plane as x and y, and as columns', () => {
    const formula = parse('x*y + x_0 + X[:, 1]', ['x0', 'x1']);
    expect(formula.ok && formula.value.evaluate(Float64Array.of(2, 3), 0)).toBe(11);
    expect(parse('x*z', ['x0', 'x1']).ok).toBe(false);
  });
});

test('many terms are not deep', () => {
  expect(valueAt(`${'x+'.repeat(99)}x`, 2)).toBe(200);
});

test('several variables, read from a row of a table', () => {
  const variables = Array.from({ length: 12 }, (_, i) => `x${i}`);
  const formula = parse('100x1 + x11 - x0', variables);
  const rows = Float64Array.from({ length: 24 }, (_, i) => i);
  expect(formula.ok && formula.value.evaluate(rows, 0)).toBe(111);
  expect(formula.ok && formula.value.evaluate(rows, 12)).toBe(1311);
  expect(formula.ok && formula.value.tex).toContain('x_{11}');
});

describe('is typeset', () => {
  test.each([
    ['sin(3x0) + x1/2', String.raw`\sin\left(3 \, x_{0}\right) + \frac{x_{1}}{2}`],
    [
      'floor((x0 + x1) * 100) % 3',
      String.raw`\left\lfloor \left(x_{0} + x_{1}\right) \cdot 100 \right\rfloor \bmod 3`,
    ],
    ['(x0 - 1) - (x1 - 2)', String.raw`x_{0} - 1 - \left(x_{1} - 2\right)`],
    ['-x0^2', '- x_{0}^{2}'],
    ['(-x0)^2', String.raw`\left(- x_{0}\right)^{2}`],
    ['x0^2^x1', 'x_{0}^{2^{x_{1}}}'],
    ['(x0^2)^x1', String.raw`\left(x_{0}^{2}\right)^{x_{1}}`],
    ['(1/2)^x0', String.raw`\left(\frac{1}{2}\right)^{x_{0}}`],
    ['2e-9 x0', String.raw`2 \cdot 10^{-9} \, x_{0}`],
    ['x0 * -x1', String.raw`x_{0} \, \left(- x_{1}\right)`],
    ['-2x0', String.raw`- 2 \, x_{0}`],
    ['x0 * (x1 * 2)', String.raw`x_{0} \, \left(x_{1} \cdot 2\right)`],
    [
      'exp(-x0) + log(pi) + log(8, 2)',
      String.raw`e^{- x_{0}} + \ln\left(\pi\right) + \log_{2}\left(8\right)`,
    ],
    [
      'hypot(x0, x1) >= 1 and not x0',
      String.raw`\operatorname{hypot}\left(x_{0}, x_{1}\right) \ge 1 \wedge \neg x_{0}`,
    ],
    [
      'x0 > 0 ? 1 : abs(x1)',
      String.raw`\begin{cases} 1 & \text{if } x_{0} > 0 \\ \left|x_{1}\right| & \text{otherwise} \end{cases}`,
    ],
  ])('%s', (source, tex) => {
    const formula = parse(source, ['x0', 'x1']);
    expect(formula.ok && formula.value.tex).toBe(tex);
  });

  test('KaTeX takes every function and operator', () => {
    const calls = Object.entries(functions).map(
      ([name, { least }]) => `${name}(${Array.from({ length: least }, () => 'x').join(',')})`,
    );
    const operations = ['x == 1 or x != 1', '1 < x <= 2 > 3', '+x % 2', 'x >= 1 ? e : not pi'];
    for (const source of [...calls, ...operations]) {
      const formula = parse(source, ['x']);
      if (!formula.ok) throw new Error(`${source}: ${formula.error.message}`);
      const { tex } = formula.value;
      expect(() =>
        katex.renderToString(tex, { strict: 'error', throwOnError: true }),
      ).not.toThrow();
    }
  });
});

test('values outside a function’s domain are not finite', () => {
  expect(valueAt('1/x', 0)).toBe(Infinity);
  expect(valueAt('sqrt(x)', -1)).toBeNaN();
  expect(valueAt('1 % x', 0)).toBeNaN();
});

describe('refuses, at its character', () => {
  test.each([
    ['', 0],
    ['y + 1', 0],
    ['1 + foo(x)', 4],
    ['x + constructor', 4],
    ['x.constructor', 1],
    ['x["constructor"]', 1],
    ['__proto__', 0],
    ['1 + toString', 4],
    ['x = 3', 2],
    ['sin(x) = x', 7],
    ['"text"', 0],
    ["'text'", 0],
    ['[1, 2]', 0],
    ['{a: 1}', 0],
    ['x; 1', 1],
    ['x\n1', 1],
    ['x!', 1],
    ["x'", 1],
    ['0x1', 0],
    ['import("x")', 0],
    ['evaluate("x")', 0],
    ['2 * i', 4],
    ['Infinity', 0],
    ['x + true', 4],
    ['x to 3', 2],
    ['sin', 0],
    ['x + atan2(x)', 4],
    ['1 + x(x + 1)', 4],
    ['sin(', 4],
    ['(x', 2],
    ['x)', 1],
    ['x %', 2],
    ['x %% 2', 2],
    ['5%*2', 1],
    ['5% > x', 1],
    ['5% ? 1 : 2', 1],
    ['5% + 1', 1],
    ['|x', 2],
    ['x|', 2],
    ['x ? 1', 5],
    ['1 if x', 6],
    ['sin + 1', 0],
    ['max(1, 2', 8],
    ['1 2 ..', 4],
  ])('%j', (source, position) => {
    expect(refusal(source)).toMatchObject({ position, message: expect.stringMatching(/./) });
  });

  it('coordinates of another dimension', () => {
    expect(refusal('x + x1')).toEqual({
      position: 4,
      message: '“x1” is not known here: the input is x',
    });
  });

  it('what is too long, too deep or too large', () => {
    expect(refusal('1+'.repeat(501)).message).toContain('1000');
    expect(refusal('('.repeat(60) + 'x' + ')'.repeat(60)).message).toContain('bracket');
    expect(refusal(`${'-'.repeat(150)}x`).message).toContain('complicated');
    expect(refusal('1e999').message).toContain('large');
  });
});

const pieces = [
  'x',
  '2',
  '0.5',
  '1e3',
  'pi',
  'e',
  '(',
  ')',
  ',',
  '?',
  ':',
  ' ',
  '+',
  '-',
  '*',
  '/',
  '^',
  '%',
  '<',
  '>=',
  '==',
  'and',
  'or',
  'xor',
  'not ',
  '=',
  '[',
  ']',
  '{',
  '}',
  ';',
  '.',
  '"',
  '!',
  "'",
  '\n',
  'constructor',
  '__proto__',
  'import',
  'function',
  '=>',
  '`',
  '$',
  '\\',
  '_',
  '²',
  '|',
  '√',
  ' if ',
  ' else ',
  '&&',
  'np.',
  '0x1',
  'sin(x)',
  ...Object.keys(functions),
];

test('any text is parsed to a number-valued formula or refused within the text: it never throws', () => {
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 1200 }), soup), fc.double(), (source, x) => {
      const formula = parse(source, ['x']);
      if (formula.ok) expect(typeof formula.value.evaluate(Float64Array.of(x), 0)).toBe('number');
      else {
        expect(formula.error.position).toBeGreaterThanOrEqual(0);
        expect(formula.error.position).toBeLessThanOrEqual(source.length);
      }
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test('what is accepted means what mathjs takes it to mean', () => {
  const arithmetic = [
    'x',
    '2',
    '0.5',
    '3',
    '+',
    '-',
    '*',
    '/',
    '^',
    '(',
    ')',
    'sin(',
    'max(',
    ',',
    ' ',
  ];
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...arithmetic), { maxLength: 9 }), (list) => {
      const source = list.join('');
      const formula = parse(source, ['x']);
      if (!formula.ok || /\/\/|\*\*|x\d/.test(source)) return;
      accepted++;
      expect(formula.value.evaluate(Float64Array.of(1.7), 0), source).toEqual(
        evaluateWithMathjs(source, { x: 1.7 }),
      );
    }),
    { numRuns: 5000, seed: 2 },
  );
  expect(accepted).toBeGreaterThan(200);
});

test('modulo is Python’s', () => {
  expect([modulo(7, 3), modulo(-7, 3), modulo(7, -3), modulo(-7, -3)]).toEqual([1, 2, -2, -1]);
  expect(modulo(-6, 3)).toBe(0);
  expect(modulo(1, 0)).toBeNaN();
});

test('classes that a formula makes: which come about, and how many values are folded', () => {
  const x = Float64Array.from({ length: 100 }, (_, i) => i / 100);
  const of = (source: string, classes: number) => {
    const formula = parse(source, ['x']);
    if (!formula.ok) throw new Error(formula.error.message);
    return classValues(formula.value.evaluate, x, 1, classes);
  };
  expect(of('x', 3)).toEqual({ classes: [0], folded: 0 });
  expect(of('3x', 3)).toEqual({ classes: [0, 1, 2], folded: 0 });
  expect(of('4x', 2)).toEqual({ classes: [0, 1], folded: 0.5 });
  expect(of('-x', 2).folded).toBe(0.99);
});
