import { isMissing, numberIn, type TextTable } from '#src/data/table/read-text.ts';
import type { TableHead } from '#src/experiment/table.ts';
import type { Column, Table } from '#src/experiment/table-bytes.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** The table that a head describes, out of a text that has its columns by their names. Refusals name row and column. */
export function matchedTable(
  { names, rows, hasNames, decimalComma }: TextTable,
  { columns, rows: count }: TableHead,
): Result<Table> {
  if (rows.length !== count) return err(words.itHasRowsAndAreWanted(rows.length, count));
  const found: Column[] = [];
  for (const head of columns) {
    const at = names.indexOf(head.name);
    if (at < 0) return err(words.itHasNoColumn(head.name));
    const values = new Float64Array(rows.length);
    for (const [i, row] of rows.entries()) {
      const cell = row[at] ?? '';
      const isGap = head.gaps === true && isMissing(cell);
      const value = head.labels ? head.labels.indexOf(cell) : numberIn(cell, decimalComma);
      if (!isGap && (value === null || value < 0) && (head.labels || value === null))
        return err(
          words.columnRowIsNotWhatIs(head.name, i + (hasNames ? 2 : 1), cell.slice(0, 40)),
        );
      values[i] = isGap ? Number.NaN : (value ?? 0);
    }
    found.push({ ...head, values });
  }
  return ok({ columns: found, rows: count });
}

/** The file of a table that is kept elsewhere, by its hash. */
export function tableFileName(hash: string): string {
  return `data-${hash.slice(0, 8)}.csv`;
}

/** A table as CSV (RFC 4180), classes by their names, missing values empty; in pieces. */
export function* tableCsv({ columns, rows }: Table): Generator<string> {
  yield `${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`;
  for (let row = 0; row < rows; row++) {
    const cells = columns.map(({ labels, values }) => {
      const value = values[row] as number;
      if (Number.isNaN(value)) return '';
      return labels ? csvCell(labels[value] ?? '') : String(value);
    });
    yield `${cells.join(',')}\r\n`;
  }
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
