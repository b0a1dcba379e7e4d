import { type Experiment, type GroupId } from '#src/experiment/fields.ts';
import { holdsOut } from '#src/experiment/held-out.ts';
import { encodedWidth, outputCount } from '#src/experiment/network-size.ts';
import { classCount, isFormula } from '#src/experiment/targets.ts';
import { layerText, valueText } from '#src/words/values.ts';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';
import { words } from '#words/shared.ts';

/** What a group is set to, in a few words. */
export const groupSummaries = {
  target: (e) => (isFormula(e.target) ? e.formula : fieldWords.target.options[e.target]),
  data: (e) =>
    holdsOut(e)
      ? words.trainingHeldOut(formatCount(e.trainCount), formatCount(e.heldOutCount))
      : words.trainingNoneHeldOut(formatCount(e.trainCount)),
  inputs: (e) => inputsText(e) || words.asTheyAre,
  network: networkInWords,
  loss: (e) => fieldWords.loss.options[e.loss],
  optimizer: (e) =>
    `${fieldWords.optimizer.options[e.optimizer]}, ${formatNumber(e.learningRate)}${
      e.schedule === 'constant' ? '' : `, ${inSentence(fieldWords.schedule.options[e.schedule])}`
    }`,
  batches: (e) =>
    words.batchesOf(formatCount(e.batchSize), e.epochs, valueText('phases', e.phases)),
  stopping: (e) =>
    [
      e.targetLoss === null ? '' : words.atLoss(formatNumber(e.targetLoss)),
      e.patience === 0 ? '' : words.patience(e.patience),
    ]
      .filter((part) => part !== '')
      .join(', ') || words.afterTheLastEpoch,
  seeds: (e) => words.seed(e.seed),
  engine: (e) => fieldWords.engine.options[e.engine],
} as const satisfies Record<GroupId, (e: Experiment) => string>;

/** How points are changed before the network sees them; empty: not at all. */
export function inputsText(e: Experiment): string {
  return [
    e.features.length > 0 ? words.byFormula(e.features.length) : '',
    e.inputScaling === 'none' ? '' : shortScaling('x', e.inputScaling, e.inputDivisor),
    e.targetScaling === 'none' || classCount(e) !== null
      ? ''
      : shortScaling('y', e.targetScaling, e.targetDivisor),
    e.encoding === 'raw' ? '' : words.encodings[e.encoding],
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function shortScaling(axis: string, id: Experiment['inputScaling'], divisor: number): string {
  if (id === 'divide') return `${axis} / ${formatNumber(divisor)}`;
  return id === 'min_max' ? words.minMax(axis) : words.standardised(axis);
}

/** "2 → 45 ReLU → 45 ReLU (dropout 0.1) → 1 softmax". */
export function networkInWords(e: Experiment): string {
  const output = e.outputActivation === 'linear' ? '' : ` ${e.outputActivation}`;
  return [encodedWidth(e), ...e.layers.map(layerText), `${outputCount(e)}${output}`].join(' → ');
}
