import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import classes from '#src/panels/fields/editors/changes.module.css';
import { useField } from '#src/panels/fields/use-field.ts';
import { ControlFrame } from '#src/ui/control-frame.tsx';
import { changeText } from '#src/words/values.ts';
import { words } from '#words/changes.ts';
import { valueWords } from '#words/values.ts';

/** What changes on the way, each with the way to take it back; nothing where nothing does. */
export function ChangesEditor() {
  const { value: changes, set, frame } = useField('changes');
  if (changes.length === 0) return null;
  return (
    <ControlFrame {...frame} single={false}>
      <ol className={classes.changes}>
        {changes.map((change) => (
          <li key={`${change.epoch} ${change.field}`} className={classes.change}>
            <span>{valueWords.change(changeText(change), change.epoch)}</span>
            <ActionIcon
              size={30}
              aria-label={words.remove(changeText(change))}
              onClick={() => set(changes.filter((other) => other !== change))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
    </ControlFrame>
  );
}
