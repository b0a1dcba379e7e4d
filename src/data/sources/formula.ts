import type { Interval } from '#src/data/dataset.ts';
import { modulo, type PointFunction } from '#src/data/formula/formula.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import type { DataSource } from '#src/data/sources/data-source.ts';
import { sampledSource } from '#src/data/sources/sampled.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { classCount, type TargetFrom, taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** On every axis, where the experiment's `domain` is null. */
const domains = {
  formula: (inputs) => (inputs === 1 ? [-3, 3] : [-1, 1]),
  formula_classes: (inputs) => (inputs === 1 ? [-3, 3] : [0, 1]),
} as const satisfies Record<TargetFrom<'formula'>, (inputs: number) => Interval>;

/** Points of the experiment's own formula; what is wrong with it is a problem of the field `formula`. */
export async function formulaSource(
  experiment: Experiment & { readonly target: TargetFrom<'formula'> },
): Promise<Result<DataSource, Problem>> {
  const parse = await loadFormulaParser();
  const { inputs } = taskOf(experiment);
  const formula = parse(experiment.formula, inputs);
  if (!formula.ok) {
    const { message, position } = formula.error;
    return err({ field: 'formula', message: `character ${position + 1}: ${message}` });
  }
  const domain = experiment.domain ?? domains[experiment.target](inputs.length);
  const truth = [labelled(formula.value.evaluate, classCount(experiment))];
  return ok(sampledSource(experiment, { domain, truth, draw: null, field: 'formula' }));
}

/** The class of a value: rounded down, modulo the number of classes. */
function labelled(value: PointFunction, classes: number | null): PointFunction {
  return classes === null ? value : (x, at) => modulo(Math.floor(value(x, at)), classes);
}
