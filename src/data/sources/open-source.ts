import type { DataSource } from '#src/data/sources/data-source.ts';
import { formulaSource } from '#src/data/sources/formula.ts';
import { functionSource } from '#src/data/sources/function.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { isFormula } from '#src/experiment/targets.ts';
import { ok, type Result } from '#src/lib/result.ts';

/** The source of an experiment's points, or what is wrong with its formula. */
export async function openSource(experiment: Experiment): Promise<Result<DataSource, Problem>> {
  const { target } = experiment;
  return isFormula(target)
    ? formulaSource({ ...experiment, target })
    : ok(functionSource({ ...experiment, target }));
}
