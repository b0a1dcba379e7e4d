import type { Points } from '#src/data/dataset.ts';
import type { DataSource } from '#src/data/sources/data-source.ts';
import { formulaSource } from '#src/data/sources/formula.ts';
import { functionSource } from '#src/data/sources/function.ts';
import { tableSource } from '#src/data/sources/table.ts';
import { loadTable } from '#src/data/table/load-table.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { isFormula, isTable, taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/**
 * The source of an experiment's points, or what is wrong with its formula or table. Outputs too many are no classes of it;
 * of numbers each has the same label.
 */
export async function openSource(asked: Experiment): Promise<Result<DataSource, Problem>> {
  const own = await openOwn({ ...asked, unusedOutputs: 0 });
  const { answer } = taskOf(asked);
  return own.ok && answer.kind === 'numbers' && asked.unusedOutputs > 0
    ? ok(repeated(own.value, answer.names.length))
    : own;
}

/** A source of one number, answered `times` times. */
function repeated(source: DataSource, times: number): DataSource {
  const { truth, fresh } = source;
  const copied = ({ y, ...points }: Points): Points => ({
    ...points,
    y: Float64Array.from({ length: y.length * times }, (_, i) => y[Math.floor(i / times)] ?? 0),
  });
  return {
    ...source,
    truth: truth && Array.from({ length: times }, () => truth).flat(),
    draw: (set, seed) => {
      const points = source.draw(set, seed);
      return points.ok ? ok(copied(points.value)) : points;
    },
    fresh: fresh && ((epoch, seed) => copied(fresh(epoch, seed))),
  };
}

async function openOwn(experiment: Experiment): Promise<Result<DataSource, Problem>> {
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
