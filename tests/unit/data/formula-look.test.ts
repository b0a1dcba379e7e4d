import { expect, test } from 'vitest';
import { parseFormulas } from '#src/data/formula/formulas.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import type { FormulaExperiment } from '#src/data/sources/formula.ts';
import { lookAt } from '#src/data/sources/formula-look.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { formulaFinding } from '#words/formula.ts';

const parse = await loadFormulaParser();

function look(formula: string, changes: Partial<FormulaExperiment> = {}) {
  const experiment: FormulaExperiment = {
    ...defaultExperiment,
    target: 'formula',
    ...changes,
    formula,
  };
  const formulas = parseFormulas(parse, formula, taskOf(experiment).inputs);
  if (!formulas.ok) throw new Error(formulas.error.message);
  const found = lookAt(experiment, formulas.value);
  if (found === null) throw new Error('no points');
  return found;
}

const classes = { target: 'formula_classes', classes: 3 } as const;

test('a curve goes over the domain, several outputs side by side', () => {
  const { probe, values, findings } = look('x; 2x', { domain: [0, 2] });
  expect([probe.positions[0]?.[0], probe.positions[0]?.at(-1)]).toEqual([0, 2]);
  expect(values.slice(-2)).toEqual(Float64Array.of(2, 4));
  expect(findings).toEqual([]);
});

test('where a formula has no value is said, with the domain that has', () => {
  const { findings } = look('sqrt(x)');
  expect(findings).toMatchObject([{ id: 'undefined', defined: [0, 3] }]);
  expect(findings.map(formulaFinding).join()).toContain('within 0 … 3');
  expect(look('log(x0)', { inputCount: 2 }).findings).toMatchObject([{ defined: null }]);
  expect(look('sqrt(x)', { domain: [0, 3] }).findings).toEqual([]);
});

test('one class everywhere and folded values are said', () => {
  expect(look('x / 10', { ...classes, domain: [0, 1] }).findings).toEqual([
    { id: 'one_class', label: 0, input: 'x' },
  ]);
  expect(look('x; x + 1', { ...classes, domain: [0, 1] }).findings).toMatchObject([
    { id: 'one_class', label: 1 },
  ]);
  const [folded] = look('10x', { ...classes, domain: [0, 1] }).findings;
  expect(folded).toMatchObject({ id: 'folded', classes: 3 });
  expect(look('3x', { ...classes, domain: [0, 1] }).findings).toEqual([]);
});

test('bits are looked at where they are bits', () => {
  const { probe, values } = look('(x0 + x1) % 2', {
    ...classes,
    inputCount: 2,
    classes: 2,
    domain: [0, 1],
    sampling: 'integers',
  });
  expect(probe.positions).toEqual([Float64Array.of(0, 1), Float64Array.of(0, 1)]);
  expect(values).toEqual(Float64Array.of(0, 1, 1, 0));
});
