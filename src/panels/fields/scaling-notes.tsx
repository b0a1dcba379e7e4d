import { List, Text } from '@mantine/core';
import { useLive } from '#src/store/hooks.ts';
import { words } from '#words/fields/panel.ts';

/** What was done to inputs and targets, with the numbers fitted on the training points. */
export function ScalingNotes() {
  const header = useLive('header');
  if (header === null) return null;
  const { scalingNotes, inputNames, networkInputs } = header;
  return (
    <div>
      <Text size="sm" fw={500} mt="xs">
        {words.whatTheNetworkSees}
      </Text>
      <List size="xs" c="dimmed" spacing={2}>
        {scalingNotes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
        <List.Item>
          {words.inputs(networkInputs)} {inputNames.slice(0, 6).join(', ')}
          {inputNames.length > 6 ? ', …' : ''}
        </List.Item>
      </List>
    </div>
  );
}
