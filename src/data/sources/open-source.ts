import type { DataSource } from '#src/data/sources/data-source.ts';
import { formulaSource } from '#src/data/sources/formula.ts';
import { functionSource } from '#src/data/sources/function.ts';
import { tableSource } from '#src/data/sources/table.ts';
import { loadTable } from '#src/data/table/load-table.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { isFormula, isTable } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** The source of an experiment's points, or what is wrong with its formula or table. Unused outputs are no classes of it. */
export async function openSource(asked: Experiment): Promise<Result<DataSource, Problem>> {
  const experiment: Experiment = { ...asked, unusedOutputs: 0 };
  const { target } = experiment;
  if (isTable(target)) {
    const table = await loadTable(experiment.table);
    return table.ok
      ? ok(tableSource(table.value, experiment))
      : err({ field: 'table', message: table.error });
  }
  return isFormula(target)
    ? formulaSource({ ...experiment, target })
    : ok(functionSource({ ...experiment, target }));
}
