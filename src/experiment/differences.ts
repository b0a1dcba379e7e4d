import { fieldIds } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fieldOf } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { oncePer } from '#src/lib/once-per.ts';

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

/** Lists compare the same experiments again and again. */
const textsOf = oncePer(
  (experiment: Experiment) =>
    new Map(fieldIds.map((field) => [field, fieldOf(field).encode(experiment[field])])),
);

/** A field's value in the words of links, e.g. "45:relu,45:relu". */
export function fieldText(field: FieldId, experiment: Experiment): string {
  return textsOf(experiment).get(field) as string;
}
