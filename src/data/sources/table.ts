import type { Axis, Interval, Points } from '#src/data/dataset.ts';
import type { DataSource } from '#src/data/sources/data-source.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { type Column, readTable } from '#src/experiment/table.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** Rows of the experiment's own table: the seed decides which are held out. */
export function tableSource({
  table: text,
  inputCount,
  trainCount,
  heldOutCount,
}: Pick<Experiment, 'table' | 'inputCount' | 'trainCount' | 'heldOutCount'>): Result<
  DataSource,
  Problem
> {
  const table = readTable(text);
  if (!table.ok) return err({ field: 'table', message: table.error });
  const { columns, rows } = table.value;
  const inputs = columns.slice(0, inputCount);
  const answers = columns.slice(inputCount);
  return ok({
    axes: inputs.map(axisOf),
    truth: null,
    field: 'table',
    draw(set, seed) {
      const order = permutation(rows, uniformStream(seed, 'table rows'));
      const chosen =
        set === 'train'
          ? order.slice(0, trainCount)
          : order.slice(trainCount, trainCount + heldOutCount);
      return ok(pointsOf(inputs, answers, chosen));
    },
    fresh: null,
  });
}

function pointsOf(
  inputs: readonly Column[],
  answers: readonly Column[],
  chosen: ArrayLike<number>,
): Points {
  const table = (columns: readonly Column[]): Float64Array =>
    Float64Array.from({ length: chosen.length * columns.length }, (_, i) => {
      const row = chosen[Math.floor(i / columns.length)] as number;
      return columns[i % columns.length]?.values[row] as number;
    });
  return { rows: chosen.length, x: table(inputs), y: table(answers) };
}

/** From the least to the largest value; a column that never changes has some room around it. */
function axisOf({ name, values }: Column): Axis {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const range: Interval = low < high ? [low, high] : [low - 0.5, high + 0.5];
  return { name, range };
}
