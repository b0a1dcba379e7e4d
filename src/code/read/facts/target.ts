import { asVariables, type Frame, isOfCoordinates } from '#src/code/read/facts/frame.ts';
import { formulaOfGiven, givenColumns } from '#src/code/read/facts/given.ts';
import { byValue, type Known, known, open } from '#src/code/read/facts/known.ts';
import {
  type FoundScaling,
  sampled,
  scaledParts,
  scalingBetween,
  unscaled,
} from '#src/code/read/facts/scaling.ts';
import { matchingTarget } from '#src/code/read/facts/target-match.ts';
import { numberOf } from '#src/code/read/interpret/make.ts';
import { formulaText } from '#src/code/read/interpret/term-text.ts';
import { pointFunction, sameTerm, type Term } from '#src/code/read/interpret/terms.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { ArrayValue } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { Reason } from '#src/code/read/reading.ts';

/** The target before it was scaled: by a name of its own, or by statistics of itself. */
export function unscaledTarget(
  term: Term,
  array: ArrayValue | null,
  frame: Frame,
): { readonly base: Term; readonly scaling: FoundScaling } {
  const candidates = [
    ...(array?.unscaled === undefined ? [] : [array.unscaled]),
    ...scaledParts(term),
  ];
  for (const [i, base] of candidates.entries()) {
    // A multiple of x itself is what is learnt, not a scaling of it.
    if (frame.coordinates.some(({ term: own }) => sameTerm(own, base))) continue;
    const scaling = scalingBetween(base, term, frame);
    const isNamed = array?.unscaled !== undefined && i === 0;
    if (
      scaling !== null &&
      scaling.id !== 'none' &&
      (isNamed || scaling.id !== 'divide' || scaling.isEstimated)
    )
      return { base, scaling };
  }
  return { base: term, scaling: unscaled };
}

/** Where targets come from, as far as the text says it. */
interface Targets {
  /** What they are computed from, without their scaling. */
  readonly term: Term | null;
  readonly array: ArrayValue | null;
  /** Of the file or ready-made set that they are read from. */
  readonly source: Place | null;
}

/** What is learnt: a target of ours or a formula, its inputs and classes. */
export function targetFacts(
  { term, array, source }: Targets,
  frame: Frame,
  training: Training,
  task: Known,
): readonly Known[] {
  const place = array?.place ?? training.score?.place ?? training.place;
  if (term === null || array === null)
    return [open('target', source === null ? 'notUnderstood' : 'file', source ?? place)];
  const given = givenColumns(frame, term);
  if (given !== null) {
    const formula =
      task.value === 'regression' || given.inputs.length === 2 ? formulaOfGiven(given) : null;
    return formula === null
      ? [open('target', 'given', place)]
      : namedTarget(formula, task, frame.coordinates.length, {
          kind: 'guessed',
          place,
          reason: 'computed',
        });
  }
  const isKnown = isOfCoordinates(term, frame);
  const text = isKnown ? formulaText(term, frame.names) : null;
  if (text === null || frame.coordinates.length === 0)
    return [open('target', reasonOf(term, source), source ?? place)];
  const classes = task.value === 'classes' ? classesOf(training, term, array, frame) : null;
  const { term: rewritten, variables } = asVariables(term, frame);
  const f = pointFunction(rewritten, variables);
  const match =
    f === null
      ? null
      : matchingTarget(f, text, frame, task.value === 'classes' ? numberAt(classes) : null);
  const formula = known(
    'formula',
    text,
    array.doubt === undefined ? 'said' : 'guessed',
    place,
    array.doubt ?? null,
  );
  if (match !== null)
    return [
      known('target', match.target, formula.kind, place, formula.reason),
      ...(match.multiplier === null ? [] : [known('multiplier', match.multiplier, 'said', place)]),
      ...(classes === null ? [] : [classes]),
      formula,
    ];
  return [
    ...namedTarget(text, task, frame.coordinates.length, formula),
    ...(classes === null ? [] : [classes]),
  ];
}

function numberAt(fact: Known | null): number | null {
  return typeof fact?.value === 'number' ? fact.value : null;
}

function namedTarget(
  formula: string,
  task: Known,
  dimensions: number,
  { kind, place, reason }: Pick<Known, 'kind' | 'place' | 'reason'>,
): readonly Known[] {
  const target = task.value === 'classes' ? 'formula_classes' : 'formula';
  return [
    known('target', target, kind, place, reason),
    known('inputCount', dimensions, kind, place, reason),
    known('formula', formula, kind, place, reason),
  ];
}

/** The facts of the first column, for all of them: one formula each, or none is said where one cannot be. */
export function ofAllColumns(
  facts: readonly Known[],
  columns: readonly Term[],
  frame: Frame,
  task: Known,
): readonly Known[] {
  const formula = facts.find(({ field }) => field === 'formula');
  if (columns.length < 2 || task.value === 'classes' || formula === undefined) return facts;
  const others = facts.filter(
    ({ field }) => !/^(?:target|formula|inputCount|multiplier)$/.test(field),
  );
  const texts = columns.map((term) => formulaText(term, frame.names));
  if (texts.includes(null)) return [...others, open('target', 'notUnderstood', formula.place)];
  const all = texts.join('; ');
  return [...others, ...namedTarget(all, task, frame.coordinates.length, formula)];
}

function reasonOf(term: Term, source: Place | null): Reason {
  if (source !== null) return 'file';
  return term.kind === 'unknown' ? 'mixture' : 'notUnderstood';
}

/** As many as the network has outputs, or two for one output, or as many as the formula has values. */
function classesOf(
  { flow, score }: Training,
  term: Term,
  array: ArrayValue,
  frame: Frame,
): Known | null {
  if (array.oneHot != null) return known('classes', array.oneHot, 'said', array.place);
  const dense = flow?.ops.findLast((op) => op.op === 'dense');
  const units = dense?.op === 'dense' ? dense.units : null;
  const count = numberOf(units);
  if (count !== null && units !== null)
    return byValue('classes', count === 1 ? 2 : count, {
      ...units,
      place: units.place ?? dense?.place ?? null,
    });
  const values = new Set((sampled(term, frame) ?? []).map(Math.floor));
  if (values.size < 2 || values.size > 10) return open('classes', 'notFound', score?.place);
  return known('classes', values.size, 'guessed', array.place, 'computed');
}
