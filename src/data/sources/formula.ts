import type { Interval } from '#src/data/dataset.ts';
import { type Formula, modulo, type PointFunction } from '#src/data/formula/formula.ts';
import { parseFormulas } from '#src/data/formula/formulas.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import type { DataSource } from '#src/data/sources/data-source.ts';
import { sampledSource } from '#src/data/sources/sampled.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { classCount, type TargetFrom, taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** On every axis, where the experiment's `domain` is null. */
const domains = {
  formula: (inputs) => (inputs === 1 ? [-3, 3] : [-1, 1]),
  formula_classes: (inputs) => (inputs === 1 ? [-3, 3] : [0, 1]),
} as const satisfies Record<TargetFrom<'formula'>, (inputs: number) => Interval>;

export type FormulaExperiment = Experiment & { readonly target: TargetFrom<'formula'> };

/** Points of the experiment's own formula; what is wrong with it is a problem of the field `formula`. */
export async function formulaSource(
  experiment: FormulaExperiment,
): Promise<Result<DataSource, Problem>> {
  const parse = await loadFormulaParser();
  const formulas = parseFormulas(parse, experiment.formula, taskOf(experiment).inputs);
  if (formulas.ok) return ok(sourceOfFormulas(experiment, formulas.value));
  const { message, position } = formulas.error;
  return err({ field: 'formula', message: words.character(position + 1, message) });
}

/** Likewise, of formulas that have been read. */
export function sourceOfFormulas(
  experiment: FormulaExperiment,
  formulas: readonly Formula[],
): DataSource {
  const { inputs } = taskOf(experiment);
  const values = formulas.map(({ evaluate }) => evaluate);
  const shared = experiment.domain ?? domains[experiment.target](inputs.length);
  const own = inputs.length > 1 ? experiment.inputDomains : [];
  const classes = classCount(experiment);
  const truth = classes === null ? values : [labelled(values, classes)];
  const axes = inputs.map((_, i) => own[i] ?? shared);
  return sampledSource(experiment, { domains: axes, truth, draw: null, field: 'formula' });
}

/** The class of one value: rounded down, modulo the number of classes; of several: the largest. */
function labelled(values: readonly PointFunction[], classes: number): PointFunction {
  const [value, ...others] = values;
  if (value !== undefined && others.length === 0)
    return (x, at) => modulo(Math.floor(value(x, at)), classes);
  return (x, at) => largest(values.map((of) => of(x, at)));
}

/** The place of the largest value, the first of equals; NaN where one is none. */
function largest(values: readonly number[]): number {
  const most = Math.max(...values);
  return Number.isNaN(most) ? Number.NaN : values.indexOf(most);
}
