import type {
  CodeExperiment,
  CodeLayer,
  Fact,
  FactField,
  FactKind,
  Lost,
  LostId,
  Reading,
  Reason,
  Refusal,
} from '#src/code/read/reading.ts';
import type { CodeLanguage } from '#src/code/write/script.ts';
import { parseField } from '#src/experiment/experiment.ts';
import { type FieldId, fields } from '#src/experiment/fields.ts';
import { valueText } from '#src/words/values.ts';
import { fieldWords } from '#words/fields.ts';
import { counted, plural } from '#words/forms.ts';

/** What is read of pasted code, in words. */

const extraLabels: Readonly<Record<Exclude<FactField, FieldId>, string>> = {
  framework: 'Framework',
  task: 'What is learnt',
  inputs: 'Inputs of the network',
  outputs: 'Outputs of the network',
  lossFactor: 'Factor of the loss',
  otherLayers: 'Other layers',
};

const isField = (field: FactField): field is FieldId => Object.hasOwn(fields, field);

export function factLabel(field: FactField): string {
  return isField(field) ? fieldWords[field].label : extraLabels[field];
}

export const factKinds: Readonly<Record<FactKind, string>> = {
  said: 'said',
  default: 'default',
  guessed: 'guessed',
  open: 'not found',
};

export const factKindHelp: Readonly<Record<FactKind, string>> = {
  said: 'It stands in the text.',
  default: 'The text says nothing of it; the framework’s default is taken.',
  guessed: 'Likely, but not certain: please check it.',
  open: 'The text does not say it, or it could not be read; a usual value stands in for it.',
};

export const reasonTexts: Readonly<Record<Reason, string>> = {
  operator: 'an operator was lost in the text and put back',
  indentation: 'the indentation was lost in the text and put back',
  python2: 'Python 2 divides whole numbers and rounds down',
  first: 'the first of several values that are tried',
  branch: 'it depends on a condition that the text does not decide',
  name: 'by what it is called',
  computed: 'computed from the data',
  file: 'the data are not in the text',
  given: 'the points are written out, and no simple formula fits them',
  mixture: 'it combines several kinds of points',
  notFound: 'the text has nothing of the kind',
  notUnderstood: 'this could not be read',
  uniform: 'the noise is drawn evenly; this is its deviation',
  fused: 'output function and loss are computed as one',
};

const frameworkNames: Readonly<Record<string, string>> = {
  pytorch: 'PyTorch',
  keras: 'Keras',
  sklearn: 'scikit-learn',
  flux: 'Flux',
  chainer: 'Chainer',
};

const plainWords: Partial<Record<FactField, (value: unknown) => string>> = {
  framework: (value) => frameworkNames[String(value)] ?? String(value),
  task: (value) => (value === 'classes' ? 'classes' : 'numbers'),
  bias: () => 'none',
  layers: (value) =>
    (value as readonly CodeLayer[])
      .map(({ units, activation }) => `${units} ${activation}`)
      .join(' → '),
};

/** A fact's value as readers know it; a value that experiments do not have as the text has it. */
export function factWords({ field, value }: Fact): string {
  if (value === null) return '?';
  if (isField(field)) {
    const parsed = parseField(field, value);
    if (parsed.ok) return valueText(field, parsed.value);
  }
  return (
    plainWords[field]?.(value) ??
    (typeof value === 'object' ? value.map(String).join(', ') : String(value))
  );
}

/** What is not held, and what was taken instead. */
const lostTexts: Readonly<Record<LostId, (value: string) => string>> = {
  inputs: (value) => `${value} inputs: another function with fewer stands in for it`,
  outputs: (value) => `${value} numbers as the answer: only one is learnt`,
  indicesOfOneOutput: () =>
    'indices of classes for a single output, at which frameworks stop or answer NaN: an output for each class',
  points: (value) =>
    `the ${value} points of the text themselves: an even grid over the same interval`,
  units: (value) => `a layer of ${value} units: the largest that we have`,
  layers: (value) => `${value} hidden layers: the first ones only`,
  activation: (value) => `the activation “${value}”: ReLU`,
  outputActivation: (value) => `the output activation “${value}”: a linear output`,
  initialiser: (value) => `initial weights by “${value}”: Glorot uniform`,
  loss: (value) => `the loss “${value}”: the usual one for this task`,
  fusedOutput: (value) =>
    `an output layer with ${value} apart from the loss: both are one here, with the same result`,
  lossFactor: (value) => `a loss times ${value}: for SGD the learning rate is multiplied instead`,
  optimizer: (value) => `the optimiser ${value}: Adam`,
  schedule: (value) => `the rate schedule “${value}”: a constant rate`,
  normalInputs: () =>
    'inputs from normal distributions of their own: uniform ones of the same mean and deviation',
  noise: () => 'noise that is drawn evenly: Gaussian noise of the same deviation',
  axes: (value) => `an interval for each axis (${value}): one for all`,
  otherLayer: (value) => `other layers (${value}): left out`,
  phases: (value) => `${value} phases: the last ones`,
  value: (value) => `the value ${value}: it is outside our limits or contradicts the rest`,
  kerasEpsilon: () =>
    'Keras’s Adam adds ε outside the bias correction, which makes a difference in the first steps only',
  kerasClassWeights: () =>
    'Keras divides a weighted loss by the rows of a batch, not by what they count: as another learning rate',
  posWeight: () =>
    'PyTorch divides a loss with pos_weight by the rows of a batch, not by what they count: as another learning rate',
  sklearnStopping: () =>
    'scikit-learn stops when the loss has not fallen by 0.0001 in ten epochs: ours goes on',
  sklearnDecay: () => 'scikit-learn divides its L2 by the size of the batch: so was ours',
};

