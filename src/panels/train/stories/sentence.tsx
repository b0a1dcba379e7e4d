import { sentenceOf } from '#src/panels/train/stories/sentence-of.ts';
import classes from '#src/panels/train/stories/stories.module.css';
import { useAppState } from '#src/store/hooks.ts';

/** In one line: what is trained, on what, and how. */
export function Sentence() {
  const experiment = useAppState((state) => state.experiment);
  return (
    <p className={classes.sentence} data-testid="sentence">
      {sentenceOf(experiment)}
    </p>
  );
}
