import { Button } from '@mantine/core';
import { useState } from 'react';
import { useField } from '#src/panels/fields/use-field.ts';
import { ControlFrame } from '#src/ui/control-frame.tsx';
import { lazyPart } from '#src/ui/lazy-part.tsx';
import { valueText } from '#src/words/values.ts';

const TableDialog = lazyPart(async () => {
  const { TableDialog } = await import('#src/panels/fields/editors/table-dialog.tsx');
  return TableDialog;
});

/** The reader's own table: what it holds, and the way to another. */
export function TableField() {
  const { value, frame } = useField('table');
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <ControlFrame {...frame} single={false} note={valueText('table', value)}>
      <Button variant="default" size="xs" data-testid="paste-table" onClick={() => setIsOpen(true)}>
        Paste or open a table
      </Button>
      {isOpen && <TableDialog onClose={close} onDismiss={close} />}
    </ControlFrame>
  );
}
