import type { Experiment } from '#src/experiment/fields.ts';
import { packTable, readTable, referenceText } from '#src/experiment/table.ts';
import { type ColumnHead, tableLimits } from '#src/experiment/table-bytes.ts';
import { fromBase64 } from '#src/lib/base64.ts';
import { BitReader } from '#src/lib/bit-packing.ts';

type OwnTable = Pick<
  Experiment,
  'target' | 'table' | 'inputCount' | 'rowWeights' | 'domain' | 'inputDomains'
>;

/** The table that one of our scripts holds, written out or packed, or names by its hash; null: none, or it is damaged. */
export function tableOf(text: string): OwnTable | null {
  const names = /^# Columns: (\[.*\])$/m.exec(text)?.[1];
  const inputCount = Number(/\[row\[(?:1?):(\d+)\] for row in TABLE\]/.exec(text)?.[1] ?? 0);
  if (names === undefined || inputCount === 0) return null;
  try {
    const heads = JSON.parse(names) as readonly (
      | string
      | readonly [string, readonly string[] | null]
    )[];
    if (heads.length > tableLimits.columns || inputCount >= heads.length) return null;
    const columns = heads.map((head) => ({
      name: typeof head === 'string' ? head : head[0],
      labels: typeof head === 'string' ? null : head[1],
      ...(typeof head !== 'string' && head[1] === null && { gaps: true as const }),
    }));
    const [, count, hash] = /^# Rows: (\d+), SHA-256 of the table: ([\w-]{22})$/m.exec(text) ?? [];
    const table =
      hash === undefined
        ? packed(columns, literalRows(text) ?? packedRows(text))
        : referenceText({ columns, rows: Number(count) }, hash);
    if (table === null || !readTable(table).ok) return null;
    const isClasses = columns[inputCount]?.labels != null;
    const target = isClasses ? 'table_classes' : 'table';
    const rowWeights = /^table_w = /m.test(text);
    return { target, table, inputCount, rowWeights, domain: null, inputDomains: [] };
  } catch {
    return null;
  }
}

function packed(heads: readonly ColumnHead[], rows: Rows): string | null {
  const columns = heads.map((head, i) => ({
    ...head,
    values: Float64Array.from(rows, (row) => row[i] ?? Number.NaN),
  }));
  const table = packTable({ columns, rows: rows.length });
  return table.ok ? table.value : null;
}

type Rows = readonly (readonly number[])[];

function literalRows(text: string): Rows | null {
  const body = /^TABLE = (?:Vector\{Float64\})?\[\n((?: {4}\[.*\],\n)*)\]$/m.exec(text)?.[1];
  if (body === undefined) return null;
  return [...body.matchAll(/\[(.*)\]/g)].map(([, row = '']) => row.split(', ').map(Number));
}

function packedRows(text: string): Rows {
  const shapes = [
    ...(/^COLUMNS = (.*?)(?: {2}#.*)?$/m.exec(text)?.[1]?.matchAll(/\((-?\d+), (\d+), (\d+)\)/g) ??
      []),
  ];
  const [, body = ''] = /^PACKED = (?:join\()?[([]\n((?: {4}".*",?\n)*)[)\]]+$/m.exec(text) ?? [];
  const bytes = fromBase64([...body.matchAll(/"(.*)"/g)].map(([, part]) => part).join(''));
  const count = Number(/^TABLE = unpacked\((\d+)\)$/m.exec(text)?.[1] ?? 0);
  const columns = shapes.map(([, ...parts]) => parts.map(Number));
  const width = columns.reduce((sum, [, bits = 0]) => sum + bits, 0);
  const isTooMuch = count > tableLimits.rows || columns.length > tableLimits.columns;
  if (bytes === null || isTooMuch || count * width > 8 * bytes.length) return [];
  const reader = new BitReader(bytes);
  return Array.from({ length: count }, () =>
    columns.map(
      ([least = 0, bits = 0, decimals = 0]) => (least + reader.read(bits)) / 10 ** decimals,
    ),
  );
}
