import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { formatCount } from '#src/lib/number-format.ts';
import { hasScaledTargets } from '#src/records/loss-unit.ts';
import { fieldWords } from '#words/fields.ts';

/** What the present value of a field comes to, where the number does not say it; else null. */
export function valueNote(id: FieldId, experiment: Experiment): string | null {
  const words = fieldWords[id];
  if ('zero' in words && experiment[id] === 0) return `0: ${words.zero}`;
  if (id === 'targetLoss' && experiment.targetLoss !== null && hasScaledTargets(experiment))
    return 'Of scaled targets, as the network sees them.';
  const { batchSize, trainCount } = experiment;
  if (id !== 'batchSize' || batchSize < trainCount) return null;
  const all = `all ${formatCount(trainCount)} training points`;
  return batchSize === trainCount
    ? `Full batch: each step takes ${all}.`
    : `There are fewer points: each step takes ${all} (full batch).`;
}
