import {
  type ColumnHead,
  headBytes,
  readHead,
  type Table,
  tableBytes,
  tableLimits,
  tableOfBytes,
} from '#src/experiment/table-bytes.ts';
import { fromBase64, toBase64 } from '#src/lib/base64.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/experiment.ts';

/** What an experiment itself says of its table. */
export interface TableHead {
  readonly columns: readonly ColumnHead[];
  readonly rows: number;
}

/**
 * A table as text for links and files: its bytes, base64url.
 *
 * @returns refused where a column has more digits than a number holds, or the text would be too long
 */
export function packTable(table: Table): Result<string> {
  const bytes = tableBytes(table);
  if (!bytes.ok) return bytes;
  const text = inlineText(bytes.value);
  return text === null ? err(words.theseRowsAreMoreThan(table.rows, tableLimits.text)) : ok(text);
}

/** A table's bytes as text; null where a link cannot hold so many. */
export function inlineText(bytes: Uint8Array): string | null {
  return bytes.length * 4 <= tableLimits.text * 3 ? urlText(bytes) : null;
}

/** Reads what `packTable` wrote; a stranger's text is refused before anything large is made of it. */
export function unpackTable(text: string): Result<Table> {
  const bytes = text.length > tableLimits.text ? null : urlBytes(text);
  return bytes === null ? err(words.thisIsNoTableOrItIs) : tableOfBytes(bytes);
}

/** The SHA-256 of a table's bytes as texts name it: its first 132 bits. */
export function hashText(digest: ArrayBuffer): string {
  return urlText(new Uint8Array(digest)).slice(0, 22);
}

/** Stands for a table that is kept elsewhere: its hash, and what rules and charts must know of it. */
export function referenceText({ columns, rows }: TableHead, hash: string): string {
  return `sha256:${hash}:${rows}:${urlText(headBytes(columns))}`;
}

const reference = /^sha256:([\w-]{22}):([1-9]\d{0,5}):([\w-]+)$/;

/** The hash of the table that a text stands for; null where it holds the table itself. */
export function referredHash(text: string): string | null {
  return reference.exec(text)?.[1] ?? null;
}

function readReference(text: string): Result<TableHead> | null {
  const [, , count, head] = reference.exec(text) ?? [];
  if (head === undefined) return null;
  const bytes = text.length > tableLimits.text ? null : urlBytes(head);
  const columns = bytes && readHead(bytes);
  const rows = Number(count);
  return columns && rows <= tableLimits.rows
    ? ok({ columns, rows })
    : err(words.thisStandsForNoTable);
}

let latest: { readonly text: string; readonly table: Result<TableHead> } | null = null;

/** What a text says of its table, whether it holds it or stands for it; remembered for the text that was read last. */
export function readTable(text: string): Result<TableHead> {
  if (latest?.text !== text) latest = { text, table: readReference(text) ?? unpackTable(text) };
  return latest.table;
}

function urlText(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function urlBytes(text: string): Uint8Array<ArrayBuffer> | null {
  return /^[\w-]+$/.test(text) ? fromBase64(text.replaceAll('-', '+').replaceAll('_', '/')) : null;
}
