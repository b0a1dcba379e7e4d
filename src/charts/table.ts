/** A chart's data as rows and columns: for its table view and its CSV. Rows are read on demand. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  /** Rows of the whole of which these are some at even distances; absent: these are all. */
  readonly of?: number;
}

export interface TableColumn {
  /** With its unit where it has one: "time (s)". */
  readonly name: string;
  /** @param row from 0. NaN: not measured, an empty cell. */
  value(row: number): number | string;
}

/** A column of numbers that are there already. */
export function arrayColumn(name: string, values: ArrayLike<number>): TableColumn {
  return { name, value: (row) => values[row] ?? Number.NaN };
}

/** Evenly spaced rows, first and last among them, at most `limit`. @returns ascending row indices */
export function thinnedRows(rows: number, limit: number): readonly number[] {
  if (rows <= limit) return Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: limit }, (_, i) => Math.round((i * (rows - 1)) / (limit - 1)));
}

const rowsPerTurn = 5000;

/**
 * A table as CSV (RFC 4180, numbers in full). Long tables are written in turns, so that the page stays awake.
 *
 * @param turn resolves when the page had a chance to do something else
 */
export async function tableToCsv(table: Table, turn: () => Promise<void>): Promise<string> {
  const lines = [table.columns.map((column) => csvCell(column.name)).join(',')];
  for (let row = 0; row < table.rows; row++) {
    if (row > 0 && row % rowsPerTurn === 0) await turn();
    lines.push(table.columns.map((column) => csvCell(column.value(row))).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function csvCell(value: number | string): string {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
