import { Button, FileButton, Group, Modal, Select, Table, Text, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import {
  columnKinds,
  guessedRoles,
  type MadeTable,
  makeTable,
  type Role,
} from '#src/data/table/make-table.ts';
import { readTextTable, type TextTable, textLimits } from '#src/data/table/read-text.ts';
import { err, type Result } from '#src/lib/result.ts';
import { useCommands } from '#src/store/hooks.ts';

const roleNames: Readonly<Record<Role, string>> = {
  input: 'input',
  answer: 'answer',
  class: 'class',
  out: 'not used',
};
const choices = Object.entries(roleNames).map(([value, label]) => ({ value, label }));

/** Longer texts are not shown again; what they hold is. */
const shownCharacters = 20_000;

/** A table is pasted or opened, looked at, and used. */
export function TableDialog({ onClose }: { readonly onClose: () => void }) {
  const { openTable } = useCommands();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly Role[] | null>(null);
  const table = useMemo(() => (text === '' ? null : readTextTable(text)), [text]);
  const kinds = useMemo(() => (table?.ok ? columnKinds(table.value) : []), [table]);
  const roles = chosen ?? guessedRoles(kinds);
  const made = useMemo(() => madeOf(table, roles), [table, roles]);
  const take = (next: string) => {
    setText(next);
    setChosen(null);
  };
  const open = async (file: File | null) => {
    if (file !== null) take(await file.slice(0, 3 * textLimits.characters + 3).text());
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="A table of your own"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Textarea
        label="Rows of numbers, with or without names above"
        description="From a sheet, a CSV file, or as Python prints lists. It stays in your browser and in links that you send."
        placeholder={'x,y\n0,1.5\n1,2.5'}
        value={text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text}
        readOnly={text.length > shownCharacters}
        minRows={5}
        maxRows={8}
        autosize
        data-testid="table-text"
        onChange={(event) => take(event.currentTarget.value)}
      />
      <Group mt="xs">
        <FileButton
          accept="text/csv,text/plain,text/tab-separated-values,.csv,.tsv,.txt"
          onChange={(file) => void open(file)}
        >
          {(props) => (
            <Button {...props} variant="default" size="xs" data-testid="open-table">
              Open a file
            </Button>
          )}
        </FileButton>
        {text !== '' && (
          <Button variant="subtle" size="xs" onClick={() => take('')}>
            Clear
          </Button>
        )}
      </Group>
      {kinds.length > 0 && (
        <Table mt="sm" data-testid="table-columns">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Holds</Table.Th>
              <Table.Th>Is</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kinds.map(({ name, kind, missing, distinct }, i) => (
              <Table.Tr key={name}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>
                  {kind === 'number' ? 'numbers' : 'text'}, {distinct} different
                  {missing > 0 && `, ${missing} missing`}
                </Table.Td>
                <Table.Td>
                  <Select
                    size="xs"
                    aria-label={`${name} is`}
                    data={choices}
                    value={roles[i] ?? 'out'}
                    allowDeselect={false}
                    onChange={(role) => setChosen(roles.with(i, role as Role))}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {made !== null && (
        <Text
          mt="sm"
          size="sm"
          {...(made.ok ? {} : { c: 'red', role: 'alert' })}
          data-testid="table-verdict"
        >
          {made.ok ? summaryOf(made.value) : made.error}
        </Text>
      )}
      <Group mt="sm" justify="flex-end">
        <Button
          disabled={made === null || !made.ok}
          data-testid="use-table"
          onClick={() => {
            if (made?.ok) openTable(made.value.text, made.value.inputCount);
            onClose();
          }}
        >
          Use this table
        </Button>
      </Group>
    </Modal>
  );
}

function madeOf(table: Result<TextTable> | null, roles: readonly Role[]): Result<MadeTable> | null {
  if (table === null) return null;
  return table.ok ? makeTable(table.value, roles) : err(table.error);
}

function summaryOf({ rows, inputCount, text, notes }: MadeTable): string {
  const parts = [
    `${rows} rows, ${inputCount === 1 ? '1 input' : `${inputCount} inputs`}`,
    ...notes,
    `a link with it takes about ${text.length} characters`,
  ];
  return `${parts.join('; ')}.`;
}
