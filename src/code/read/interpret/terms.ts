import type { Place } from '#src/code/read/mapped-text.ts';
import {
  compile,
  type Expression,
  type FunctionName,
  functions,
  type OperatorName,
  operators,
  type PointFunction,
} from '#src/data/formula/formula.ts';
import { oncePer } from '#src/lib/once-per.ts';

/** How numbers were drawn, laid out or given: what everything computed from data goes back to. */
export interface Design {
  readonly id: number;
  readonly kind: DesignKind;
  /** Bounds, both included; of `normal` mean and deviation. */
  readonly from: number;
  readonly to: number;
  readonly rows: number | null;
  readonly place: Place;
  /** Of `given`: the numbers, by column. */
  readonly values?: readonly (readonly number[])[];
  /** Of `counter`: how far it goes each time, and where that is said. */
  readonly step?: { readonly value: number; readonly place: Place | null };
  /** Of `source`: the file or the ready-made data set. */
  readonly name?: string;
  /** Loops that were under way. */
  readonly loops: readonly number[];
}

export type DesignKind =
  | 'uniform'
  | 'grid'
  | 'integers'
  | 'shuffled'
  | 'normal'
  | 'given'
  | 'counter'
  | 'source';

/** A number for each row, as a formula of designs; made by the functions below, which keep it small. */
export type Term = { readonly size: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly design: Design; readonly column: number }
  | { readonly kind: 'operation'; readonly name: OperatorName; readonly operands: readonly Term[] }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly operands: readonly Term[] }
  /** Of all rows. */
  | { readonly kind: 'statistic'; readonly name: StatisticName; readonly of: Term }
  | { readonly kind: 'unknown' }
);

export type StatisticName = 'mean' | 'deviation' | 'least' | 'most';

const maxSize = 300;

export const unknownTerm: Term = { kind: 'unknown', size: 1 };

export function numberTerm(value: number): Term {
  return { kind: 'number', value, size: 1 };
}

export function variable(design: Design, column = 0): Term {
  return { kind: 'variable', design, column, size: 1 };
}

export function statistic(name: StatisticName, of: Term): Term {
  return of.kind === 'unknown' ? of : { kind: 'statistic', name, of, size: of.size + 1 };
}

export function operation(name: OperatorName, ...operands: readonly Term[]): Term {
  const values = operands.flatMap((term) => (term.kind === 'number' ? [term.value] : []));
  if (values.length === operands.length) {
    const [a = 0, b = 0, c = 0] = values;
    return numberTerm((operators[name] as (a: number, b: number, c: number) => number)(a, b, c));
  }
  return (
    simpler(name, operands) ??
    composed(operands, (size) => ({ kind: 'operation', name, operands, size }))
  );
}

export function call(name: FunctionName, ...operands: readonly Term[]): Term {
  const values = operands.flatMap((term) => (term.kind === 'number' ? [term.value] : []));
  if (values.length === operands.length)
    return numberTerm((functions[name].evaluate as (...values: number[]) => number)(...values));
  return composed(operands, (size) => ({ kind: 'call', name, operands, size }));
}

function composed(operands: readonly Term[], make: (size: number) => Term): Term {
  const size = operands.reduce((sum, term) => sum + term.size, 1);
  return size > maxSize || operands.some(({ kind }) => kind === 'unknown')
    ? unknownTerm
    : make(size);
}

/** What needs no operation at all: `x + 0`, `1 * x`, `--x`. */
function simpler(name: OperatorName, operands: readonly Term[]): Term | null {
  const [a, b, c] = operands;
  if (a === undefined) return null;
  if (name === 'unaryPlus') return a;
  if (name === 'unaryMinus' && a.kind === 'operation' && a.name === 'unaryMinus')
    return a.operands[0] ?? null;
  if (b === undefined) return null;
  if (name === 'choose') {
    if (a.kind === 'number') return a.value !== 0 ? b : (c ?? null);
    return c !== undefined && sameTerm(b, c) ? b : null;
  }
  const isNumber = (term: Term, value: number) => term.kind === 'number' && term.value === value;
  if ((name === 'add' || name === 'subtract') && isNumber(b, 0)) return a;
  if (name === 'add' && isNumber(a, 0)) return b;
  if ((name === 'multiply' || name === 'divide' || name === 'pow') && isNumber(b, 1)) return a;
  if (name === 'multiply' && isNumber(a, 1)) return b;
  if (name === 'multiply' && b.kind === 'number' && a.kind !== 'number')
    return operation('multiply', b, a);
  if (name === 'multiply') return power(a, b);
  return null;
}

/** `x * x` as a power of x. */
function power(a: Term, b: Term): Term | null {
  const [base, exponent] =
    a.kind === 'operation' && a.name === 'pow' ? a.operands : [a, numberTerm(1)];
  if (
    b.kind === 'number' ||
    base === undefined ||
    exponent?.kind !== 'number' ||
    !sameTerm(base, b)
  )
    return null;
  return operation('pow', b, numberTerm(exponent.value + 1));
}

/** The same text for terms that say the same of the same designs. */
export const termKey: (term: Term) => string = oncePer(makeKey);

function makeKey(term: Term): string {
  switch (term.kind) {
    case 'number':
      return String(term.value);
    case 'variable':
      return `d${term.design.id}.${term.column}`;
    case 'statistic':
      return `${term.name}[${termKey(term.of)}]`;
    case 'unknown':
      return '?';
    case 'operation':
    case 'call':
      return `${term.name}(${term.operands.map(termKey).join(',')})`;
  }
}

export function sameTerm(a: Term, b: Term): boolean {
  return termKey(a) === termKey(b);
}

/** Walks over a term and all that it is made of. */
export function* parts(term: Term): Generator<Term> {
  yield term;
  if (term.kind === 'statistic') yield* parts(term.of);
  if (term.kind === 'operation' || term.kind === 'call')
    for (const operand of term.operands) yield* parts(operand);
}

/** The variables of a term, each once. */
export function variablesOf(...terms: readonly Term[]): readonly (Term & { kind: 'variable' })[] {
  const found = new Map<string, Term & { kind: 'variable' }>();
  for (const term of terms)
    for (const part of parts(term)) if (part.kind === 'variable') found.set(termKey(part), part);
  return [...found.values()];
}

/** Puts other terms in the place of some, by their keys. */
export function substitute(term: Term, others: ReadonlyMap<string, Term>): Term {
  const other = others.get(termKey(term));
  if (other !== undefined) return other;
  if (term.kind === 'statistic') return statistic(term.name, substitute(term.of, others));
  if (term.kind === 'operation')
    return operation(term.name, ...term.operands.map((operand) => substitute(operand, others)));
  if (term.kind === 'call')
    return call(term.name, ...term.operands.map((operand) => substitute(operand, others)));
  return term;
}

/** The function of some variables that a term is, or null where it needs more than they. */
export function pointFunction(term: Term, variables: readonly Term[]): PointFunction | null {
  const order = variables.map(termKey);
  const tree = expressionOf(term);
  return tree === null ? null : compile(tree);

  function expressionOf(part: Term): Expression | null {
    const index = order.indexOf(termKey(part));
    if (index >= 0) return { kind: 'variable', index };
    if (part.kind === 'number') return part;
    if (part.kind !== 'operation' && part.kind !== 'call') return null;
    const operands = part.operands.map(expressionOf);
    if (operands.some((operand) => operand === null)) return null;
    return { ...part, operands: operands as readonly Expression[] };
  }
}
