import { fieldIds } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';

/** A field in which experiments differ, with each one's value as link text, in the order of the experiments. */
export interface Difference {
  readonly field: FieldId;
  readonly label: string;
  readonly values: readonly string[];
}

/**
 * Where experiments differ in anything that has an effect in at least one of them.
 *
 * @param ignore fields that do not count as a difference, e.g. the seed between repetitions
 */
export function differences(
  experiments: readonly Experiment[],
  ignore: readonly FieldId[] = [],
): readonly Difference[] {
  return fieldIds.flatMap((field): Difference[] => {
    if (ignore.includes(field)) return [];
    const values = experiments.map((experiment) => fieldText(field, experiment));
    if (values.every((value) => value === values[0])) return [];
    if (!experiments.some((experiment) => isRelevant(field, experiment))) return [];
    return [{ field, label: fields[field].label, values }];
  });
}

/** The same text for experiments that differ in nothing that has an effect, but for the seed. */
export function kindOfExperiment(experiment: Experiment): string {
  return fieldIds
    .filter((field) => field !== 'seed' && isRelevant(field, experiment))
    .map((field) => `${field}=${fieldText(field, experiment)}`)
    .join('&');
}

/** Experiments never change, and lists compare the same ones again and again. */
const texts = new WeakMap<Experiment, Map<FieldId, string>>();

/** A field's value in the words of links, e.g. "45:relu,45:relu". */
export function fieldText(field: FieldId, experiment: Experiment): string {
  let known = texts.get(experiment);
  if (known === undefined) {
    known = new Map();
    texts.set(experiment, known);
  }
  let text = known.get(field);
  if (text === undefined) {
    const encode = fields[field].encode as (value: unknown) => string;
    text = encode(experiment[field]);
    known.set(field, text);
  }
  return text;
}
