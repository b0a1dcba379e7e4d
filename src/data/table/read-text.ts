import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** How a text is read; what is absent is guessed. */
export interface ReadOptions {
  /** The first row holds the names of the columns. */
  readonly hasNames?: boolean;
  /** 1,5 is a number. */
  readonly decimalComma?: boolean;
}

/** Cells as they are written; all rows have as many. */
export interface TextTable extends Required<ReadOptions> {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A stranger's text is refused beyond these. */
export const textLimits = { characters: 24_000_000, rows: 100_000, columns: 200 } as const;

/**
 * Reads a table as people have it: comma, semicolon, tab or blanks between cells, quotes as in RFC 4180, a sheet's
 * clipboard, or lists as Python and numpy print them. Nothing of it is ever evaluated.
 *
 * @param onProgress told now and then which share of the text is read
 */
export function readTextTable(
  text: string,
  options: ReadOptions = {},
  onProgress: (share: number) => void = () => undefined,
): Result<TextTable> {
  if (text.length > textLimits.characters)
    return err(words.moreThanMillionCharacters(textLimits.characters / 1e6));
  const clean = text.replace(/^\uFEFF/, '').trim();
  if (clean === '') return err(words.thereIsNothingInIt);
  const { rows, delimiter } = /^(?:(?:\w+\.)?(?:array|tensor)\s*\(\s*)?\[/i.test(clean)
    ? { rows: listRows(clean), delimiter: ',' }
    : separated(clean, onProgress);
  const [first] = rows;
  if (first === undefined) return err(words.thereIsNothingInIt);
  if (first.length > textLimits.columns) return err(words.moreThanColumns(textLimits.columns));
  const ragged = rows.findIndex((row) => row.length !== first.length);
  const { length } = rows[ragged] ?? [];
  if (ragged >= 0) return err(words.rowHasCellsTheFirst(ragged + 1, length, first.length));
  const decimalComma = options.decimalComma ?? (delimiter !== ',' && hasDecimalCommas(rows));
  const hasNames = options.hasNames ?? isHeader(first, rows.slice(1, 1000), decimalComma);
  const names = first.map((cell, i) => (hasNames && cell !== '' ? cell : words.column(i + 1)));
  const values = hasNames ? rows.slice(1) : rows;
  if (values.length > textLimits.rows) return err(words.moreThanRows(textLimits.rows));
  return ok({ names: distinct(names), rows: values, hasNames, decimalComma });
}

/** Cells that say that there is no value. */
export function isMissing(cell: string): boolean {
  return cell.length < 5 && /^(?:|na|n\/a|nan|null|none|\?|-)$/i.test(cell);
}

/** A cell as a number; null where it is none. @param decimalComma 1,5 is one and a half */
export function numberIn(cell: string, decimalComma = false): number | null {
  const value = Number(cell);
  if (Number.isFinite(value) && cell !== '' && !isPrefixed(cell)) return value + 0;
  const text = cell.replaceAll('−', '-');
  if (text !== cell) return numberIn(text, decimalComma);
  return decimalComma && /^[+-]?\d+,\d+$/.test(text) ? Number(text.replace(',', '.')) + 0 : null;
}

/** 0x10, 0b10 and the like. */
function isPrefixed(cell: string): boolean {
  return cell.length > 1 && 'xXbBoO'.includes(cell.charAt(1));
}

/** Some of the first rows have numbers with a comma, and none has one with a point. */
function hasDecimalCommas(rows: readonly (readonly string[])[]): boolean {
  const cells = rows.slice(0, 1000).flat();
  return (
    cells.some((cell) => /^[-+−]?\d+,\d+$/.test(cell)) &&
    !cells.some((cell) => /^[-+−]?\d+\.\d+$/.test(cell))
  );
}

/** No number stands in the first row, and a number below it. */
function isHeader(
  first: readonly string[],
  others: readonly (readonly string[])[],
  decimalComma: boolean,
): boolean {
  const isNumber = (cell = '') => numberIn(cell, decimalComma) !== null;
  return !first.some(isNumber) && first.some((_, i) => others.some((row) => isNumber(row[i])));
}

/** A name that comes again gets a number. */
function distinct(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}

/** The innermost brackets are rows; of a single one, every entry is. */
function listRows(text: string): readonly (readonly string[])[] {
  const lists = [...text.matchAll(/[[(]([^[\]()]*)[\])]/g)].map(([, inside = '']) =>
    inside
      .split(/\s*,\s*|\s+/)
      .map((cell) => cell.replace(/^(['"])(.*)\1$/, '$2'))
      .filter((cell) => cell !== ''),
  );
  const rows = lists.filter((cells) => cells.length > 0);
  const [only, ...others] = rows;
  return only !== undefined && others.length === 0 ? only.map((cell) => [cell]) : rows;
}

interface Separated {
  readonly rows: readonly (readonly string[])[];
  /** Null: blanks. */
  readonly delimiter: string | null;
}

function separated(text: string, onProgress: (share: number) => void): Separated {
  const lines = text.split(/\r\n?|\n/, 20).filter((line) => line.trim() !== '');
  const delimiter =
    ['\t', ';', ','].find((sign) => lines.every((line) => line.includes(sign))) ??
    ['\t', ';', ','].find((sign) => lines.some((line) => line.includes(sign)));
  const rows =
    delimiter === undefined
      ? text.split(/\r\n?|\n/).map((line) => line.trim().split(/\s+/))
      : quotedRows(text, delimiter, onProgress);
  return {
    rows: rows.filter((row) => row.some((cell) => cell !== '')),
    delimiter: delimiter ?? null,
  };
}

const rowsPerWord = 5000;

/** RFC 4180: a quoted cell may hold the delimiter, line ends and doubled quotes. */
function quotedRows(
  text: string,
  delimiter: string,
  onProgress: (share: number) => void,
): readonly (readonly string[])[] {
  const code = delimiter.charCodeAt(0);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let quoted = '';
    if (text.charCodeAt(at) === quote) {
      const end = closingQuote(text, at + 1);
      quoted = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const end = cellEnd(text, at, code);
    row.push(`${quoted}${text.slice(at, end)}`.trim());
    if (text.charCodeAt(end) !== code) {
      rows.push(row);
      row = [];
      if (rows.length % rowsPerWord === 0) onProgress(end / text.length);
    }
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return rows;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}

const [quote, lineFeed, carriageReturn] = [34, 10, 13] as const;

function cellEnd(text: string, from: number, delimiter: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === delimiter || code === lineFeed || code === carriageReturn) break;
  }
  return at;
}
