import type { Experiment } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { groupSummaries, inputsText, networkInWords } from '#src/panels/shared/group-summary.ts';
import { valueText } from '#src/words/values.ts';
import { formatCount } from '#words/base/numbers.ts';
import { fieldWords } from '#words/fields.ts';
import { sentence } from '#words/train/stories.ts';

/** What is trained, on what, and how: whatever decides whether it learns. */
export function sentenceOf(e: Experiment): string {
  const ifAny = (field: 'l1' | 'l2') => (e[field] > 0 ? valueText(field, e[field]) : null);
  return sentence({
    network: networkInWords(e),
    parameters: formatCount(parameterCount(e)),
    target: groupSummaries.target(e),
    points: formatCount(e.trainCount),
    inputs: inputsText(e),
    optimizer: fieldWords.optimizer.options[e.optimizer],
    rate: valueText('learningRate', e.learningRate),
    schedule: e.schedule === 'constant' ? null : valueText('schedule', e.schedule),
    l2: ifAny('l2'),
    l1: ifAny('l1'),
    clipping:
      e.clipping === 'none'
        ? null
        : { how: valueText('clipping', e.clipping), at: valueText('clipAt', e.clipAt) },
    batchSize: e.batchSize >= e.trainCount ? null : formatCount(e.batchSize),
    epochs: e.epochs,
    orders: e.phases.map(({ order, epochs }) => ({
      order,
      epochs: epochs === null ? null : formatCount(epochs),
    })),
    broadcasts: e.labelShape === 'row',
    changes: e.changes.length === 0 ? null : valueText('changes', e.changes),
  });
}
