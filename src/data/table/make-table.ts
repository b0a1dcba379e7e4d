import { isMissing, numberIn, type TextTable } from '#src/data/table/read-text.ts';
import { inputLimit } from '#src/experiment/field-lists.ts';
import { outputLimit } from '#src/experiment/rules.ts';
import { type Column, packTable, type Table, tableLimits } from '#src/experiment/table.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** What a column is taken for. */
export type Role = 'input' | 'answer' | 'class' | 'out';

/** What is known of a column before it is used. */
export interface ColumnKind {
  readonly name: string;
  readonly kind: 'number' | 'text';
  readonly missing: number;
  /** Values that differ from one another. */
  readonly distinct: number;
}

export function columnKinds({ names, rows }: TextTable): readonly ColumnKind[] {
  return names.map((name, i) => {
    const cells = rows.map((row) => row[i] ?? '').filter((cell) => !isMissing(cell));
    return {
      name,
      kind: cells.every((cell) => numberIn(cell) !== null) ? 'number' : 'text',
      missing: rows.length - cells.length,
      distinct: new Set(cells).size,
    };
  });
}

/** The last column is the answer, texts of many values are left out. */
export function guessedRoles(kinds: readonly ColumnKind[]): readonly Role[] {
  return kinds.map(({ kind, distinct }, i) => {
    if (i === kinds.length - 1) return kind === 'text' ? 'class' : 'answer';
    return kind === 'text' && distinct > mostLevels ? 'out' : 'input';
  });
}

/** A table as experiments hold it, and what was done to make it one. */
export interface MadeTable {
  readonly text: string;
  readonly inputCount: number;
  readonly rows: number;
  readonly notes: readonly string[];
}

/** Texts of an input become so many columns of 0 and 1; rarer ones are one column together. */
const mostLevels = 20;

/** Takes the columns by their roles; rows in which one of them has no value are left out. Refusals name the column. */
export function makeTable(table: TextTable, roles: readonly Role[]): Result<MadeTable> {
  const used = roles.flatMap((role, i) => (role === 'out' ? [] : [i]));
  const rows = table.rows.filter((row) => used.every((i) => !isMissing(row[i] ?? '')));
  const notes: string[] = [];
  const dropped = table.rows.length - rows.length;
  if (dropped > 0) notes.push(`rows left out for a missing value: ${dropped}`);
  if (rows.length < 2) return err('fewer than two rows have all values');
  const inputs: Column[] = [];
  const answers: Column[] = [];
  for (const i of used) {
    const name = (table.names[i] ?? '').slice(0, tableLimits.name);
    const cells = rows.map((row) => row[i] ?? '');
    if (roles[i] === 'input') inputs.push(...inputColumns(name, cells));
    else {
      const column = roles[i] === 'class' ? classColumn(name, cells) : numberColumn(name, cells);
      if (!column.ok) return column;
      answers.push(column.value);
    }
  }
  const problem = countProblem(inputs, answers);
  if (problem !== null) return err(problem);
  const made: Table = { columns: [...inputs, ...answers], rows: rows.length };
  const packed = packTable(made);
  if (packed.ok)
    return ok({ text: packed.value, inputCount: inputs.length, rows: rows.length, notes });
  const rounded = packTable({ ...made, columns: made.columns.map(roundedColumn) });
  if (!rounded.ok) return rounded;
  notes.push(`numbers were rounded to ${digits} digits`);
  return ok({ text: rounded.value, inputCount: inputs.length, rows: rows.length, notes });
}

function countProblem(inputs: readonly Column[], answers: readonly Column[]): string | null {
  if (inputs.length === 0) return 'choose at least one input';
  if (inputs.length > inputLimit)
    return `${inputs.length} inputs: at most ${inputLimit}, texts counted by their values`;
  if (answers.length === 0) return 'choose what is to be answered';
  if (answers.length > outputLimit) return `at most ${outputLimit} answers`;
  if (answers.length > 1 && answers.some(({ labels }) => labels !== null))
    return 'classes are the only answer';
  return null;
}

function inputColumns(name: string, cells: readonly string[]): readonly Column[] {
  const numbers = numberColumn(name, cells);
  if (numbers.ok) return [numbers.value];
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const common = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, mostLevels);
  const levels = [...counts.keys()].filter((level) => common.some(([other]) => other === level));
  const columns = levels.map((level) => indicator(`${name}: ${level}`, (cell) => cell === level));
  const rest = indicator(`${name}: other`, (cell) => !levels.includes(cell));
  return counts.size > levels.length ? [...columns, rest] : columns;

  function indicator(title: string, is: (cell: string) => boolean): Column {
    const values = Float64Array.from(cells, (cell) => Number(is(cell)));
    return { name: title.slice(0, tableLimits.name), labels: null, values };
  }
}

function numberColumn(name: string, cells: readonly string[]): Result<Column> {
  const values = new Float64Array(cells.length);
  for (const [row, cell] of cells.entries()) {
    const value = numberIn(cell);
    if (value === null || !Number.isFinite(value))
      return err(`column ${name}: “${cell.slice(0, 40)}” is not a number`);
    values[row] = value;
  }
  return ok({ name, labels: null, values });
}

/** Numbers in their order, texts as they first appear. */
function classColumn(name: string, cells: readonly string[]): Result<Column> {
  const found = [...new Set(cells)];
  const areNumbers = found.every((cell) => numberIn(cell) !== null);
  const labels = areNumbers
    ? found.toSorted((a, b) => (numberIn(a) ?? 0) - (numberIn(b) ?? 0))
    : found;
  if (labels.length < 2 || labels.length > tableLimits.labels)
    return err(
      `column ${name} has ${labels.length} different values: classes are 2 to ${tableLimits.labels}`,
    );
  const values = Float64Array.from(cells, (cell) => labels.indexOf(cell));
  return ok({ name, labels: labels.map((label) => label.slice(0, tableLimits.name)), values });
}

/** As many as float32, in which networks compute, can tell apart. */
const digits = 7;
/** Smaller numbers than these cannot be kept as decimals. */
const leastSize = 1e-8;

/** To so many digits of its largest number. */
function roundedColumn(column: Column): Column {
  const largest = column.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest < leastSize) return column;
  const decimals = digits - 1 - Math.floor(Math.log10(largest));
  const factor = 10 ** Math.min(Math.max(decimals, 0), tableLimits.decimals);
  return {
    ...column,
    values: column.values.map((value) => Math.round(value * factor) / factor + 0),
  };
}
