import { asVariables, type Frame, pointsOf } from '#src/code/read/facts/frame.ts';
import { boundsOf } from '#src/code/read/interpret/bounds.ts';
import {
  numberTerm,
  pointFunction,
  sameTerm,
  substitute,
  type Term,
  termKey,
  variablesOf,
} from '#src/code/read/interpret/terms.ts';
import type { ScalingId } from '#src/experiment/ids.ts';

/** How a quantity was scaled before the network saw it. */
export interface FoundScaling {
  readonly id: ScalingId;
  /** Of `divide`. */
  readonly divisor: number | null;
  /** The divisor was estimated from the data. */
  readonly isEstimated: boolean;
}

export const unscaled: FoundScaling = { id: 'none', divisor: null, isEstimated: false };

/** The scaling that makes `result` of `base`; null: none that we have. */
export function scalingBetween(base: Term, result: Term, frame: Frame): FoundScaling | null {
  if (sameTerm(base, result)) return unscaled;
  const statistics = (term: Term, ...names: readonly string[]) =>
    term.kind === 'statistic' && names.includes(term.name) && sameTerm(term.of, base);
  if (result.kind !== 'operation') return null;
  const [above, below] = result.operands;
  if (above === undefined || below === undefined) return null;
  if (result.name === 'multiply' && sameTerm(below, base) && above.kind === 'number')
    return { id: 'divide', divisor: 1 / above.value, isEstimated: false };
  if (result.name !== 'divide') return null;
  if (sameTerm(above, base)) {
    if (below.kind === 'number') return { id: 'divide', divisor: below.value, isEstimated: false };
    if (!statistics(below, 'most')) return null;
    const most = largest(base, frame);
    return most === null ? null : { id: 'divide', divisor: most, isEstimated: true };
  }
  if (above.kind !== 'operation' || above.name !== 'subtract') return null;
  const [minuend, shift] = above.operands;
  if (minuend === undefined || shift === undefined || !sameTerm(minuend, base)) return null;
  if (statistics(shift, 'mean') && hasDeviation(below, base))
    return { id: 'standardise', divisor: null, isEstimated: false };
  if (!statistics(shift, 'least') || below.kind !== 'operation' || below.name !== 'subtract')
    return null;
  const [most, least] = below.operands;
  const isRange =
    most !== undefined &&
    least !== undefined &&
    statistics(most, 'most') &&
    statistics(least, 'least');
  return isRange ? { id: 'min_max', divisor: null, isEstimated: false } : null;
}

/** The deviation of a quantity, or that and a small number. */
function hasDeviation(term: Term, base: Term): boolean {
  if (term.kind === 'statistic') return term.name === 'deviation' && sameTerm(term.of, base);
  const [first, second] = term.kind === 'operation' && term.name === 'add' ? term.operands : [];
  return (
    first !== undefined &&
    second?.kind === 'number' &&
    second.value < 1e-3 &&
    hasDeviation(first, base)
  );
}

/** The candidates for what a term was before it was scaled, the outermost first. */
export function scaledParts(term: Term): readonly Term[] {
  if (term.kind !== 'operation') return [];
  const above = term.operands[term.name === 'multiply' ? 1 : 0];
  if (above === undefined) return [];
  const inner =
    above.kind === 'operation' && above.name === 'subtract' ? above.operands[0] : undefined;
  return term.name === 'divide' || term.name === 'multiply'
    ? [above, ...(inner === undefined ? [] : [inner])]
    : [];
}

/** The largest value of a function of the coordinates, by trying. */
function largest(base: Term, frame: Frame): number | null {
  const values = sampled(base, frame);
  return values === null || values.length === 0 ? null : Math.max(...values);
}

/** Values of a term at many points of its coordinates, the corners among them. */
export function sampled(base: Term, frame: Frame): readonly number[] | null {
  const { term, variables } = asVariables(base, frame);
  const f = pointFunction(term, variables);
  if (f === null || frame.coordinates.length === 0) return null;
  return [...pointsOf(frame)].map((point) => f(point, 0)).filter(Number.isFinite);
}

/** The value of statistics whose quantity has known bounds: ends of a grid. */
export function withKnownEnds(term: Term): Term {
  const others = new Map<string, Term>();
  const visit = (part: Term) => {
    if (part.kind === 'statistic' && (part.name === 'least' || part.name === 'most')) {
      const isEnded = variablesOf(part.of).every(({ design }) =>
        /^(?:grid|shuffled|given)$/.test(design.kind),
      );
      const [least, most] = boundsOf(part.of);
      const end = part.name === 'least' ? least : most;
      if (isEnded && Number.isFinite(end) && part.of.kind === 'variable')
        others.set(termKey(part), numberTerm(end));
    }
    if (part.kind === 'operation' || part.kind === 'call') part.operands.forEach(visit);
    if (part.kind === 'statistic') visit(part.of);
  };
  visit(term);
  return others.size === 0 ? term : substitute(term, others);
}
