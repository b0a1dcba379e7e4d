import { leastWeight } from '#src/data/sources/table.ts';
import { mostLevels, type Role } from '#src/data/table/column-kinds.ts';
import { isMissing, numberIn, type TextTable } from '#src/data/table/read-text.ts';
import { inputLimit } from '#src/experiment/field-lists.ts';
import { outputLimit } from '#src/experiment/rules.ts';
import { hashText, inlineText, referenceText } from '#src/experiment/table.ts';
import { type Column, type Table, tableBytes, tableLimits } from '#src/experiment/table-bytes.ts';
import type { Split } from '#src/experiment/with-table.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** How columns of texts become those of a table. */
export interface Choices {
  readonly roles: readonly Role[];
  /** Rows without a value for an input: left out, or the mean of the training rows stands for it, told by an input or not. */
  readonly missing: 'drop' | 'mean' | 'indicator';
  /** Which rows are held out: a share of them at random or the last ones, none, or those of one value of a column. */
  readonly heldOut:
    | { readonly by: 'drawn' | 'last'; readonly share: number }
    | { readonly by: 'none' }
    | { readonly by: 'column'; readonly column: number; readonly value: string }
    | null;
}

/** A table, and what was done to make it one. */
export interface MadeTable {
  readonly table: Table;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly inputCount: number;
  /** The last column is what each row counts. */
  readonly rowWeights: boolean;
  readonly split: Split | null;
  readonly notes: readonly string[];
}

/** Where nothing was chosen: rows that lack a value are left out, a quarter is held out. */
export function choicesOf(roles: readonly Role[]): Choices {
  return { roles, missing: 'drop', heldOut: null };
}

/** A row of a text with its number there. */
interface NumberedRow {
  readonly cells: readonly string[];
  readonly number: number;
}

/** Takes the columns by their roles. Refusals name row and column. */
export function makeTable(source: TextTable, choices: Choices): Result<MadeTable> {
  const { roles, missing } = choices;
  const needed = roles.flatMap((role, i) =>
    role === 'answer' ||
    role === 'class' ||
    role === 'weight' ||
    (role !== 'out' && missing === 'drop')
      ? [i]
      : [],
  );
  const numbered = source.rows.map((cells, i) => ({
    cells,
    number: i + (source.hasNames ? 2 : 1),
  }));
  const complete = numbered.filter(({ cells }) => needed.every((i) => !isMissing(cells[i] ?? '')));
  const notes: string[] = [];
  const dropped = numbered.length - complete.length;
  if (dropped > 0) notes.push(words.rowsLeftOutForAMissing(dropped));
  if (complete.length < 2) return err(words.fewerThanTwoRowsHave);
  const { rows, split } = splitRows(complete, choices);
  const tooFew = (count: number) => count < 2;
  if (split && split.heldOut > 0 && [split.heldOut, rows.length - split.heldOut].some(tooFew))
    return err(words.ofRowsAreHeldOutTwo(split.heldOut, rows.length));

  const read = columnReader(source, rows);
  const inputs: Column[] = [];
  const answers: Column[] = [];
  const weights: Column[] = [];
  for (const [i, role] of roles.entries()) {
    if (role === 'out') continue;
    const columns =
      role === 'category'
        ? ok(read.levels(i))
        : role === 'class'
          ? read.classes(i)
          : read.numbers(i, role === 'input' && missing === 'indicator');
    if (!columns.ok) return columns;
    const use =
      role === 'weight' ? weights : role === 'answer' || role === 'class' ? answers : inputs;
    use.push(...columns.value);
  }
  const problem = countProblem(inputs, answers);
  if (problem !== null) return err(problem);
  if (weights.length > 1) return err(words.onlyOneColumnOfWeights);
  const [weight] = weights;
  const nothing = weight?.values.findIndex((value) => !(value >= leastWeight)) ?? -1;
  if (weight !== undefined && nothing >= 0)
    return err(words.aRowCountsNothing(weight.name, rows[nothing]?.number ?? 0));
  const table: Table = { columns: [...inputs, ...answers, ...weights], rows: rows.length };
  const made = { inputCount: inputs.length, rowWeights: weight !== undefined, split, notes };
  const bytes = tableBytes(table);
  if (bytes.ok) return ok({ ...made, table, bytes: bytes.value });
  const rounded = { ...table, columns: table.columns.map(roundedColumn) };
  const roundedBytes = tableBytes(rounded);
  if (!roundedBytes.ok) return roundedBytes;
  notes.push(words.numbersWereRoundedTo(digits));
  return ok({ ...made, table: rounded, bytes: roundedBytes.value });
}

/** A table's text for an experiment, and its hash where the text only names it by that. */
export async function textOf({ table, bytes }: Pick<MadeTable, 'table' | 'bytes'>): Promise<{
  readonly text: string;
  readonly hash: string | null;
}> {
  const text = inlineText(bytes);
  if (text !== null) return { text, hash: null };
  const hash = hashText(await crypto.subtle.digest('SHA-256', bytes));
  return { text: referenceText(table, hash), hash };
}

