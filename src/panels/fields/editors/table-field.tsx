import { Button } from '@mantine/core';
import { referredHash } from '#src/experiment/table.ts';
import { useField } from '#src/panels/fields/use-field.ts';
import { useCommands } from '#src/store/hooks.ts';
import { ControlFrame } from '#src/ui/control-frame.tsx';
import { valueText } from '#src/words/values.ts';
import { tableWords } from '#words/table.ts';

/** The reader's own table: what it holds, and the way to another. */
export function TableField() {
  const { value, frame } = useField('table');
  const { openDialog } = useCommands();
  const isWanted = referredHash(value) !== null && frame.problem !== null;
  return (
    <ControlFrame {...frame} single={false} note={valueText('table', value)}>
      <Button
        variant={isWanted ? 'filled' : 'default'}
        data-testid="paste-table"
        onClick={() => openDialog('table')}
      >
        {isWanted ? tableWords.openWanted : tableWords.open}
      </Button>
    </ControlFrame>
  );
}
