import { type Experiment } from '#src/experiment/fields.ts';
import { holdsOut } from '#src/experiment/held-out.ts';
import { encodedWidth, outputCount, parameterCount } from '#src/experiment/network-size.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { classCount, isFormula, taskOf } from '#src/experiment/targets.ts';
import { escapeMarkdown, markdownCode } from '#src/export/markdown-text.ts';
import { experimentName } from '#src/words/names.ts';
import { layerText, valueText } from '#src/words/values.ts';
import { words } from '#words/export.ts';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';

/**
 * An experiment as text for a question-and-answer site: what is learnt, by which network, how it is trained, and the
 * link that runs it.
 *
 * @param link the whole address
 * @param outcome sentences on what came out, e.g. "After 50 epochs: loss 0.61, accuracy 97 %"
 */
export function toMarkdown(
  experiment: Experiment,
  link: string,
  outcome: readonly string[] = [],
): string {
  const lines = [
    ...describe(experiment).map(({ title, text }) => `- **${title}:** ${text}`),
    ...outcome.map((sentence) => `- ${words.result(sentence)}`),
  ];
  return [`**${escapeMarkdown(experimentName(experiment))}**`, lines.join('\n'), words.runIt(link)]
    .map((paragraph) => `${paragraph}\n`)
    .join('\n');
}

/** The experiment in words, a line for each of its parts. */
function describe(
  experiment: Experiment,
): readonly { readonly title: string; readonly text: string }[] {
  return [
    { title: words.target, text: targetText(experiment) },
    { title: words.data, text: dataText(experiment) },
    { title: words.network, text: networkText(experiment) },
    { title: words.training, text: trainingText(experiment) },
  ];
}

function targetText(e: Experiment): string {
  const classes = classCount(e);
  const name = isFormula(e.target)
    ? markdownCode(e.formula)
    : choice(e, 'target') + (e.target === 'sum_mod' ? ` (× ${e.multiplier})` : '');
  const output = classes === null ? words.aValue : words.classes(classes);
  return `${name}: ${taskOf(e).inputs.join(', ')} → ${output}`;
}

function dataText(e: Experiment): string {
  const noise = [
    ...(e.noise > 0 ? [words.noise(e.noise)] : []),
    ...(e.labelNoise > 0 && classCount(e) !== null ? [words.labelNoise(e.labelNoise)] : []),
  ];
  const domain = e.domain === null ? [] : [words.xFromTo(e.domain[0], e.domain[1])];
  const scaling = [
    ...scalingText(words.inputs, e.inputScaling, e.inputDivisor),
    ...(classCount(e) === null ? scalingText(words.targets, e.targetScaling, e.targetDivisor) : []),
  ];
  return [
    words.points(
      e.trainCount,
      isRelevant('sampling', e) ? inSentence(choice(e, 'sampling')) : null,
      holdsOut(e) ? e.heldOutCount : 0,
    ),
    ...domain,
    ...noise,
    ...scaling,
  ].join(', ');
}

function scalingText(
  what: string,
  id: Experiment['inputScaling'],
  divisor: number,
): readonly string[] {
  switch (id) {
    case 'none':
      return [words.unscaled(what)];
    case 'divide':
      return [words.dividedBy(what, divisor)];
    case 'min_max':
      return [words.scaledTo01(what)];
    case 'standardise':
      return [words.standardised(what)];
  }
}

function networkText(e: Experiment): string {
  const formulas = e.features.map(markdownCode).join(', ');
  const encoding = {
    raw: '',
    polynomial: words.powersToDegree(e.degree),
    fourier: words.fourierOctaves(e.octaves),
  }[e.encoding];
  const widths = [
    words.inputsOf(encodedWidth(e), formulas, encoding),
    ...e.layers.map(layerText),
    `${outputCount(e)} ${inSentence(choice(e, 'outputActivation'))}`,
  ];
  const init = choice(e, 'initialiser');
  return words.networkOf(widths.join(' → '), init, parameterCount(e));
}

/** What classes are to the loss, and how it counts rows, where that is not as usual. */
function countingText(e: Experiment): readonly string[] {
  const { classTargets, classWeighting, classWeights } = e;
  const isGiven = classWeighting === 'given';
  const weights = isGiven
    ? valueText('classWeights', classWeights)
    : valueText('classWeighting', classWeighting);
  return [
    ...(isRelevant('classTargets', e) && classTargets !== 'one_hot'
      ? [words.classesAs(inSentence(valueText('classTargets', classTargets)))]
      : []),
    ...(isRelevant('classWeighting', e) && classWeighting !== 'none'
      ? [words.classWeights(inSentence(weights))]
      : []),
    ...(e.summedLoss ? [words.summed] : []),
  ];
}

function trainingText(e: Experiment): string {
  return [
    e.labelShape === 'row'
      ? words.thatBroadcasts(inSentence(choice(e, 'loss')))
      : inSentence(choice(e, 'loss')),
    ...countingText(e),
    words.optimizer(choice(e, 'optimizer'), e.learningRate),
    ...(e.schedule === 'constant' ? [] : [words.schedule(inSentence(choice(e, 'schedule')))]),
    ...(e.clipping === 'none' ? [] : [words.gradientsClipped(inSentence(choice(e, 'clipping')))]),
    ...(e.l1 > 0 ? [`L1 ${e.l1}`] : []),
    ...(e.l2 > 0 ? [`L2 ${e.l2}`] : []),
    words.batchSize(e.batchSize),
    words.order(valueText('phases', e.phases)),
    words.epochs(e.epochs),
    words.seed(e.seed),
  ].join(', ');
}

type ChoiceId =
  | 'target'
  | 'sampling'
  | 'outputActivation'
  | 'initialiser'
  | 'loss'
  | 'optimizer'
  | 'schedule'
  | 'clipping';

function choice(e: Experiment, id: ChoiceId): string {
  const options: Readonly<Record<string, string>> = fieldWords[id].options;
  return options[e[id]] ?? e[id];
}
