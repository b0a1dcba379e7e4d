import type { Axis, Interval, Points } from '#src/data/dataset.ts';
import type { DataSource } from '#src/data/sources/data-source.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Column, Table } from '#src/experiment/table-bytes.ts';
import { columnsByUse } from '#src/experiment/targets.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';
import { err, ok } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

type Fields = Pick<
  Experiment,
  'inputCount' | 'rowWeights' | 'trainCount' | 'heldOutCount' | 'heldOutFrom'
>;

/** A batch of rows that count nothing would have no mean. */
export const leastWeight = 1e-6;

/**
 * Rows of the experiment's own table. The seed decides which are held out, unless those are the rows after the training
 * rows. Where an input is missing, the mean of the training rows stands for it.
 */
export function tableSource({ columns, rows }: Table, fields: Fields): DataSource {
  const { trainCount, heldOutCount, heldOutFrom } = fields;
  const { inputs, answers, weights } = columnsByUse(columns, fields);
  const inOrder = Uint32Array.from({ length: rows }, (_, row) => row);
  return {
    axes: inputs.map(axisOf),
    truth: null,
    field: 'table',
    draw(set, seed) {
      const order =
        heldOutFrom === 'last' ? inOrder : permutation(rows, uniformStream(seed, 'table rows'));
      const train = order.slice(0, trainCount);
      const chosen = set === 'train' ? train : order.slice(trainCount, trainCount + heldOutCount);
      const given = inputs.map((column) => filled(column, train));
      const points = pointsOf(given, answers, chosen);
      if (weights === null) return ok(points);
      const counts = rowsOf([weights], chosen);
      const nothing = chosen[counts.findIndex((weight) => !(weight >= leastWeight))];
      return nothing === undefined
        ? ok({ ...points, weights: counts })
        : err({ field: 'table', message: words.aRowCountsNothing(weights.name, nothing + 1) });
    },
    fresh: null,
  };
}

/** A column whose missing values are the mean of some rows, or 0 where those have none. */
function filled(column: Column, rows: Uint32Array): Column {
  if (!column.gaps) return column;
  const known = Array.from(rows, (row) => column.values[row] as number).filter(Number.isFinite);
  const mean = known.reduce((sum, value) => sum + value, 0) / (known.length || 1);
  return { ...column, values: column.values.map((value) => (Number.isNaN(value) ? mean : value)) };
}

function pointsOf(
  inputs: readonly Column[],
  answers: readonly Column[],
  chosen: Uint32Array,
): Points {
  return {
    rows: chosen.length,
    x: rowsOf(inputs, chosen),
    y: rowsOf(answers, chosen),
    tableRows: chosen,
  };
}

/** [rows × columns] */
function rowsOf(columns: readonly Column[], chosen: Uint32Array): Float64Array {
  const values = new Float64Array(chosen.length * columns.length);
  for (const [i, column] of columns.entries()) {
    let at = i;
    for (const row of chosen) {
      values[at] = column.values[row] as number;
      at += columns.length;
    }
  }
  return values;
}

/** From the least to the largest value; a column that never changes has some room around it. */
function axisOf({ name, values }: Column): Axis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range: Interval =
    low < high ? [low, high] : low === high ? [low - 0.5, high + 0.5] : [-0.5, 0.5];
  return { name, range };
}
