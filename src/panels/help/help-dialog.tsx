import { Accordion, Anchor, Kbd, Modal, Table, Text, Title } from '@mantine/core';
import { fieldsIn, groupIds } from '#src/experiment/fields.ts';
import classes from '#src/panels/help/help.module.css';
import { actionIds, actions } from '#src/store/actions.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { keyCaps } from '#src/ui/key-names.ts';
import { explained } from '#words/actions.ts';
import { fieldWords } from '#words/fields.ts';
import { words } from '#words/help.ts';
import { groupTitles } from '#words/shared.ts';

/** Keys, how to read the figures, and every setting explained. */
export function HelpDialog() {
  const opened = useAppState((state) => state.page.dialog === 'help');
  const { openDialog } = useCommands();
  return (
    <Modal opened={opened} onClose={() => openDialog(null)} title={words.help} size="44rem">
      <Text size="sm">{words.fitscopeTrainsASmall}</Text>
      <Title order={3} size="h5" mt="lg" mb="xs">
        {words.keyboard}
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
        {words.everySetting}
      </Title>
      <Accordion variant="contained" order={4}>
        {groupIds.map((group) => (
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
        {words.version(import.meta.env.VITE_VERSION)}{' '}
        <Anchor href="./THIRD-PARTY.txt" target="_blank">
          {words.licencesOfWhatItIsBuilt}
        </Anchor>
      </Text>
    </Modal>
  );
}
