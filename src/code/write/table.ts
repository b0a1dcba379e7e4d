import { indented } from '#src/code/write/python.ts';
import { hasGaps, hasRowWeights, isRepeated, jsonOf } from '#src/code/write/script.ts';
import { tableFileName } from '#src/data/table/match-table.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { readTable, referredHash, unpackTable } from '#src/experiment/table.ts';
import type { Column, ColumnHead } from '#src/experiment/table-bytes.ts';
import { columnsByUse } from '#src/experiment/targets.ts';
import { toBase64 } from '#src/lib/base64.ts';
import { BitWriter } from '#src/lib/bit-packing.ts';

/** So many rows are written out, more are packed. */
const literalRows = 200;
/** Characters of a packed line. */
const lineLength = 96;

/**
 * The experiment's own table: `table_x`, its inputs, and `table_y`, its answers, row by row; and `DOMAINS` of its columns.
 * What is named by its hash is read from the CSV beside the script.
 */
export function tableText(e: Experiment): string {
  const { table: text, inputCount, target } = e;
  const head = readTable(text);
  const { columns, rows } = head.ok ? head.value : { columns: [], rows: 0 };
  const hash = referredHash(text);
  const isWide = columnsByUse(columns, e).answers.length > 1;
  const names = columns.map(columnText);
  const weighted = hasRowWeights(e);
  const last = weighted ? 'row[-2]' : 'row[-1]';
  const answer =
    target === 'table_classes'
      ? `int(${last})`
      : isWide
        ? `row[${inputCount}:${weighted ? '-1' : ''}]`
        : isRepeated(e)
          ? `[${last}] * OUTPUTS`
          : last;
  return [
    ...(hash === null ? ownText(text) : fileText(columns, rows, hash)),
    `# Columns: ${jsonOf(names)}`,
    `table_x, table_y = [row[:${inputCount}] for row in TABLE], [${answer} for row in TABLE]`,
    ...(weighted
      ? ['table_w = [row[-1] for row in TABLE]  # what each row counts in the loss']
      : []),
    hasGaps(e)
      ? 'DOMAINS = [(np.nanmin(column), np.nanmax(column)) for column in zip(*table_x)]'
      : 'DOMAINS = [(min(column), max(column)) for column in zip(*table_x)]',
  ].join('\n');
}

/** A column's name; with the names of its classes, or with null where some of its values are missing. */
export function columnText({ name, labels, gaps }: ColumnHead): unknown {
  return labels || gaps ? [name, labels] : name;
}

/** A value of a column. @param missing what stands where it has none */
export function cellText(value: number | undefined, missing = 'math.nan'): string {
  return Number.isNaN(value) ? missing : String(value);
}

function ownText(text: string): readonly string[] {
  const table = unpackTable(text);
  const { columns, rows } = table.ok ? table.value : { columns: [], rows: 0 };
  const literal = Array.from(
    { length: rows },
    (_, row) => `    [${columns.map(({ values }) => cellText(values[row])).join(', ')}],`,
  );
  return packedText(columns, rows) ?? ['TABLE = [', ...literal, ']'];
}

/** Rows of a CSV file, classes by their place among `LABELS`. */
function fileText(columns: readonly ColumnHead[], rows: number, hash: string): readonly string[] {
  const labels = columns.map((column) => column.labels);
  const cell = `float(cell${columns.some(({ gaps }) => gaps) ? ' or "nan"' : ''})`;
  const isLabelled = labels.some((names) => names !== null);
  const lists = labels.map((names) => (names === null ? 'None' : jsonOf(names)));
  return [
    'import csv',
    '',
    ...(isLabelled ? [`LABELS = [${lists.join(', ')}]`] : []),
    `with open("${tableFileName(hash)}", encoding="utf-8", newline="") as file:  # lies beside this script`,
    '    _, *lines = csv.reader(file)',
    isLabelled
      ? `TABLE = [[names.index(cell) if names else ${cell} for cell, names in zip(line, LABELS)] for line in lines]`
      : `TABLE = [[${cell} for cell in line] for line in lines]`,
    `# Rows: ${rows}, SHA-256 of the table: ${hash}`,
  ];
}

/** Rows as Python unpacks them; null: they are few, or not exactly held so. */
function packedText(columns: readonly Column[], rows: number): readonly string[] | null {
  const packed = packedRows(columns, rows);
  if (packed === null) return null;
  return [
    'import base64',
    '',
    `COLUMNS = [${packed.shapes.join(', ')}]  # least value, bits and decimals`,
    'PACKED = (',
    ...packed.lines.map((line) => `    "${line}"`),
    ')',
    '',
    '',
    'def unpacked(rows):',
    indented([
      '"""Whole numbers of few bits, one after another, the lowest bit first."""',
      'data, at, table = base64.b64decode(PACKED), 0, []',
      'for _ in range(rows):',
      '    row = []',
      '    for least, bits, decimals in COLUMNS:',
      '        part = int.from_bytes(data[at // 8 : (at + bits) // 8 + 1], "little")',
      '        row.append((least + (part >> at % 8) % 2**bits) / 10**decimals)',
      '        at += bits',
      '    table.append(row)',
      'return table',
    ]),
    '',
    '',
    `TABLE = unpacked(${rows})`,
  ];
}

/** Rows as whole numbers of a column's smallest decimal step, in as few bits as they need. */
export interface PackedRows {
  /** Of each column: least value, bits and decimals. */
  readonly shapes: readonly string[];
  /** In base64. */
  readonly lines: readonly string[];
}

/** @returns null: the rows are few, or not exactly held so */
export function packedRows(columns: readonly Column[], rows: number): PackedRows | null {
  if (rows <= literalRows || columns.some(({ gaps }) => gaps)) return null;
  const scaled = columns.map(({ values }) => {
    const decimals = values.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
    const steps = values.map((value) => Math.round(value * 10 ** decimals));
    const least = steps.reduce((a, b) => Math.min(a, b));
    const span = steps.reduce((a, b) => Math.max(a, b)) - least;
    const isExact = values.every((value, i) =>
      Object.is((steps[i] as number) / 10 ** decimals, value),
    );
    return {
      steps,
      least,
      decimals,
      bits: span.toString(2).length,
      isExact: isExact && span < 2 ** 53,
    };
  });
  if (scaled.some(({ isExact }) => !isExact)) return null;
  const writer = new BitWriter();
  for (let row = 0; row < rows; row++)
    for (const { steps, least, bits } of scaled) writer.write((steps[row] as number) - least, bits);
  return {
    shapes: scaled.map(({ least, bits, decimals }) => `(${least}, ${bits}, ${decimals})`),
    lines: toBase64(writer.bytes()).match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [],
  };
}

/** Digits after the point of a number's shortest text. */
function decimalsOf(value: number): number {
  const [, digits = '', exponent = '0'] =
    /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return Math.min(Math.max(digits.length - Number(exponent), 0), 22);
}
