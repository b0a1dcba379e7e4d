import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { refusedFields } from '#src/store/app/selectors.ts';
import { useAppState } from '#src/store/hooks.ts';
import { fieldWords } from '#words/fields.ts';

/** Says where Run trains something other than what was typed, in place of what follows it. */
export function RefusedDrafts() {
  const refused = useAppState(refusedFields);
  return (
    // Always there: a screen reader hears only what changes in an element that it knows.
    <output className={classes.refused} data-testid="refused-drafts">
      {refused.length > 0 && inWords(refused.map((id) => fieldWords[id].label))}
    </output>
  );
}

/** More names than this do not fit beside the button. */
const namedFields = 2;

function inWords(labels: readonly string[]): string {
  if (labels.length === 1) return `${labels[0]} has an error; its last valid value is used.`;
  const names = labels.length > namedFields ? `${labels.length} fields` : labels.join(' and ');
  return `${names} have errors; their last valid values are used.`;
}
