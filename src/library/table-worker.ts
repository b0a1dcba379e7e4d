import { type ColumnKind, columnKinds } from '#src/data/table/column-kinds.ts';
import { type Choices, type MadeTable, makeTable, textOf } from '#src/data/table/make-table.ts';
import { matchedTable, tableCsv } from '#src/data/table/match-table.ts';
import {
  type ReadOptions,
  readTextTable,
  type TextTable,
  textLimits,
} from '#src/data/table/read-text.ts';
import { readTable } from '#src/experiment/table.ts';
import { tableBytes, tableOfBytes } from '#src/experiment/table-bytes.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { transferables } from '#src/lib/transfer.ts';
import { words } from '#words/base/library.ts';

/** What the worker is asked for; the text that was read last stays with it. */
export interface TableRequests {
  read: [{ readonly source: Blob | string; readonly options: ReadOptions }, Result<ReadTable>];
  /** A table of the text by the reader's choices. */
  make: [Choices, Result<NamedTable>];
  /** The table that a text of an experiment stands for, out of the text that was read. */
  match: [string, Result<Uint8Array>];
  /** The CSV of a table's bytes. */
  write: [Uint8Array, Result<Blob>];
}

/** What is shown of a text that was read. */
export interface ReadTable extends Required<ReadOptions> {
  readonly rows: number;
  readonly columns: readonly ColumnKind[];
}

/** A table as an experiment has it; `hash` where its bytes are kept apart. */
export interface NamedTable
  extends Pick<MadeTable, 'inputCount' | 'rowWeights' | 'split' | 'notes'> {
  readonly text: string;
  readonly hash: string | null;
  readonly bytes: Uint8Array;
  readonly rows: number;
}

export type TableMessage = { readonly id: number } & {
  [N in keyof TableRequests]: { readonly name: N; readonly input: TableRequests[N][0] };
}[keyof TableRequests];

export type TableAnswer =
  | { readonly id: number; readonly progress: number }
  | { readonly id: number; readonly output: unknown };

/** The part of a worker's global scope that is used here. */
interface Port {
  onmessage: ((event: MessageEvent<TableMessage>) => void) | null;
  postMessage(message: TableAnswer, transfer: ArrayBuffer[]): void;
}

const port = self as unknown as Port;
const nothing = err(words.thereIsNothingInIt);
let read: TextTable | null = null;

type Handlers = {
  readonly [N in keyof TableRequests]: (
    input: TableRequests[N][0],
    onProgress: (share: number) => void,
  ) => Promise<TableRequests[N][1]>;
};

const handlers: Handlers = {
  async read({ source, options }, onProgress) {
    read = null;
    const text = await textIn(source);
    if (!text.ok) return text;
    const table = readTextTable(text.value, options, onProgress);
    if (!table.ok) return table;
    read = table.value;
    const { hasNames, decimalComma, rows } = table.value;
    return ok({ hasNames, decimalComma, rows: rows.length, columns: columnKinds(table.value) });
  },
  async make(choices) {
    const made = read === null ? nothing : makeTable(read, choices);
    if (!made.ok) return made;
    const { table, ...rest } = made.value;
    return ok({ ...rest, ...(await textOf(made.value)), rows: table.rows });
  },
  async match(text) {
    const head = readTable(text);
    if (read === null || !head.ok) return nothing;
    const table = matchedTable(read, head.value);
    if (!table.ok) return table;
    const bytes = tableBytes(table.value);
    if (!bytes.ok) return bytes;
    const named = await textOf({ table: table.value, bytes: bytes.value });
    return named.text === text ? bytes : err(words.itsNumbersAreNotThose);
  },
  async write(bytes) {
    const table = tableOfBytes(bytes);
    return table.ok ? ok(new Blob([...tableCsv(table.value)], { type: 'text/csv' })) : table;
  },
};

async function textIn(source: Blob | string): Promise<Result<string>> {
  if (typeof source === 'string') return ok(source);
  if (source.size > 2 * textLimits.characters) return err(words.itIsLargerThan20Mb);
  try {
    return ok(await source.text());
  } catch {
    return err(words.itCannotBeReadItIsA);
  }
}

async function answer<N extends keyof TableRequests>(
  id: number,
  name: N,
  input: TableRequests[N][0],
): Promise<void> {
  const output = await handlers[name](input, (progress) => port.postMessage({ id, progress }, []));
  port.postMessage({ id, output }, transferables(output));
}

port.onmessage = ({ data: { id, name, input } }) => void answer(id, name, input as never);
