import {
  numberTerm,
  operation,
  parts,
  type Term,
  termKey,
  variablesOf,
} from '#src/code/read/interpret/terms.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

/** A target without what was added to it at random. */
export interface Denoised {
  readonly term: Term;
  /** Standard deviation; 0: none. */
  readonly noise: number;
  readonly isGaussian: boolean;
  readonly place: Place | null;
}

/**
 * Takes noise off a sum: summands that are drawn and that no input knows.
 *
 * @param inputs the variables that the network's inputs are made of
 */
export function withoutNoise(term: Term, inputs: readonly Term[]): Denoised {
  const known = new Set(inputs.map(termKey));
  const summands = summandsOf(term, 1);
  let variance = 0;
  let place: Place | null = null;
  let isGaussian = true;
  const kept: { readonly term: Term; readonly sign: number }[] = [];
  for (const summand of summands) {
    const variables = variablesOf(summand.term);
    const isNoise =
      variables.length > 0 &&
      variables.every(
        (variable) =>
          !known.has(termKey(variable)) && /^(?:normal|uniform)$/.test(variable.design.kind),
      );
    const weight = isNoise && variables.length === 1 ? weightOf(summand.term) : null;
    const [variable] = variables;
    if (weight === null || variable === undefined) kept.push(summand);
    else {
      const { kind, from, to } = variable.design;
      variance += (kind === 'normal' ? weight * to : (weight * (to - from)) / Math.sqrt(12)) ** 2;
      isGaussian &&= kind === 'normal';
      place ??= variable.design.place;
    }
  }
  if (variance === 0 || kept.length === 0) return { term, noise: 0, isGaussian: true, place: null };
  const sum = kept.reduce<Term>(
    (total, { term: part, sign }) =>
      total.kind === 'number' && total.value === 0 && sign > 0
        ? part
        : operation(sign > 0 ? 'add' : 'subtract', total, part),
    numberTerm(0),
  );
  const noise = Number(Math.sqrt(variance).toPrecision(4));
  return { term: sum, noise, isGaussian, place };
}

function summandsOf(
  term: Term,
  sign: number,
): readonly { readonly term: Term; readonly sign: number }[] {
  const [a, b] = term.kind === 'operation' ? term.operands : [];
  if (term.kind !== 'operation' || a === undefined || b === undefined) return [{ term, sign }];
  if (term.name === 'add') return [...summandsOf(a, sign), ...summandsOf(b, sign)];
  if (term.name === 'subtract') return [...summandsOf(a, sign), ...summandsOf(b, -sign)];
  return [{ term, sign }];
}

/** What a variable is multiplied by in all; null where it is more than a multiple. */
function weightOf(term: Term): number | null {
  if (term.kind === 'variable') return 1;
  if (term.kind !== 'operation') return null;
  const [a, b] = term.operands;
  if (a === undefined) return null;
  if (term.name === 'unaryMinus') return weightOf(a);
  if (b === undefined) return null;
  const isNumber = [...parts(b)].every(({ kind }) => kind !== 'variable');
  const inner = weightOf(isNumber ? a : b);
  const factor = isNumber ? b : a;
  if (inner === null || factor.kind !== 'number') return null;
  if (term.name === 'multiply') return inner * factor.value;
  return term.name === 'divide' && isNumber ? inner / factor.value : null;
}
