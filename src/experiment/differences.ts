import { fieldIds } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fieldOf, fields } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { inSentence } from '#src/lib/text.ts';

/** A field in which experiments differ, with each one's value as readers know it, in the order of the experiments. */
export interface Difference {
  readonly field: FieldId;
  readonly label: string;
  readonly values: readonly string[];
}

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
export function differences(
  experiments: readonly Experiment[],
  ignore: readonly FieldId[] = [],
): readonly Difference[] {
  return byWeight.flatMap((field): Difference[] => {
    if (ignore.includes(field)) return [];
    const texts = experiments.map((experiment) => fieldText(field, experiment));
    if (texts.every((text) => text === texts[0])) return [];
    if (!experiments.some((experiment) => isRelevant(field, experiment))) return [];
    const values = experiments.map((experiment) => fieldWords(field, experiment));
    return [{ field, label: fields[field].label, values }];
  });
}

/** One experiment's side of a difference, e.g. "learning rate 0.01". */
export function differenceText({ label, values }: Difference, index: number): string {
  return settingText(label, values[index] ?? '');
}

/** What a field is set to, inside a sentence or a name: "learning rate 0.01". */
export function settingText(label: string, value: string): string {
  return `${inSentence(label)} ${value}`;
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

/** A field's value in the words of its readers, e.g. "2 × 45 ReLU". */
function fieldWords(field: FieldId, experiment: Experiment): string {
  return fieldOf(field).words(experiment[field]);
}
