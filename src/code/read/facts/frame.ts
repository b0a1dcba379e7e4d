import {
  type Design,
  numberTerm,
  parts,
  sameTerm,
  substitute,
  type Term,
  termKey,
  variable,
  variablesOf,
} from '#src/code/read/interpret/terms.ts';

/** One coordinate: the quantity that the reader of the code would call x. */
export interface Coordinate {
  /** An affine function of how it was drawn. */
  readonly term: Term;
  readonly design: Design;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The coordinates that inputs and targets are functions of, and their names by key. */
export interface Frame {
  readonly coordinates: readonly Coordinate[];
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Finds the coordinates: `rand(n) * 10 - 1` is x itself where everything is computed from it; where a target was
 * computed from `rand(n) * 1000` and the input is that divided by 1000, x is what both have in common.
 *
 * @param inputs columns of the network's input
 * @param targets what has to be learnt
 */
export function frameOf(inputs: readonly Term[], targets: readonly Term[]): Frame {
  const variables = variablesOf(...inputs);
  const names = new Map<string, string>();
  const coordinates = variables.map((part, i): Coordinate => {
    const term = commonChain(part, [...inputs, ...targets]);
    const name = variables.length === 1 ? 'x' : `x${i}`;
    names.set(termKey(term), name);
    const ends = endsOf(part.design).map((end) => at(term, part, end));
    const [a = 0, b = 0] = ends;
    return { term, design: part.design, name, from: Math.min(a, b), to: Math.max(a, b) };
  });
  return { coordinates, names };
}

/** Bounds; of normal numbers those of the uniform ones that have the same mean and deviation. */
function endsOf({ kind, from, to }: Design): readonly number[] {
  return kind === 'normal' ? [from - Math.sqrt(3) * to, from + Math.sqrt(3) * to] : [from, to];
}

/** The value of a term where its one variable has a value. */
function at(term: Term, part: Term, value: number): number {
  const result = substitute(term, new Map([[termKey(part), numberTerm(value)]]));
  return result.kind === 'number' ? result.value : Number.NaN;
}

/** The longest affine chain from a variable upwards that all its occurrences have in common. */
function commonChain(part: Term, terms: readonly Term[]): Term {
  const chains = terms.flatMap((term) => chainsOf(term, part));
  const [first] = chains;
  let common: Term = part;
  for (let i = 0; i < (first?.length ?? 0); i++) {
    const candidate = first?.[i];
    if (candidate === undefined) break;
    if (!chains.every((chain) => chain[i] !== undefined && sameTerm(chain[i] as Term, candidate)))
      break;
    common = candidate;
  }
  return common;
}

/** For each place of a variable in a term: the variable, and the affine terms around it, from the inside. */
function chainsOf(term: Term, part: Term): readonly (readonly Term[])[] {
  const found: (readonly Term[])[] = [];
  const visit = (current: Term): readonly Term[] | null => {
    if (sameTerm(current, part)) return [current];
    if (current.kind === 'statistic') {
      const chain = visit(current.of);
      if (chain !== null) found.push(chain);
      return null;
    }
    if (current.kind !== 'operation' && current.kind !== 'call') return null;
    const chains = current.operands.map(visit);
    const others = current.operands.filter((_, i) => chains[i] === null);
    const chain = chains.find((candidate) => candidate !== null);
    const isAffine =
      current.kind === 'operation' &&
      /^(?:add|subtract|multiply|divide|unaryMinus)$/.test(current.name) &&
      chains.filter((candidate) => candidate !== null).length === 1 &&
      others.every(({ kind }) => kind === 'number') &&
      !(current.name === 'divide' && chains[1] != null);
    if (isAffine && chain != null) return [...chain, current];
    for (const candidate of chains) if (candidate !== null) found.push(candidate);
    return null;
  };
  const whole = visit(term);
  if (whole !== null) found.push(whole);
  return found;
}

/** Coordinates as variables that a function can be computed of. */
export function asVariables(
  term: Term,
  { coordinates }: Frame,
): { readonly term: Term; readonly variables: readonly Term[] } {
  const variables = coordinates.map(({ design }, i) => variable({ ...design, id: -1 }, i));
  const others = new Map(
    coordinates.map(({ term: key }, i) => [termKey(key), variables[i] as Term]),
  );
  return { term: substitute(term, others), variables };
}

const points = 400;

/** Points all over the domain, at places that no grid has; the two ends of the diagonal are the first. */
export function* pointsOf({ coordinates }: Frame): Generator<Float64Array> {
  for (let i = 0; i < points; i++)
    yield Float64Array.from(coordinates, ({ from, to }, axis) => {
      const share = i < 2 ? i : (i * 0.754877666 ** (axis + 1) + 0.5) % 1;
      return from + (to - from) * share;
    });
}

/** Whether a term is a function of the coordinates alone. */
export function isOfCoordinates(term: Term, frame: Frame): boolean {
  const { term: rewritten, variables } = asVariables(term, frame);
  for (const part of parts(rewritten)) {
    if (part.kind === 'unknown' || part.kind === 'statistic') return false;
    if (part.kind === 'variable' && !variables.some((known) => sameTerm(known, part))) return false;
  }
  return true;
}
