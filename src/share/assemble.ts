import { defaultExperiment } from '#src/experiment/defaults.ts';
import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds, parseExperiment, parseField } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { exampleFormula, suitedTo } from '#src/experiment/suited.ts';
import { classCount } from '#src/experiment/targets.ts';
import type { Document } from '#src/library/documents/version.ts';
import { words } from '#words/base/link.ts';

/** What could be made of a stranger's input: an experiment that can run, and what in the input was wrong. */
export interface Assembled {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
}

/**
 * Puts the values of a document on top of a valid experiment. A value that its field refuses is left out; where fields
 * contradict one another, the one that the rules name gives way. Everything left out or changed is a problem with its
 * field.
 *
 * @param base a document of an experiment without problems
 * @param candidate unchecked
 * @param known problems of fields that need not be named again
 */
export function assemble(
  base: Document,
  candidate: Document,
  known: readonly Problem[] = [],
): Assembled {
  const parsed = parseExperiment(base);
  const sound = parsed.ok ? parsed.value : defaultExperiment;
  const problems = [...known];
  let experiment = sound;
  for (const id of fieldIds) {
    if (!Object.hasOwn(candidate, id)) continue;
    const value = parseField(id, candidate[id]);
    if (value.ok) experiment = { ...experiment, [id]: value.value };
    else if (!known.some(({ field }) => field === id))
      problems.push({ field: id, message: value.error });
  }
  const filled = withoutForeign(experiment, sound, problems);
  const repaired = repair(filled, sound);
  return { experiment: repaired.experiment, problems: [...problems, ...repaired.problems] };
}

/** Where a value was refused, that of the base must not stand in for it if the base is about another kind of task. */
function withoutForeign(
  experiment: Experiment,
  base: Experiment,
  refused: readonly Problem[],
): Experiment {
  if ((classCount(experiment) === null) === (classCount(base) === null)) return experiment;
  const suited = Object.entries(suitedTo(experiment)).filter(([id]) =>
    refused.some(({ field }) => field === id),
  );
  return { ...experiment, ...Object.fromEntries(suited) };
}

/** As many problems as a message can hold, and how many more there are. */
export function fewOf(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - mostNamed;
  if (more <= 0) return problems;
  return [...problems.slice(0, mostNamed), { field: 'link', message: words.andMore(more) }];
}

const mostNamed = 20;

/** A repair can uncover another contradiction; more rounds than fields would go in circles. */
const maxRounds = 20;

function repair(candidate: Experiment, base: Experiment): Assembled {
  const problems: Problem[] = [];
  let experiment = candidate;
  for (let round = 0; round < maxRounds; round++) {
    const [problem] = relationProblems(experiment);
    if (problem === undefined) return { experiment, problems };
    const field = problem.field as FieldId;
    const replaced = replacement(experiment, field, base);
    if (replaced === null) break;
    experiment = replaced;
    problems.push({
      field,
      message: words.taken(problem.message, fieldText(field, experiment)),
    });
  }
  const reduced = giveWay(experiment, base);
  return { ...reduced, problems: [...problems, ...reduced.problems] };
}

/** The experiment with the first value of a field that ends its problem, or null. */
function replacement(experiment: Experiment, field: FieldId, base: Experiment): Experiment | null {
  const known: readonly Partial<Experiment>[] = [suitedTo(experiment), base];
  const values = known.flatMap((e) => (Object.hasOwn(e, field) ? [e[field]] : []));
  for (const value of [...values, ...alternatives(experiment, field)]) {
    const changed = { ...experiment, [field]: value };
    if (!relationProblems(changed).some((problem) => problem.field === field)) return changed;
  }
  return null;
}

function alternatives(experiment: Experiment, id: FieldId): readonly unknown[] {
  if (id === 'phases') return [experiment.phases.slice(-1)];
  if (id === 'formula') return [exampleFormula(experiment)];
  const field = fields[id];
  if (field.kind === 'choice') return field.ids;
  if (field.kind === 'flag') return [true, false];
  if (field.kind === 'number') return halvings(experiment[id] as number, field.min);
  return [];
}

/** Sets fields back to the base's, each time the one whose return leaves the fewest problems, until none is left. */
function giveWay(candidate: Experiment, base: Experiment): Assembled {
  const problems: Problem[] = [];
  let experiment = candidate;
  while (relationProblems(experiment).length > 0) {
    const [best] = fieldIds
      .filter((id) => fieldText(id, experiment) !== fieldText(id, base))
      .map((id) => ({ id, set: { ...experiment, [id]: base[id] } }))
      .map((change) => ({ ...change, left: relationProblems(change.set).length }))
      .toSorted((a, b) => a.left - b.left);
    if (best === undefined) return { experiment: base, problems };
    experiment = best.set;
    const message = words.doesNotGoWithTheRest(fieldText(best.id, base));
    problems.push({ field: best.id, message });
  }
  return { experiment, problems };
}

/** Whole numbers, each half of the one before it, down to `least`. */
function halvings(from: number, least: number): readonly number[] {
  const values: number[] = [];
  for (let value = Math.floor(from / 2); value > least; value = Math.floor(value / 2))
    values.push(value);
  return [...values, least];
}
