import { referenceText, referredHash, unpackTable } from '#src/experiment/table.ts';
import { type Table, tableOfBytes } from '#src/experiment/table-bytes.ts';
import { err, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** Finds a table's bytes by their hash; null where they are not kept here. */
export type FindTable = (hash: string) => Promise<Uint8Array | null>;

let find: FindTable = () => Promise.resolve(null);
let latest: { readonly text: string; readonly table: Result<Table> } | null = null;

/** Says where tables are kept that experiments name by their hash; none is remembered from where they were kept before. */
export function findTablesBy(finder: FindTable): void {
  find = finder;
  latest = null;
}

/** The table that an experiment holds or names; the one that was loaded last is remembered. */
export async function loadTable(text: string): Promise<Result<Table>> {
  if (latest?.text === text) return latest.table;
  const hash = referredHash(text);
  const table = hash === null ? unpackTable(text) : await found(text, hash);
  if (table.ok) latest = { text, table };
  return table;
}

async function found(text: string, hash: string): Promise<Result<Table>> {
  const bytes = await find(hash);
  if (bytes === null) return err(words.itsDataAreNotHereOpen);
  const table = tableOfBytes(bytes);
  if (table.ok && referenceText(table.value, hash) !== text) return err(words.itNamesOtherColumns);
  return table;
}
