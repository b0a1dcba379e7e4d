import type { Layer } from '#src/experiment/field-lists.ts';
import { type Experiment, type GroupId } from '#src/experiment/fields.ts';
import { encodedWidth, outputCount } from '#src/experiment/network-size.ts';
import { classCount, isFormula } from '#src/experiment/targets.ts';
import { formatCount, formatNumber } from '#src/lib/number-format.ts';
import { shortName, valueText } from '#src/words/values.ts';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';
import { activationWords } from '#words/values.ts';

/** Titles of the groups of settings, in the order in which they are shown. */
export const groupTitles = {
  target: 'Target',
  data: 'Data',
  inputs: 'Inputs and scaling',
  network: 'Network',
  loss: 'Loss',
  optimizer: 'Optimiser',
  batches: 'Batches',
  stopping: 'Stopping',
  seeds: 'Seeds',
  engine: 'Engine',
} as const satisfies Record<GroupId, string>;

/** What a group is set to, in a few words. */
export const groupSummaries = {
  target: (e) => (isFormula(e.target) ? e.formula : fieldWords.target.options[e.target]),
  data: (e) =>
    e.heldOutFrom === 'train'
      ? `${formatCount(e.trainCount)} training, none held out`
      : `${formatCount(e.trainCount)} training, ${formatCount(e.heldOutCount)} held out`,
  inputs: (e) =>
    [
      e.features.length > 0 ? `${e.features.length} by formula` : '',
      e.inputScaling === 'none' ? '' : shortScaling('x', e.inputScaling, e.inputDivisor),
      e.targetScaling === 'none' || classCount(e) !== null
        ? ''
        : shortScaling('y', e.targetScaling, e.targetDivisor),
      e.encoding === 'raw' ? '' : e.encoding,
    ]
      .filter((part) => part !== '')
      .join(', ') || 'as they are',
  network: networkInWords,
  loss: (e) => fieldWords.loss.options[e.loss],
  optimizer: (e) =>
    `${fieldWords.optimizer.options[e.optimizer]}, ${formatNumber(e.learningRate)}${
      e.schedule === 'constant' ? '' : `, ${inSentence(fieldWords.schedule.options[e.schedule])}`
    }`,
  batches: (e) =>
    `${formatCount(e.batchSize)} a batch, ${formatCount(e.epochs)} epochs, ${valueText('phases', e.phases)}`,
  stopping: (e) =>
    [
      e.targetLoss === null ? '' : `at loss ${formatNumber(e.targetLoss)}`,
      e.patience === 0 ? '' : `patience ${e.patience}`,
    ]
      .filter((part) => part !== '')
      .join(', ') || 'after the last epoch',
  seeds: (e) => `seed ${e.seed}`,
  engine: (e) => fieldWords.engine.options[e.engine],
} as const satisfies Record<GroupId, (e: Experiment) => string>;

function shortScaling(axis: string, id: Experiment['inputScaling'], divisor: number): string {
  if (id === 'divide') return `${axis} / ${formatNumber(divisor)}`;
  return `${axis} ${id === 'min_max' ? 'to 0…1' : 'standardised'}`;
}

/** "2 → 45 ReLU → 45 ReLU → 1 softmax". */
export function networkInWords(e: Experiment): string {
  const output = e.outputActivation === 'linear' ? '' : ` ${e.outputActivation}`;
  return [
    encodedWidth(e),
    ...e.layers.map((layer) => `${layer.units} ${layerActivation(layer)}`),
    `${outputCount(e)}${output}`,
  ].join(' → ');
}

function layerActivation({ activation }: Layer): string {
  return shortName(activationWords, activation);
}
