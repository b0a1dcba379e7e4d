import { findTablesBy } from '#src/data/table/load-table.ts';
import type { CarriedTable } from '#src/library/carried-table.ts';

let known: CarriedTable | null = null;

/** The table that the experiment of this command names by its hash; null: it names none. */
export function knownTable(): CarriedTable | null {
  return known;
}

/** Says what `knownTable` is, here and in the processes of engines that are started from now on. */
export function knowTable(table: CarriedTable | null): void {
  known = table;
  findTablesBy(async (hash) => (hash === table?.hash ? table.bytes : null));
}
