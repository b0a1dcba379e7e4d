import { Accordion, Anchor, Kbd, Modal, Table, Text, Title } from '@mantine/core';
import { fieldsIn, type GroupId } from '#src/experiment/fields.ts';
import classes from '#src/panels/help/help.module.css';
import { groupTitles } from '#src/panels/shared/group-summary.ts';
import { actions } from '#src/store/actions.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { keyCaps } from '#src/ui/key-names.ts';
import { actionIds, explained } from '#words/actions.ts';
import { fieldWords } from '#words/fields.ts';

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
          {actionIds.map((id) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">
                {keyCaps(actions[id].keys[0]).map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{explained(id)}</Table.Td>
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
                    <dt>{fieldWords[id].label}</dt>
                    <dd>{fieldWords[id].help}</dd>
                  </div>
                ))}
              </dl>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <Text size="sm" c="dimmed" mt="lg" data-testid="version">
        Fitscope {import.meta.env.VITE_VERSION ?? 'in development'}.{' '}
        <Anchor href="./THIRD-PARTY.txt" target="_blank">
          Licences of what it is built with
        </Anchor>
      </Text>
    </Modal>
  );
}
