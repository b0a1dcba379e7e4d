import { type Experiment } from '#src/experiment/fields.ts';
import { encodedWidth, outputCount, parameterCount } from '#src/experiment/network-size.ts';
import { classCount, isFormula, taskOf } from '#src/experiment/targets.ts';
import { escapeMarkdown, markdownCode } from '#src/export/markdown-text.ts';
import { experimentName } from '#src/words/names.ts';
import { layerText, valueText } from '#src/words/values.ts';
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
    ...outcome.map((sentence) => `- **Result:** ${sentence}`),
  ];
  return [
    `**${escapeMarkdown(experimentName(experiment))}**`,
    lines.join('\n'),
    `[Run it](<${link}>)`,
  ]
    .map((paragraph) => `${paragraph}\n`)
    .join('\n');
}

/** The experiment in words, a line for each of its parts. */
function describe(
  experiment: Experiment,
): readonly { readonly title: string; readonly text: string }[] {
  return [
    { title: 'Target', text: targetText(experiment) },
    { title: 'Data', text: dataText(experiment) },
    { title: 'Network', text: networkText(experiment) },
    { title: 'Training', text: trainingText(experiment) },
  ];
}

function targetText(e: Experiment): string {
  const classes = classCount(e);
  const name = isFormula(e.target)
    ? markdownCode(e.formula)
    : choice(e, 'target') + (e.target === 'sum_mod' ? ` (× ${e.multiplier})` : '');
  const output = classes === null ? 'a value' : `${classes} classes`;
  return `${name}: ${taskOf(e).inputs.join(', ')} → ${output}`;
}

function dataText(e: Experiment): string {
  const noise = [
    ...(e.noise > 0 ? [`noise ${e.noise}`] : []),
    ...(e.labelNoise > 0 && classCount(e) !== null ? [`label noise ${e.labelNoise}`] : []),
  ];
  const domain = e.domain === null ? [] : [`x from ${e.domain[0]} to ${e.domain[1]}`];
  const scaling = [
    ...scalingText('inputs', e.inputScaling, e.inputDivisor),
    ...(classCount(e) === null ? scalingText('targets', e.targetScaling, e.targetDivisor) : []),
  ];
  return [
    `${e.trainCount} training points (${inSentence(choice(e, 'sampling'))}), ${e.heldOutCount} held out`,
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
      return [`${what} unscaled`];
    case 'divide':
      return [`${what} divided by ${divisor}`];
    case 'min_max':
      return [`${what} scaled to 0…1`];
    case 'standardise':
      return [`${what} standardised`];
  }
}

function networkText(e: Experiment): string {
  const features = e.features.length > 0 ? ` of ${e.features.map(markdownCode).join(', ')}` : '';
  const encoding = {
    raw: '',
    polynomial: ` (powers to degree ${e.degree})`,
    fourier: ` (Fourier, ${e.octaves} octaves)`,
  }[e.encoding];
  const widths = [
    `${encodedWidth(e)} ${encodedWidth(e) === 1 ? 'input' : 'inputs'}${features}${encoding}`,
    ...e.layers.map(layerText),
    `${outputCount(e)} ${inSentence(choice(e, 'outputActivation'))}`,
  ];
  const init = choice(e, 'initialiser');
  return `${widths.join(' → ')}; initial weights ${init}; ${parameterCount(e)} parameters`;
}

function trainingText(e: Experiment): string {
  return [
    inSentence(choice(e, 'loss')) + (e.labelShape === 'row' ? ' with labels that broadcast' : ''),
    `${choice(e, 'optimizer')}, learning rate ${e.learningRate}`,
    ...(e.schedule === 'constant' ? [] : [`${inSentence(choice(e, 'schedule'))} schedule`]),
    ...(e.clipping === 'none' ? [] : [`gradients clipped ${inSentence(choice(e, 'clipping'))}`]),
    ...(e.l1 > 0 ? [`L1 ${e.l1}`] : []),
    ...(e.l2 > 0 ? [`L2 ${e.l2}`] : []),
    `batch size ${e.batchSize}`,
    `order ${valueText('phases', e.phases)}`,
    `${e.epochs} epochs`,
    `seed ${e.seed}`,
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
