import type { Experiment } from '#src/experiment/fields.ts';

/** Turns scaled inputs into what the network sees. */
export interface Encoder {
  /** Network inputs a row. */
  readonly width: number;
  /** [width] */
  readonly names: readonly string[];
  /** @param scaled [rows × columns] @returns [rows × width], computed in float64, rounded once */
  encode(scaled: Float64Array): Float32Array;
}

export type EncodingFields = Pick<Experiment, 'encoding' | 'degree' | 'octaves'>;

/** @param columns the scaled inputs' names */
export function makeEncoder(fields: EncodingFields, columns: readonly string[]): Encoder {
  switch (fields.encoding) {
    case 'raw':
      return {
        width: columns.length,
        names: columns,
        encode: (scaled) => new Float32Array(scaled),
      };
    case 'polynomial':
      return polynomialEncoder(columns, fields.degree);
    case 'fourier':
      return fourierEncoder(columns, fields.octaves);
  }
}

/** sin(2ᵏ·π·u), cos(2ᵏ·π·u) for k = 0 … octaves − 1, column after column. */
function fourierEncoder(columns: readonly string[], octaves: number): Encoder {
  const waves = columns.flatMap((_, column) =>
    Array.from({ length: octaves }, (_, k) => ({ column, factor: 2 ** k })),
  );
  const width = 2 * waves.length;
  return {
    width,
    names: waves.flatMap(({ column, factor }) => {
      const angle = `${factor === 1 ? '' : factor}π·${bracketed(columns[column] ?? '')}`;
      return [`sin(${angle})`, `cos(${angle})`];
    }),
    encode: (scaled) =>
      encodeRows(scaled, columns.length, width, (row, out, at) => {
        waves.forEach(({ column, factor }, i) => {
          const angle = factor * Math.PI * (row[column] as number);
          out[at + 2 * i] = Math.sin(angle);
          out[at + 2 * i + 1] = Math.cos(angle);
        });
      }),
  };
}

/** All monomials of total degree 1 … degree, lower degrees first. */
function polynomialEncoder(columns: readonly string[], degree: number): Encoder {
  const monomials = monomialsUpTo(columns.length, degree);
  return {
    width: monomials.length,
    names: monomials.map(({ factors }) => monomialName(factors, columns)),
    encode: (scaled) => {
      const values = new Float64Array(monomials.length);
      return encodeRows(scaled, columns.length, monomials.length, (row, out, at) => {
        monomials.forEach(({ parent, last }, i) => {
          const value = (parent < 0 ? 1 : (values[parent] as number)) * (row[last] as number);
          values[i] = value;
          out[at + i] = value;
        });
      });
    },
  };
}

/** A monomial is an earlier one times one more column. */
interface Monomial {
  /** Columns that are multiplied, ascending. */
  readonly factors: readonly number[];
  /** The last of `factors`. */
  readonly last: number;
  /** Place of the monomial of the other factors, or −1 for degree 1. */
  readonly parent: number;
}

function monomialsUpTo(columns: number, degree: number): readonly Monomial[] {
  const all: Monomial[] = [];
  let previous: readonly number[] = [-1];
  for (let d = 1; d <= degree; d++) {
    const first = all.length;
    for (const parent of previous) {
      const factors = all[parent]?.factors ?? [];
      for (let last = factors.at(-1) ?? 0; last < columns; last++)
        all.push({ factors: [...factors, last], last, parent });
    }
    previous = Array.from({ length: all.length - first }, (_, i) => first + i);
  }
  return all;
}

/** E.g. "u0^2·u1". */
function monomialName(factors: readonly number[], columns: readonly string[]): string {
  if (factors.length === 1) return columns[factors[0] ?? 0] ?? '';
  return [...new Set(factors)]
    .map((column) => {
      const power = factors.filter((factor) => factor === column).length;
      const name = bracketed(columns[column] ?? '');
      return power === 1 ? name : `${name}^${power}`;
    })
    .join('·');
}

function bracketed(name: string): string {
  return /^\w+$/.test(name) ? name : `(${name})`;
}

function encodeRows(
  scaled: Float64Array,
  columns: number,
  width: number,
  writeRow: (row: Float64Array, out: Float32Array, at: number) => void,
): Float32Array {
  const rows = scaled.length / columns;
  const out = new Float32Array(rows * width);
  for (let i = 0; i < rows; i++)
    writeRow(scaled.subarray(i * columns, (i + 1) * columns), out, i * width);
  return out;
}
