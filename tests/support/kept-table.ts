import type { Experiment } from '#src/experiment/fields.ts';
import { hashText, referenceText } from '#src/experiment/table.ts';
import { type Table, tableBytes } from '#src/experiment/table-bytes.ts';
import { withTable } from '#src/experiment/with-table.ts';

/** As `keptTableOf`, by the table's own hash. */
export async function carriedTableOf(base: Experiment) {
  const { bytes } = keptTableOf(base, 'abcdefghijklmnopqrstuv');
  const hash = hashText(await crypto.subtle.digest('SHA-256', bytes));
  return { ...keptTableOf(base, hash), hash };
}

/** An experiment that names a small table by a hash, and the table's bytes. @param hash 22 characters */
export function keptTableOf(base: Experiment, hash: string) {
  const column = (name: string, factor: number) => ({
    name,
    labels: null,
    values: Float64Array.from({ length: 40 }, (_, row) => factor * row),
  });
  const table: Table = { columns: [column('x', 1), column('y', 2)], rows: 40 };
  const bytes = tableBytes(table);
  if (!bytes.ok) throw new Error(bytes.error);
  return { experiment: withTable(base, referenceText(table, hash), 1), bytes: bytes.value };
}
