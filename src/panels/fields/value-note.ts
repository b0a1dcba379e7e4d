import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { hasScaledTargets } from '#src/records/loss-unit.ts';
import { formatCount } from '#words/base/numbers.ts';
import { words as texts } from '#words/fields/panel.ts';
import { fieldWords } from '#words/fields.ts';

/** What the present value of a field comes to, where the number does not say it; else null. */
export function valueNote(id: FieldId, experiment: Experiment): string | null {
  const words = fieldWords[id];
  if ('zero' in words && experiment[id] === 0) return `0: ${words.zero}`;
  if (id === 'targetLoss' && experiment.targetLoss !== null && hasScaledTargets(experiment))
    return texts.ofScaledTargetsAsThe;
  const { batchSize, trainCount } = experiment;
  if (id !== 'batchSize' || batchSize < trainCount) return null;
  const points = formatCount(trainCount);
  return batchSize === trainCount ? texts.fullBatch(points) : texts.fewerPoints(points);
}
