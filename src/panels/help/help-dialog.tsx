import { Accordion, Kbd, Modal, Table, Text, Title } from '@mantine/core';
import { fields, fieldsIn, type GroupId } from '#src/experiment/fields.ts';
import classes from '#src/panels/help/help.module.css';
import { groupTitles } from '#src/panels/shared/group-summary.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';

const keys: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['Space'], what: 'Run or pause' },
  { keys: ['→'], what: 'Train one epoch' },
  { keys: ['Shift', '→'], what: 'Train one batch' },
  { keys: ['R'], what: 'Reset: back to epoch 0 with the same seeds' },
  { keys: ['N'], what: 'New seed' },
  { keys: ['S'], what: 'Share' },
  { keys: ['Ctrl', 'Z'], what: 'Undo a change of the experiment' },
  { keys: ['Ctrl', 'Shift', 'Z'], what: 'Redo' },
  { keys: ['?'], what: 'This help' },
];

/** Keys, how to read the figures, and every setting explained. */
export function HelpDialog() {
  const opened = useAppState((state) => state.page.dialog === 'help');
  const { openDialog } = useCommands();
  return (
    <Modal
      opened={opened}
      onClose={() => openDialog(null)}
      title="Help"
      size="44rem"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm">
        Fitscope trains a small neural network in this browser and shows what happens: choose an
        experiment, press Run, change one thing, run again. Nothing is sent anywhere; a link holds
        the whole experiment.
      </Text>
      <Title order={3} size="h5" mt="lg" mb="xs">
        Keyboard
      </Title>
      <Table verticalSpacing={4} withRowBorders={false} className={classes.keys}>
        <Table.Tbody>
          {keys.map(({ keys, what }) => (
            <Table.Tr key={what}>
              <Table.Th scope="row">
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Title order={3} size="h5" mt="lg" mb="xs">
        Every setting
      </Title>
      <Accordion variant="contained" order={4}>
        {(Object.keys(groupTitles) as GroupId[]).map((group) => (
          <Accordion.Item key={group} value={group}>
            <Accordion.Control>{groupTitles[group]}</Accordion.Control>
            <Accordion.Panel>
              <dl className={classes.glossary}>
                {fieldsIn(group).map((id) => (
                  <div key={id}>
                    <dt>{fields[id].label}</dt>
                    <dd>{fields[id].help}</dd>
                  </div>
                ))}
              </dl>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Modal>
  );
}
