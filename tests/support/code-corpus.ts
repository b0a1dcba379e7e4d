import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Fact, Reading } from '#src/code/read/reading.ts';
import { parseFormula } from '#src/data/formula/parser.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import { fields } from '#src/experiment/fields.ts';

/** A text with what it says: for each training the values of some fields, in the words of links. */
export interface Sample {
  readonly name: string;
  readonly file: string;
  readonly code: string;
  readonly expected: readonly Expected[];
}

export type Expected = readonly ExpectedField[];

/** `lr=0.1`, `lr:default=0.1`, `lr=?` where the text does not say it. */
export interface ExpectedField {
  readonly key: string;
  readonly value: string;
  readonly kind: string | null;
}

const folder = fileURLToPath(new URL('../fixtures/code', import.meta.url));

/** All samples, or those of one file: `=== name`, a line `--- key=value …` for each training, then the code. */
export function samples(file?: string): readonly Sample[] {
  return samplesIn(folder).filter((sample) => (file ?? sample.file) === sample.file);
}

/** Samples that nothing was made for: they are measured, and never mended by. */
export function samplesApart(): readonly Sample[] {
  return samplesIn(`${folder}/apart`);
}

function samplesIn(place: string): readonly Sample[] {
  const files = readdirSync(place).filter((name) => name.endsWith('.txt'));
  return files.flatMap((name) => samplesOf(readFileSync(`${place}/${name}`, 'utf8'), name));
}

function samplesOf(text: string, file: string): readonly Sample[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part): Sample => {
      const lines = part.split('\n');
      const end = lines.findIndex((line, i) => i > 0 && !line.startsWith('--- '));
      const expected = lines.slice(1, end).map(expectedOf);
      return { name: lines[0] ?? '', file, code: lines.slice(end).join('\n'), expected };
    });
}

function expectedOf(line: string): Expected {
  return line
    .slice(4)
    .split(' ')
    .map((pair): ExpectedField => {
      const at = pair.indexOf('=');
      const [key = '', kind = null] = pair.slice(0, at).split(':');
      return { key, kind, value: pair.slice(at + 1) };
    });
}

/** How a field came out: `invented` where the text says nothing. */
export type Verdict = 'right' | 'wrong' | 'open' | 'invented';

export interface Judged {
  readonly field: ExpectedField;
  readonly verdict: Verdict;
  readonly found: string;
}

/** Compares what was read with what is expected, training by training. */
export function judge({ expected }: Sample, { trainings }: Reading): readonly Judged[] {
  return expected.flatMap((wanted, i) => judgeOne(wanted, trainings[i] ?? []));
}

function judgeOne(wanted: Expected, facts: readonly Fact[]): readonly Judged[] {
  return wanted.map((field): Judged => {
    const fact = facts.find((one) => keyOf(one) === field.key);
    const isOpen = fact === undefined || fact.kind === 'open';
    const found = isOpen ? '?' : wordsOf(fact);
    if (field.value === '?') return { field, found, verdict: isOpen ? 'right' : 'invented' };
    if (isOpen) return { field, found, verdict: 'open' };
    const isSame = field.key === 'formula' ? sameFormula : same;
    const isRight = isSame(found, field.value) && (field.kind === null || field.kind === fact.kind);
    return {
      field,
      found: isRight ? found : `${found} (${fact.kind})`,
      verdict: isRight ? 'right' : 'wrong',
    };
  });
}

function keyOf({ field }: Fact): string {
  const id = fieldIds.find((name) => name === field);
  return id === undefined ? field : fields[id].key;
}

function wordsOf({ field, value }: Fact): string {
  const id = fieldIds.find((name) => name === field);
  if (id === undefined) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const encode = fields[id].encode as (value: unknown) => string;
  return encode(value).replaceAll(' ', '');
}

/** Formulas may be written in other ways: they are compared by their values. */
function sameFormula(found: string, wanted: string): boolean {
  if (found === wanted) return true;
  const [a, b] = [found, wanted].map((text) =>
    text.split(';').map((part) => parseFormula(part, variables)),
  );
  return (
    a?.length === b?.length &&
    (a ?? []).every((one, i) => {
      const other = b?.[i];
      if (!one.ok || !other?.ok) return false;
      return points.every((_, at) => {
        const [p, q] = [one.value.evaluate(points, at), other.value.evaluate(points, at)];
        return Object.is(p, q) || Math.abs(p - q) <= 1e-9 * Math.max(1, Math.abs(q));
      });
    })
  );
}

/** The names of one input and of several, which never stand in one formula. */
const variables = ['x', 'x0', 'x1', 'x2', 'x3'];
/** Coordinates at uneven places on both sides of 0; a point begins at each. */
const points = Float64Array.from({ length: 60 }, (_, i) => 3 * Math.sin(7 * i + 1));

/** Numbers may be rounded and multiples of pi written as such. */
function same(found: string, wanted: string): boolean {
  if (found === wanted) return true;
  const [a, b] = [found, wanted].map((text) => text.split('..').map(numberOf));
  return (
    a?.length === b?.length &&
    (a ?? []).every(
      (value, i) => Math.abs(value - (b?.[i] ?? Number.NaN)) <= 1e-9 * Math.max(1, Math.abs(value)),
    )
  );
}

function numberOf(text: string): number {
  const pi = /^(-?)(?:(\d+)\*)?pi$/.exec(text);
  return pi === null
    ? Number(text === '' ? Number.NaN : text)
    : (pi[1] === '-' ? -1 : 1) * Number(pi[2] ?? 1) * Math.PI;
}
