import type { CleanCode } from '#src/code/read/clean.ts';
import { batchFacts } from '#src/code/read/facts/batches.ts';
import { dataFacts } from '#src/code/read/facts/data.ts';
import { type Known, known, open } from '#src/code/read/facts/known.ts';
import { lossFacts } from '#src/code/read/facts/learning.ts';
import { networkFacts } from '#src/code/read/facts/network.ts';
import { optimizerFacts } from '#src/code/read/facts/optimizer.ts';
import { textOf } from '#src/code/read/interpret/make.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { Family } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

const imports: Readonly<Record<Family, RegExp | null>> = {
  pytorch: /^[ \t]*(?:import|from)\s+torch\b.*/m,
  keras: /^[ \t]*(?:import|from)\s+(?:tensorflow|keras)\b.*/m,
  sklearn: /^[ \t]*(?:import|from)\s+sklearn\b.*/m,
  flux: /^[ \t]*(?:using|import)\b.*\bFlux\b.*/m,
  chainer: /^[ \t]*(?:import|from)\s+chainer\b.*/m,
  other: null,
};

/** Data that a text takes from elsewhere. */
const sources =
  /\b(?:read_csv|read_excel|read_table|loadtxt|genfromtxt|load_iris|load_boston|load_digits|load_breast_cancer|load_wine|load_diabetes|fetch_\w+|mnist\.load_data|boston_housing|loadmat|np\.load|pd\.read_\w+|CSV\.(?:read|File)|readdlm|ImageFolder|datasets\.(?:MNIST|CIFAR10)|h5py\.File)\b/;

/** All that a text says of one training. */
export function factsOf(training: Training, code: CleanCode): readonly Known[] {
  const { text } = code.code;
  const source = placeOf(sources, text);
  const { facts: data, rows } = dataFacts(training, source);
  const facts = [
    frameworkFact(training.family, text),
    ...data,
    ...networkFacts(training),
    ...lossFacts(training),
    ...optimizerFacts(training),
    ...batchFacts(training, rows),
    ...sklearnFacts(training),
  ];
  const later = placeOf(laterRate, text);
  const read = [
    ...withGivenWeights(withClassLoss(facts), text),
    ...(later === null ? [] : [open('changes', 'notUnderstood', later)]),
  ];
  // A call does all its epochs, whatever block it stands in.
  const isLoop = training.phases.some(({ place }) => place !== training.place);
  return code.isReindented ? read.map((fact) => lessCertain(fact, isLoop)) : read;
}

const twoClasses = ['moons', 'circles'];

/** scikit-learn's loss of a classifier, by the number of classes. */
function withClassLoss(facts: readonly Known[]): readonly Known[] {
  const value = (field: Known['field']) => facts.find((fact) => fact.field === field)?.value;
  const classes = twoClasses.some((id) => id === value('target')) ? 2 : value('classes');
  const outputs = classes === 2 ? 1 : classes;
  return facts.map((fact) => {
    if (value('loss') !== 'log_loss') return fact;
    if (fact.field === 'outputs' && typeof outputs === 'number')
      return known('outputs', outputs, 'default');
    if (fact.field !== 'loss') return fact;
    if (classes == null) return open('loss', 'notUnderstood', fact.place);
    return { ...fact, value: classes === 2 ? 'bce' : 'cross_entropy' };
  });
}

/** Weights that are put into a network. */
const givenWeights =
  /\b(?:weight(?:\.data)?\.copy_|set_weights|load_weights|load_state_dict|init\.\w+_)\s*\(|\.weight(?:\.data)?\s*=[^=]/;

/** Rates that are put into an optimizer that is there. */
const laterRate =
  /\bparam_groups\b[^\n]*\n?[^\n]*\[["']lr["']\]\s*[-+*/]?=(?!=)|\badjust!\(|\b\w*opt\w*\.(?:lr|alpha|eta|learning_rate)\s*(?:[-+*/]?=(?!=)|\.assign\()|\bset_value\([^\n]*\.(?:lr|learning_rate)\b/;

/** A framework's own initial weights do not count where others take their place. */
function withGivenWeights(facts: readonly Known[], text: string): readonly Known[] {
  const place = placeOf(givenWeights, text);
  return facts.map((fact) =>
    place !== null && fact.field === 'initialiser' && fact.kind === 'default'
      ? open('initialiser', 'notUnderstood', place)
      : fact,
  );
}

function placeOf(pattern: RegExp, text: string): Place | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const start = match.index + match[0].length - match[0].trimStart().length;
  return { from: start, to: match.index + match[0].length };
}

function frameworkFact(family: Family, text: string): Known {
  const pattern = imports[family];
  const place = pattern === null ? null : placeOf(pattern, text);
  if (family === 'other') return open('framework', 'notFound');
  return known(
    'framework',
    family,
    place === null ? 'guessed' : 'said',
    place,
    place === null ? 'name' : null,
  );
}

/** Which lines a loop repeats was guessed where their indentation was lost. */
function lessCertain(fact: Known, isLoop: boolean): Known {
  const depends =
    /^(?:trainCount|formula|target)$/.test(fact.field) ||
    (isLoop && /^(?:epochs|batchSize|phases)$/.test(fact.field));
  return depends && fact.kind === 'said'
    ? { ...fact, kind: 'guessed', reason: fact.reason ?? 'indentation' }
    : fact;
}

/** scikit-learn's own: alpha is divided by the size of the batch. */
function sklearnFacts({ family, notes }: Training): readonly Known[] {
  if (family !== 'sklearn') return [];
  const alpha = notes.get('alpha');
  if (alpha?.type === 'number')
    return alpha.value === 0 ? [] : [known('l2', alpha.value, 'said', alpha.place)];
  if (alpha !== undefined) return [open('l2', 'notUnderstood', alpha.place)];
  const schedule = textOf(notes.get('learning_rate'));
  return [
    known('l2', 1e-4, 'default'),
    ...(schedule === null || schedule === 'constant'
      ? []
      : [known('schedule', schedule, 'said', notes.get('learning_rate')?.place ?? null)]),
  ];
}
