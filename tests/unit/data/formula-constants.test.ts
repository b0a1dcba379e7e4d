import { expect, test } from 'vitest';
import { parseFormulas } from '#src/data/formula/formulas.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { mostConstants, piecesOf, withConstant } from '#src/experiment/formula-text.ts';
import { formulasOf, taskOf } from '#src/experiment/targets.ts';

const parse = await loadFormulaParser();

function read(text: string, inputs: readonly string[] = ['x']) {
  const formulas = parseFormulas(parse, text, inputs);
  if (!formulas.ok) throw new Error(formulas.error.message);
  return formulas.value;
}

test.each([
  ['a*sin(b*x); a=2; b=3', 2 * Math.sin(3)],
  ['a = -1.5e1; b2 = .5; a x + b2', -14.5],
  ['w_1 x + w_1; w_1 = 4', 8],
  ['2a; a=−3', -6],
  ['y = a x^2; a = 7;', 7],
])('%s at 1 is %d', (text, expected) => {
  const [formula, ...others] = read(text);
  expect(others).toEqual([]);
  expect(formula?.evaluate(Float64Array.of(1), 0)).toBeCloseTo(expected, 12);
});

test('constants are no outputs, and an answer by its name is no constant', () => {
  expect(formulasOf('a*x; a=1; b*x; b=2').map((text) => text.trim())).toEqual(['a*x', 'b*x']);
  expect(formulasOf('y = 3')).toEqual(['y = 3']);
  const task = { ...defaultExperiment, target: 'formula', formula: 'a*x; a=1' } as const;
  expect(taskOf(task).answer).toMatchObject({ names: ['y'] });
});

test('a constant is typeset by its name', () => {
  expect(read('a*sin(rate*x) + k2; a=2; rate=3; k2=1')[0]?.tex).toBe(
    'a \\, \\sin\\left(\\mathrm{rate} \\, x\\right) + k_{2}',
  );
});

test.each([
  ['e*x; e=2', 'meaning of its own', 7],
  ['x; sin=2', 'meaning of its own', 7],
  ['x; x0=2', 'meaning of its own', 6],
  ['a*x; a=1; a=2', 'a value already', 12],
  ['a*x; a=1e999', 'too large', 7],
  ['a*x', 'not known', 0],
])('%s is refused: %s', (text, message, position) => {
  const formulas = parseFormulas(parse, text, ['x']);
  expect(formulas.ok ? null : formulas.error).toEqual({
    message: expect.stringContaining(message),
    position,
  });
});

test('there are only so many', () => {
  const constants = Array.from({ length: mostConstants + 1 }, (_, i) => `; c${i}=1`).join('');
  expect(parseFormulas(parse, `x${constants}`, ['x']).ok).toBe(false);
  expect(parseFormulas(parse, `x${constants.slice(0, -6)}`, ['x']).ok).toBe(true);
});

test('a slider writes its value where the old one stood', () => {
  const text = 'a*x ; a = −1.5 ; b=2';
  const [a, b] = piecesOf(text).constants;
  if (a === undefined || b === undefined) throw new Error('no constants');
  expect(withConstant(text, a, 0.25)).toBe('a*x ; a = 0.25 ; b=2');
  expect(withConstant(text, b, -1e-7)).toBe('a*x ; a = −1.5 ; b=-1e-7');
  expect(piecesOf(withConstant(text, b, -1e-7)).constants[1]?.value).toBe(-1e-7);
});
