import { parameterCount } from '#src/experiment/network-size.ts';
import { formatCount } from '#src/lib/number-format.ts';
import { groupSummaries, inputsText, networkInWords } from '#src/panels/shared/group-summary.ts';
import classes from '#src/panels/train/stories/stories.module.css';
import { useAppState } from '#src/store/hooks.ts';
import { fieldWords } from '#words/fields.ts';
import { sentence } from '#words/train/stories.ts';

/** In one line: what is trained, on what, and how. */
export function Sentence() {
  const e = useAppState((state) => state.experiment);
  return (
    <p className={classes.sentence} data-testid="sentence">
      {sentence({
        network: networkInWords(e),
        parameters: formatCount(parameterCount(e)),
        target: groupSummaries.target(e),
        points: formatCount(e.trainCount),
        inputs: inputsText(e),
        optimizer: fieldWords.optimizer.options[e.optimizer],
        batchSize: e.batchSize >= e.trainCount ? null : formatCount(e.batchSize),
        epochs: e.epochs,
        orders: e.phases.map(({ order, epochs }) => ({
          order,
          epochs: epochs === null ? null : formatCount(epochs),
        })),
        broadcasts: e.labelShape === 'row',
      })}
    </p>
  );
}
