import type { PreparedData } from '#src/data/prepare.ts';
import type { Dealt, RunEvidence } from '#src/doctor/contract.ts';
import { isBroadcast } from '#src/doctor/floors/score.ts';
import type { Lab, Measured } from '#src/doctor/lab.ts';
import { scoreOf } from '#src/doctor/skill.ts';
import { runCost } from '#src/experiment/cost.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { packTable } from '#src/experiment/table.ts';
import { type Column, tableLimits } from '#src/experiment/table-bytes.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';
import { median } from '#src/lib/statistics.ts';

/** Of training points above held-out ones: skill that may be memory alone. */
const noticeable = 0.2;
/** Runs that do not fit and are repeated, and the share of the budget after which they are not. */
const repeated = 3;
const share = 0.55;
/** Held-out rows that they are asked for. */
const asked = 500;

/**
 * Where runs that do not fit know their training points much better than others: the same runs, on the same points with the
 * answers shuffled.
 *
 * @param own the runs, and what they showed, by seed
 * @returns null: they do not, or it cannot be tried
 */
export async function dealtRuns(
  experiment: Experiment,
  own: readonly Measured[],
  shown: readonly RunEvidence[],
  lab: Lab,
): Promise<Dealt | null> {
  const learnt = shown
    .filter((run) => !run.fits && run.trainSkill - Math.max(run.skill, 0) > noticeable)
    .slice(0, repeated);
  const tasks = learnt.flatMap(({ seed }) => {
    const data = own.find((run) => run.seed === seed)?.data;
    const dealt = data && withDealtAnswers({ ...experiment, seed }, data);
    return dealt ? [dealt] : [];
  });
  if (tasks.length < repeated || !lab.affords(repeated * runCost(experiment), share)) return null;
  lab.enter('shuffled');
  const found = await Promise.all(tasks.map((task) => lab.measure(task, [task.seed])));
  const runs = found.flatMap((measured, i) =>
    measured.map(({ skill, data, trained }) => ({
      skill,
      trainSkill: scoreOf(tasks[i] as Experiment, data, data.train, trained.parameters).skill,
    })),
  );
  return {
    seeds: runs.length,
    trainSkill: median(learnt.map(({ trainSkill }) => trainSkill)),
    dealtTrainSkill: median(runs.map(({ trainSkill }) => trainSkill)),
    least: Math.min(...learnt.map(({ skill }) => skill)),
    highest: Math.max(...runs.map(({ skill }) => skill)),
  };
}

/** The experiment on its own points as a table, the training answers shuffled; null where it cannot be one. */
export function withDealtAnswers(experiment: Experiment, data: PreparedData): Experiment | null {
  const { train, heldOut, classes } = data;
  const rows = train.points.rows;
  const heldOutCount = Math.min(asked, heldOut.points.rows);
  const isFresh = experiment.phases.some(({ order }) => order === 'fresh');
  if (isFresh || isBroadcast(experiment) || train.points.weights !== undefined) return null;
  const { inputs, answer } = taskOf(experiment);
  const dealt = permutation(rows, uniformStream(experiment.seed, 'shuffled answers'));
  const columnOf = (of: 'x' | 'y', column: number) => {
    const width = train.points[of].length / rows;
    const at = (values: Float64Array, row: number) => values[row * width + column] as number;
    return Float64Array.from({ length: rows + heldOutCount }, (_, row) =>
      row >= rows
        ? at(heldOut.points[of], row - rows)
        : at(train.points[of], of === 'x' ? row : (dealt[row] as number)),
    );
  };
  const numbers = (of: 'x' | 'y', names: readonly string[]) =>
    names.map(
      (name, i): Column => ({
        name: name.slice(0, tableLimits.name),
        labels: null,
        values: rounded(columnOf(of, i)),
      }),
    );
  const labels = Array.from({ length: classes ?? 0 }, (_, k) => String(k));
  const answers: readonly Column[] =
    answer.kind === 'numbers'
      ? numbers('y', answer.names)
      : [{ name: 'class', labels, values: columnOf('y', 0) }];
  const columns = [...numbers('x', inputs), ...answers];
  const table = packTable({ columns, rows: rows + heldOutCount });
  if (!table.ok) return null;
  const parsed = parseExperiment({
    ...experiment,
    target: answer.kind === 'numbers' ? 'table' : 'table_classes',
    table: table.value,
    inputCount: inputs.length,
    unusedOutputs: 0,
    trainCount: rows,
    heldOutCount,
    heldOutFrom: 'last',
    domain: null,
    inputDomains: [],
    noise: 0,
    labelNoise: 0,
  });
  return parsed.ok ? parsed.value : null;
}

/** So many digits of the largest number: a network learns as much from them, and more rows can be told. */
const digits = 5;

function rounded(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return values;
  const factor = 10 ** (digits - 1 - Math.floor(Math.log10(largest)));
  return values.map((value) => Math.round(value * factor) / factor + 0);
}
