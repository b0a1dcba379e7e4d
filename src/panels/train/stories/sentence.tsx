import { type Experiment } from '#src/experiment/fields.ts';
import type { OrderId } from '#src/experiment/ids.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { formatCount } from '#src/lib/number-format.ts';
import { groupSummaries, networkInWords } from '#src/panels/shared/group-summary.ts';
import classes from '#src/panels/train/stories/stories.module.css';
import { useAppState } from '#src/store/hooks.ts';
import { fieldWords } from '#words/fields.ts';

/** In one line: what is trained, on what, and how. */
export function Sentence() {
  const experiment = useAppState((state) => state.experiment);
  return (
    <p className={classes.sentence} data-testid="sentence">
      {sentence(experiment)}
    </p>
  );
}

function sentence(e: Experiment): string {
  const size = formatCount(parameterCount(e));
  const inputs = groupSummaries.inputs(e);
  return (
    `A network ${networkInWords(e)} (${size} parameters) learns “${groupSummaries.target(e)}” ` +
    `from ${formatCount(e.trainCount)} points${inputs === 'as they are' ? '' : ` (${inputs})`} ` +
    `with ${fieldWords.optimizer.options[e.optimizer]}, ` +
    `${e.batchSize >= e.trainCount ? 'all' : formatCount(e.batchSize)} at a time, ` +
    `for ${formatCount(e.epochs)} ${e.epochs === 1 ? 'epoch' : 'epochs'}, ${ordersInWords(e)}` +
    `${e.labelShape === 'row' ? '; its labels broadcast to every pair' : ''}.`
  );
}

const orderPhrases = {
  fixed: 'in fixed order',
  reshuffle: 'reshuffled each time',
  shuffle_once: 'shuffled once',
  with_replacement: 'drawn with replacement',
  sorted: 'sorted by input',
  by_class: 'class by class',
  fresh: 'drawn afresh each time',
} as const satisfies Record<OrderId, string>;

function ordersInWords({ phases }: Experiment): string {
  return phases
    .map(({ order, epochs }) =>
      epochs === null
        ? orderPhrases[order]
        : `${formatCount(epochs)} of them ${orderPhrases[order]}`,
    )
    .join(', then ');
}
