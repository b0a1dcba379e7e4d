import { formatCount } from '#src/charts/format.ts';
import { type Experiment, fields } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/relations.ts';
import { groupSummaries, networkInWords } from '#src/panels/group-summary.ts';
import { useAppState } from '#src/store/hooks.ts';
import classes from './stories.module.css';

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
  return (
    `A network ${networkInWords(e)} (${size} parameters) learns “${groupSummaries.target(e)}” ` +
    `from ${formatCount(e.trainCount)} points with ${fields.optimizer.options[e.optimizer]}, ` +
    `${e.batchSize >= e.trainCount ? 'all' : formatCount(e.batchSize)} at a time, ` +
    `for ${formatCount(e.epochs)} epochs.`
  );
}
