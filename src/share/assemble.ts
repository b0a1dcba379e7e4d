import { fieldText } from '#src/experiment/differences.ts';
import { parseField } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { relationProblems } from '#src/experiment/rules.ts';

/** What could be made of a stranger's input: an experiment that can run, and what in the input was wrong. */
export interface Assembled {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
}

/**
 * Puts single values on top of a valid experiment. A value that its field refuses is left out; where fields contradict
 * one another, the one that relations name gives way. Everything left out or changed is a problem with its field.
 *
 * @param base an experiment without problems
 * @param candidates unchecked values
 */
export function assemble(base: Experiment, candidates: ReadonlyMap<FieldId, unknown>): Assembled {
  const problems: Problem[] = [];
  let experiment = base;
  for (const [id, candidate] of candidates) {
    const value = parseField(id, candidate);
    if (value.ok) experiment = { ...experiment, [id]: value.value };
    else problems.push({ field: id, message: value.error });
  }
  const repaired = repair(experiment, base);
  return {
    experiment: repaired.experiment,
    problems: [...problems, ...repaired.problems],
  };
}

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
    if (replaced === null) {
      problems.push(problem);
      break;
    }
    experiment = replaced;
    const message = `${problem.message} (taken: ${fieldText(field, experiment)})`;
    problems.push({ field, message });
  }
  // A formula that is missing, for example, cannot be made up: the target gives way, at worst everything.
  const { target, classes, loss, outputActivation, labelShape } = base;
  const withoutTarget = { ...experiment, target, classes, loss, outputActivation, labelShape };
  const survives = relationProblems(withoutTarget).length === 0;
  const message = survives ? `replaced by ${target}` : 'nothing of it could be kept';
  return {
    experiment: survives ? withoutTarget : base,
    problems: [...problems, { field: 'target', message }],
  };
}

/** The experiment with the first value of a field that ends its problem, or null. */
function replacement(experiment: Experiment, field: FieldId, base: Experiment): Experiment | null {
  for (const value of [base[field], fields[field].default, ...alternatives(experiment, field)]) {
    const changed = { ...experiment, [field]: value };
    if (!relationProblems(changed).some((problem) => problem.field === field)) return changed;
  }
  return null;
}

function alternatives(experiment: Experiment, id: FieldId): readonly unknown[] {
  if (id === 'phases') return [[{ order: 'reshuffle', epochs: null }]];
  const field = fields[id];
  if (field.kind === 'choice') return Object.keys(field.options);
  if (field.kind === 'flag') return [true, false];
  if (field.kind === 'number') return halvings(experiment[id] as number, field.min);
  return [];
}

/** Whole numbers, each half of the one before it, down to `least`. */
function halvings(from: number, least: number): readonly number[] {
  const values: number[] = [];
  for (let value = Math.floor(from / 2); value > least; value = Math.floor(value / 2))
    values.push(value);
  return [...values, least];
}
