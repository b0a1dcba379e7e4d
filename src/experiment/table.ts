import { fromBase64, toBase64 } from '#src/lib/base64.ts';
import { BitReader, BitWriter } from '#src/lib/bit-packing.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** One column of the reader's own data. */
export interface Column {
  readonly name: string;
  /** Of a column of classes: their names; its values are indices into them. */
  readonly labels: readonly string[] | null;
  /** [rows], finite. */
  readonly values: Float64Array;
}

/** The reader's own data: inputs first, then what is to be answered. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: number;
}

/** Of a table as it stands in links; `text`: characters of the packed form. */
export const tableLimits = {
  text: 30_000,
  rows: 100_000,
  columns: 72,
  name: 40,
  labels: 10,
  decimals: 15,
} as const;

/** A scaled value takes at most so many bits. */
const mostBits = 53;
/** Offsets of columns are whole numbers of so many bits, and a sign. */
const offsetBits = 53;

/**
 * A table as text for links and files: every column as whole numbers of its smallest decimal step, in as few bits as
 * they need, rows in their order; then a check sum. The same table, the same text. Base64url.
 *
 * @returns refused where a column has more digits than a number holds, or the text would be too long
 */
export function packTable({ columns, rows }: Table): Result<string> {
  const head = JSON.stringify(columns.map(({ name, labels }) => (labels ? [name, labels] : name)));
  const headBytes = new TextEncoder().encode(head);
  const bits = new BitWriter();
  bits.write(rows, 17);
  bits.write(headBytes.length, 16);
  for (const byte of headBytes) bits.write(byte, 8);
  const scaled: { readonly values: Float64Array; readonly width: number }[] = [];
  for (const column of columns) {
    const decimals = decimalsOf(column.values);
    if (decimals === null)
      return err(`column ${column.name}: numbers of so many digits cannot be kept exactly`);
    const values = column.values.map((value) => Math.round(value * 10 ** decimals));
    const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const span = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - least;
    if (!(span < 2 ** mostBits))
      return err(`column ${column.name}: its numbers are too far apart to be kept exactly`);
    const width = span === 0 ? 0 : Math.floor(Math.log2(span)) + 1;
    bits.write(decimals, 4);
    bits.write(least < 0 ? 1 : 0, 1);
    bits.write(Math.abs(least), offsetBits);
    bits.write(width, 6);
    scaled.push({ values: values.map((value) => value - least), width });
  }
  for (let row = 0; row < rows; row++)
    for (const { values, width } of scaled) bits.write(values[row] as number, width);
  const bytes = bits.bytes();
  const checked = new Uint8Array(bytes.length + 1);
  checked[0] = checkSum(bytes);
  checked.set(bytes, 1);
  const text = toBase64(checked).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return text.length <= tableLimits.text
    ? ok(text)
    : err(
        `these ${rows} rows take ${text.length} characters: a link holds ${tableLimits.text}. Take fewer rows, columns or decimals`,
      );
}

/** Reads what `packTable` wrote; a stranger's text is refused before anything large is made of it. */
export function unpackTable(text: string): Result<Table> {
  const refused = err('this is no table, or it is damaged');
  if (text.length > tableLimits.text || !/^[\w-]+$/.test(text)) return refused;
  const all = fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  if (all === null || all[0] !== checkSum(all.subarray(1))) return refused;
  const bits = new BitReader(all.subarray(1));
  const rows = bits.read(17);
  const length = bits.read(16);
  if (rows < 1 || rows > tableLimits.rows || 8 * length > bits.left) return refused;
  const names = readHead(Uint8Array.from({ length }, () => bits.read(8)));
  if (names === null) return refused;
  const shapes = names.map((name) => {
    const decimals = bits.read(4);
    const sign = bits.read(1) === 1 ? -1 : 1;
    return { ...name, decimals, least: sign * bits.read(offsetBits), width: bits.read(6) };
  });
  const perRow = shapes.reduce((sum, { width }) => sum + width, 0);
  if (perRow * rows > bits.left || bits.left - perRow * rows >= 8) return refused;
  const columns = shapes.map(({ name, labels }) => ({
    name,
    labels,
    values: new Float64Array(rows),
  }));
  for (let row = 0; row < rows; row++) {
    for (const [i, { decimals, least, width }] of shapes.entries()) {
      const column = columns[i] as Column;
      const value = (least + bits.read(width)) / 10 ** decimals;
      if (column.labels !== null && !(value in column.labels)) return refused;
      column.values[row] = value;
    }
  }
  return ok({ columns, rows });
}

let latest: { readonly text: string; readonly table: Result<Table> } | null = null;

/** The same, remembered for the text that was read last. */
export function readTable(text: string): Result<Table> {
  if (latest?.text !== text) latest = { text, table: unpackTable(text) };
  return latest.table;
}

type Head = Pick<Column, 'name' | 'labels'>;

function readHead(bytes: Uint8Array): readonly Head[] | null {
  let head: unknown;
  try {
    head = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  if (!Array.isArray(head) || head.length < 2 || head.length > tableLimits.columns) return null;
  const columns: Head[] = [];
  for (const item of head as readonly unknown[]) {
    const [name, labels]: readonly unknown[] = Array.isArray(item) ? item : [item, null];
    if (!isName(name)) return null;
    if (labels === null) columns.push({ name, labels });
    else if (areLabels(labels)) columns.push({ name, labels });
    else return null;
  }
  return columns;
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && name.length <= tableLimits.name;
}

function areLabels(labels: unknown): labels is readonly string[] {
  return (
    Array.isArray(labels) &&
    labels.length >= 2 &&
    labels.length <= tableLimits.labels &&
    labels.every(isName)
  );
}

/** How many decimals hold every value exactly; null where none do. */
function decimalsOf(values: Float64Array): number | null {
  let decimals = 0;
  for (const value of values) {
    while (!isExact(value, decimals)) if (++decimals > tableLimits.decimals) return null;
  }
  return values.every((value) => isExact(value, decimals)) ? decimals : null;
}

function isExact(value: number, decimals: number): boolean {
  const scaled = Math.round(value * 10 ** decimals);
  return Math.abs(scaled) < 2 ** offsetBits && Object.is(scaled / 10 ** decimals, value);
}

function checkSum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (31 * sum + byte + 7) % 251;
  return sum;
}
