import { BitReader, BitWriter } from '#src/lib/bit-packing.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/experiment.ts';

/** What is known of a column without its values. */
export interface ColumnHead {
  readonly name: string;
  /** Of a column of classes: their names; its values are indices into them. */
  readonly labels: readonly string[] | null;
  /** Some of its values are missing: the mean of the training rows stands for them. */
  readonly gaps?: true;
}

/** One column of the reader's own data. */
export interface Column extends ColumnHead {
  /** [rows], finite; NaN where a value is missing. */
  readonly values: Float64Array;
}

/** The reader's own data: inputs first, then what is to be answered. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: number;
}

/** Of a table; `text`: characters of its packed form in links. */
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
const mostOffset = 2 ** offsetBits;

/**
 * A table in its one exact form: a check sum, then every column as whole numbers of its smallest decimal step, in as few
 * bits as they need, rows in their order. The same table, the same bytes.
 *
 * @returns refused where a column has more digits than a number holds
 */
export function tableBytes({ columns, rows }: Table): Result<Uint8Array<ArrayBuffer>> {
  const bits = new BitWriter();
  const head = headBytes(columns);
  bits.write(rows, 17);
  bits.write(head.length, 16);
  for (const byte of head) bits.write(byte, 8);
  const packed: { readonly codes: Float64Array; readonly width: number }[] = [];
  for (const column of columns) {
    const { name, gaps } = column;
    const decimals = decimalsOf(column.values);
    if (decimals === null) return err(words.columnNumbersOfSoMany(name));
    const factor = 10 ** decimals;
    const scaled = column.values.map((value) => Math.round(value * factor));
    const [least, span] = spanOf(scaled);
    const first = gaps ? 1 : 0;
    if (!(span + first < 2 ** mostBits)) return err(words.columnItsNumbersAre(name));
    const width = bitsFor(span + first);
    bits.write(decimals, 4);
    bits.write(least < 0 ? 1 : 0, 1);
    bits.write(Math.abs(least), offsetBits);
    bits.write(width, 6);
    const codes = scaled.map((value) => (Number.isNaN(value) ? 0 : value - least + first));
    packed.push({ codes, width });
  }
  for (let row = 0; row < rows; row++)
    for (const { codes, width } of packed) bits.write(codes[row] as number, width);
  const bytes = bits.bytes();
  const checked = new Uint8Array(bytes.length + 1);
  checked[0] = checkSum(bytes);
  checked.set(bytes, 1);
  return ok(checked);
}

/** Reads what `tableBytes` wrote; a stranger's bytes are refused before anything large is made of them. */
export function tableOfBytes(all: Uint8Array): Result<Table> {
  const refused = err(words.thisIsNoTableOrItIs);
  if (all[0] !== checkSum(all.subarray(1))) return refused;
  const bits = new BitReader(all.subarray(1));
  const rows = bits.read(17);
  const length = bits.read(16);
  if (rows < 1 || rows > tableLimits.rows || 8 * length > bits.left) return refused;
  const heads = readHead(Uint8Array.from({ length }, () => bits.read(8)));
  if (heads === null) return refused;
  const shapes = heads.map((head) => {
    const factor = 10 ** bits.read(4);
    const sign = bits.read(1) === 1 ? -1 : 1;
    const least = sign * bits.read(offsetBits);
    return { head, factor, least, width: bits.read(6) };
  });
  const perRow = shapes.reduce((sum, { width }) => sum + width, 0);
  if (perRow * rows > bits.left || bits.left - perRow * rows >= 8) return refused;
  const columns = heads.map((head): Column => ({ ...head, values: new Float64Array(rows) }));
  for (let row = 0; row < rows; row++) {
    for (const [i, { head, factor, least, width }] of shapes.entries()) {
      const { labels, gaps } = head;
      const code = bits.read(width);
      const value = gaps && code === 0 ? Number.NaN : (least + code - (gaps ? 1 : 0)) / factor;
      if (labels !== null && !(value in labels)) return refused;
      (columns[i] as Column).values[row] = value;
    }
  }
  return ok({ columns, rows });
}

/** Columns without their values, as bytes. */
export function headBytes(columns: readonly ColumnHead[]): Uint8Array<ArrayBuffer> {
  const items = columns.map(({ name, labels, gaps }) =>
    labels !== null || gaps ? [name, labels] : name,
  );
  return new TextEncoder().encode(JSON.stringify(items));
}

/** @returns null where they are none */
export function readHead(bytes: Uint8Array): readonly ColumnHead[] | null {
  let head: unknown;
  try {
    head = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  if (!Array.isArray(head) || head.length < 2 || head.length > tableLimits.columns) return null;
  const columns: ColumnHead[] = [];
  for (const item of head as readonly unknown[]) {
    const [name, labels]: readonly unknown[] = Array.isArray(item) ? item : [item];
    if (!isName(name)) return null;
    if (labels === undefined) columns.push({ name, labels: null });
    else if (labels === null) columns.push({ name, labels, gaps: true });
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

/** The least of some numbers and how far the largest is from it; 0 and 0 where there are none. */
function spanOf(values: Float64Array): readonly [least: number, span: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most - least] : [0, 0];
}

function bitsFor(largest: number): number {
  return largest === 0 ? 0 : Math.floor(Math.log2(largest)) + 1;
}

/** How many decimals hold every value exactly; null where none do. */
function decimalsOf(values: Float64Array): number | null {
  let decimals = 0;
  let factor = 1;
  for (const value of values) {
    while (!isExact(value, factor)) {
      if (++decimals > tableLimits.decimals) return null;
      factor = 10 ** decimals;
    }
  }
  return values.every((value) => isExact(value, factor)) ? decimals : null;
}

function isExact(value: number, factor: number): boolean {
  if (Number.isNaN(value)) return true;
  const scaled = Math.round(value * factor);
  return Math.abs(scaled) < mostOffset && Object.is(scaled / factor, value);
}

function checkSum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (31 * sum + byte + 7) % 251;
  return sum;
}
