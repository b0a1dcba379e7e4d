import { fieldIds } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fieldOf } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';

/** What decides most whether and how a network learns, in this order; it is told before everything else. */
const decisive: readonly FieldId[] = [
  'target',
  'formula',
  'loss',
  'outputActivation',
  'labelShape',
  'layers',
  'features',
  'encoding',
  'inputScaling',
  'targetScaling',
  'optimizer',
  'learningRate',
  'phases',
  'batchSize',
  'epochs',
  'initialiser',
];

/** How a run is repeated, watched and computed: they change its numbers, not what is tried. */
export const circumstances: readonly FieldId[] = [
  'evaluateEvery',
  'seed',
  'dataSeed',
  'initSeed',
  'orderSeed',
  'dropoutSeed',
  'engine',
];

/** What changes no training is told last. */
const incidental: readonly FieldId[] = ['heldOutCount', ...circumstances];

const byWeight: readonly FieldId[] = [
  ...decisive,
  ...fieldIds.filter((id) => !decisive.includes(id) && !incidental.includes(id)),
  ...incidental,
];

/**
 * Where experiments differ in anything that has an effect in at least one of them: what matters most comes first.
 *
 * @param ignore fields that do not count as a difference, e.g. the seed between repetitions
 */
export function differingFields(
  experiments: readonly Experiment[],
  ignore: readonly FieldId[] = [],
): readonly FieldId[] {
  return byWeight.filter((field) => {
    if (ignore.includes(field)) return false;
    const texts = experiments.map((experiment) => fieldText(field, experiment));
    return (
      texts.some((text) => text !== texts[0]) &&
      experiments.some((experiment) => isRelevant(field, experiment))
    );
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
    text = fieldOf(field).encode(experiment[field]);
    known.set(field, text);
  }
  return text;
}