export function lostText({ id, value }: Lost): string {
  return lostTexts[id](value);
}

export const refusalTexts: Readonly<Record<Refusal, string>> = {
  tooLong: 'The text is longer than 200 000 characters.',
  tooDeep: 'The text is nested too deeply to be code of this kind.',
  tooMuch: 'Reading took too long and was ended; what is shown may not be all.',
  noTraining: 'No training was found in the text.',
  unsupported:
    'This framework is not read yet: PyTorch, Keras, scikit-learn, Flux and Chainer are.',
};

export const codeLanguageNames: Readonly<Record<CodeLanguage, string>> = {
  pytorch: 'PyTorch',
  keras: 'Keras 3',
  numpy: 'NumPy only',
  jax: 'JAX',
  flux: 'Flux (Julia)',
};

/** What stands in the dialog that shares an experiment. */
export const codeOutWords = {
  title: 'As code',
  language: 'Language',
  script: 'Script',
  description:
    'The same data, initial weights and batch orders (in Python bit for bit). After a run here, the first losses stand beside it, to compare.',
  copy: 'Copy code',
  py: 'Save as .py',
  jl: 'Save as .jl',
  ipynb: 'Save as a notebook',
  withData: {
    py: 'Save .py and data (ZIP)',
    jl: 'Save .jl and data (ZIP)',
    ipynb: 'Save notebook and data (ZIP)',
  },
} as const;

/** Why an experiment is not written in a language. */
export function notWrittenText(language: string, lacking: readonly FieldId[]): string {
  const names = lacking.map((field) => fieldWords[field].label).join(', ');
  return `A script in ${language} cannot hold these settings with the same numbers: ${names}.`;
}

/** What stands in the dialog. */
export const codeWords = {
  title: 'Paste your code',
  label: 'Code of a question, or the whole page',
  description:
    'PyTorch, Keras, scikit-learn, Flux or Chainer. It is read, never run, and stays on this machine.',
  placeholder: 'Paste here, or drop a .py, .ipynb or .jl file anywhere on the page',
  example: 'Show an example',
  text: 'The text, with the places of what was read marked',
  facts: 'What was read',
  choose: 'Several trainings were found',
  training: 'Training',
  lost: 'What an experiment here cannot hold, and what is taken instead',
  open: 'Open as an experiment',
  opened: 'Opened from the code',
  origin: 'This script was written from an experiment:',
  openOrigin: 'Open it',
  originOpened: 'Opened the experiment that the script was written from',
} as const;

export function summaryText({ trainings, refusal }: Reading): string {
  const facts = trainings.at(-1);
  if (facts === undefined) return '';
  const open = facts.filter(({ kind }) => kind === 'open').length;
  const read = facts.length - open;
  const found =
    trainings.length === 1 ? 'One training was found' : `${trainings.length} trainings were found`;
  const things = (count: number) =>
    `${counted(count, 'thing')} ${plural(count, { one: 'was', other: 'were' })}`;
  const missing = open === 0 ? 'nothing is missing' : `${things(open)} not found`;
  return `${found}: ${things(read)} read, ${missing}.${refusal === null ? '' : ` ${refusalTexts[refusal]}`}`;
}

/** What a reader should check of an experiment that was opened: one line each. */
export function openedLines({ facts, lost }: CodeExperiment): readonly string[] {
  const named = (kind: FactKind) =>
    facts.filter((fact) => fact.kind === kind).map(({ field }) => factLabel(field));
  const [guessed, open] = [named('guessed'), named('open')];
  return [
    ...(open.length === 0
      ? []
      : [`Not found in the text, so a usual value was taken: ${open.join(', ')}`]),
    ...(guessed.length === 0 ? [] : [`Guessed, please check: ${guessed.join(', ')}`]),
    ...lost.map(lostText),
  ];
}

/** A program with a fault that many have made. */
export const exampleCode = `import torch
from torch import nn

x = torch.linspace(-3, 3, 200).unsqueeze(1)
y = torch.sin(2 * x).squeeze()

net = nn.Sequential(
    nn.Linear(1, 32), nn.ReLU(),
    nn.Linear(32, 1),
)
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(500):
    loss = nn.functional.mse_loss(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
`;
