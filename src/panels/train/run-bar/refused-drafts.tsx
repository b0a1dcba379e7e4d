import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { refusedFields } from '#src/store/app/selectors.ts';
import { useAppState } from '#src/store/hooks.ts';
import { fieldWords } from '#words/fields.ts';
import { words } from '#words/train/run-bar.ts';

/** Says where Run trains something other than what was typed, in place of what follows it. */
export function RefusedDrafts() {
  const refused = useAppState(refusedFields);
  return (
    // Always there: a screen reader hears only what changes in an element that it knows.
    <output className={classes.refused} data-testid="refused-drafts">
      {refused.length > 0 &&
        words.refused(
          refused.map((id) => fieldWords[id].label),
          namedFields,
        )}
    </output>
  );
}

/** More names than this do not fit beside the button. */
const namedFields = 2;
