import { Button, Group, Text } from '@mantine/core';
import { encodedWidth, outputCount, parameterCount } from '#src/experiment/network-size.ts';
import {
  type FrameworkId,
  frameworkDefaults,
  frameworkIds,
  frameworkName,
} from '#src/network/framework-defaults.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { Phrase } from '#src/ui/phrase.tsx';
import { formatCount } from '#words/base/numbers.ts';
import { words } from '#words/fields/panel.ts';

/** The network's size, and one press for what each framework does when it is not told otherwise. */
export function NetworkNotes() {
  const { parameters, widths } = useAppState(({ experiment }) => ({
    parameters: parameterCount(experiment),
    widths: [
      encodedWidth(experiment),
      ...experiment.layers.map((layer) => layer.units),
      outputCount(experiment),
    ].join(' → '),
  }));
  const { setFields } = useCommands();
  const optimizer = useAppState((state) => state.experiment.optimizer);
  const apply = (id: FrameworkId) => setFields(frameworkDefaults(id, optimizer));
  return (
    <div>
      <Text size="sm" mt="xs">
        <Phrase
          parts={words.network(
            widths,
            <b data-testid="parameter-count">{formatCount(parameters)}</b>,
          )}
        />
      </Text>
      <Text size="xs" c="dimmed" mt="xs" mb={4}>
        {words.initialWeightsAndOptimiser}
      </Text>
      <Group gap={6}>
        {frameworkIds.map((id) => (
          <Button key={id} size="compact-sm" onClick={() => apply(id)}>
            {frameworkName(id)}
          </Button>
        ))}
      </Group>
    </div>
  );
}