/** Rows that a column holds out come last. */
function splitRows(
  rows: readonly NumberedRow[],
  { heldOut }: Choices,
): { readonly rows: readonly NumberedRow[]; readonly split: Split | null } {
  if (heldOut === null) return { rows, split: null };
  if (heldOut.by === 'none') return { rows, split: { by: 'none', heldOut: 0 } };
  if (heldOut.by !== 'column')
    return { rows, split: { by: heldOut.by, heldOut: Math.round(heldOut.share * rows.length) } };
  const isOut = ({ cells }: NumberedRow) => cells[heldOut.column] === heldOut.value;
  const out = rows.filter(isOut);
  return {
    rows: [...rows.filter((row) => !isOut(row)), ...out],
    split: { by: 'last', heldOut: out.length },
  };
}

function countProblem(inputs: readonly Column[], answers: readonly Column[]): string | null {
  if (inputs.length === 0) return words.chooseAtLeastOneInput;
  if (inputs.length > inputLimit) return words.inputsAtMostTextsCounted(inputs.length, inputLimit);
  if (answers.length === 0) return words.chooseWhatIsToBeAnswered;
  if (answers.length > outputLimit) return words.atMostAnswers(outputLimit);
  if (answers.length > 1 && answers.some(({ labels }) => labels !== null))
    return words.classesAreTheOnlyAnswer;
  return null;
}

function columnReader(
  { names, decimalComma }: TextTable,
  rows: readonly NumberedRow[],
): {
  numbers(column: number, tellsMissing: boolean): Result<readonly Column[]>;
  levels(column: number): readonly Column[];
  classes(column: number): Result<readonly Column[]>;
} {
  const nameOf = (column: number) => (names[column] ?? '').slice(0, tableLimits.name);
  const cellsOf = (column: number) => rows.map(({ cells }) => cells[column] ?? '');
  const indicator = (title: string, cells: readonly string[], is: (cell: string) => boolean) => ({
    name: title.slice(0, tableLimits.name),
    labels: null,
    values: Float64Array.from(cells, (cell) => Number(is(cell))),
  });
  return {
    numbers(column, tellsMissing) {
      const name = nameOf(column);
      const values = new Float64Array(rows.length);
      let gaps = 0;
      for (const [i, { cells, number }] of rows.entries()) {
        const cell = cells[column] ?? '';
        const value = isMissing(cell) ? Number.NaN : numberIn(cell, decimalComma);
        if (value === null || Math.abs(value) === Number.POSITIVE_INFINITY)
          return err(words.columnRowIsNotANumber(name, number, cell.slice(0, 40)));
        if (Number.isNaN(value)) gaps++;
        values[i] = value;
      }
      if (gaps === rows.length) return err(words.columnHasNoValues(name));
      const own: Column = { name, labels: null, values, ...(gaps > 0 && { gaps: true }) };
      if (gaps === 0 || !tellsMissing) return ok([own]);
      return ok([own, indicator(words.missing(name), cellsOf(column), isMissing)]);
    },
    levels(column) {
      const name = nameOf(column);
      const cells = cellsOf(column).map((cell) => (isMissing(cell) ? 'missing' : cell));
      const counts = new Map<string, number>();
      for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
      const common = new Set(
        [...counts]
          .toSorted(([, a], [, b]) => b - a)
          .slice(0, mostLevels)
          .map(([level]) => level),
      );
      const columns = [...counts.keys()]
        .filter((level) => common.has(level))
        .map((level) => indicator(`${name}: ${level}`, cells, (cell) => cell === level));
      const others = indicator(words.other(name), cells, (cell) => !common.has(cell));
      return counts.size > common.size ? [...columns, others] : columns;
    },
    /** Numbers in their order, texts as they first appear. */
    classes(column) {
      const name = nameOf(column);
      const cells = cellsOf(column);
      const found = [...new Set(cells)];
      const numberOf = (cell: string) => numberIn(cell, decimalComma);
      const labels = found.every((cell) => numberOf(cell) !== null)
        ? found.toSorted((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0))
        : found;
      if (labels.length < 2 || labels.length > tableLimits.labels)
        return err(words.columnHasDifferentValues(name, labels.length, tableLimits.labels));
      const index = new Map(labels.map((label, i) => [label, i]));
      const values = Float64Array.from(cells, (cell) => index.get(cell) ?? 0);
      return ok([
        { name, labels: labels.map((label) => label.slice(0, tableLimits.name)), values },
      ]);
    },
  };
}

/** As many as float32, in which networks compute, can tell apart. */
const digits = 7;
/** Smaller numbers than these cannot be kept as decimals. */
const leastSize = 1e-8;

/** To so many digits of its largest number. */
function roundedColumn(column: Column): Column {
  const largest = column.values.reduce(
    (most, value) => (Math.abs(value) > most ? Math.abs(value) : most),
    0,
  );
  if (largest < leastSize) return column;
  const decimals = digits - 1 - Math.floor(Math.log10(largest));
  const factor = 10 ** Math.min(Math.max(decimals, 0), tableLimits.decimals);
  return {
    ...column,
    values: column.values.map((value) => Math.round(value * factor) / factor + 0),
  };
}
