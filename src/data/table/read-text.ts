import { err, ok, type Result } from '#src/lib/result.ts';

/** Cells as they are written; all rows have as many. */
export interface TextTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A stranger's text is refused beyond these. */
export const textLimits = { characters: 4_000_000, rows: 100_000, columns: 200 } as const;

/**
 * Reads a table as people have it: comma, semicolon, tab or blanks between cells, quotes as in RFC 4180, a sheet's
 * clipboard, or lists as Python and numpy print them. Nothing of it is ever evaluated.
 */
export function readTextTable(text: string): Result<TextTable> {
  if (text.length > textLimits.characters)
    return err(`more than ${textLimits.characters / 1e6} million characters`);
  const clean = text.replace(/^\uFEFF/, '').trim();
  if (clean === '') return err('there is nothing in it');
  const rows = /^(?:(?:np\.)?array\s*\(\s*)?\[/.test(clean) ? listRows(clean) : separated(clean);
  if (rows.length > textLimits.rows) return err(`more than ${textLimits.rows} rows`);
  const [first] = rows;
  if (first === undefined) return err('there is nothing in it');
  if (first.length > textLimits.columns) return err(`more than ${textLimits.columns} columns`);
  const ragged = rows.findIndex((row) => row.length !== first.length);
  if (ragged >= 0)
    return err(
      `row ${ragged + 1} has ${rows[ragged]?.length} cells, the first row has ${first.length}`,
    );
  const isNamed = isHeader(first, rows.slice(1));
  const names = first.map((cell, i) => (isNamed && cell !== '' ? cell : `column ${i + 1}`));
  return ok({ names: distinct(names), rows: isNamed ? rows.slice(1) : rows });
}

/** Cells that say that there is no value. */
export function isMissing(cell: string): boolean {
  return /^(?:|na|n\/a|nan|null|none|\?|-)$/i.test(cell);
}

/** A cell as a number, a decimal comma included; null where it is none. */
export function numberIn(cell: string): number | null {
  const text = cell.replaceAll('−', '-');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text) + 0;
  return /^[+-]?\d+,\d+$/.test(text) ? Number(text.replace(',', '.')) + 0 : null;
}

/** No number stands in the first row, and a number below it. */
function isHeader(first: readonly string[], others: readonly (readonly string[])[]): boolean {
  const hasNumbers = first.some((cell) => numberIn(cell) !== null);
  return !hasNumbers && first.some((_, i) => others.some((row) => numberIn(row[i] ?? '') !== null));
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

function separated(text: string): readonly (readonly string[])[] {
  const lines = text.split(/\r\n?|\n/, 20).filter((line) => line.trim() !== '');
  const delimiter =
    ['\t', ';', ','].find((sign) => lines.every((line) => line.includes(sign))) ??
    ['\t', ';', ','].find((sign) => lines.some((line) => line.includes(sign)));
  if (delimiter === undefined)
    return text
      .split(/\r\n?|\n/)
      .map((line) => line.trim().split(/\s+/))
      .filter(([cell]) => cell !== '');
  return quotedRows(text, delimiter).filter((row) => row.some((cell) => cell !== ''));
}

/** RFC 4180: a quoted cell may hold the delimiter, line ends and doubled quotes. */
function quotedRows(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let cell = '';
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const end = cellEnd(text, at, delimiter);
    cell += text.slice(at, end);
    row.push(cell.trim());
    if (text[end] !== delimiter) {
      rows.push(row);
      row = [];
    }
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return rows;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
