import { Button, Popover, Text } from '@mantine/core';
import { IconCpu } from '@tabler/icons-react';
import { fields } from '#src/experiment/fields.ts';
import { useAppState } from '#src/store/hooks.ts';
import classes from './run-bar.module.css';

/** What computes the training, on what device, and why. */
export function EngineChip() {
  const engine = useAppState((state) => state.run.engine);
  if (engine === null) return null;
  const name = fields.engine.options[engine.id];
  return (
    <Popover width={320} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          fz="sm"
          className={classes.chip}
          leftSection={<IconCpu size={16} stroke={1.6} aria-hidden />}
          aria-label={`Engine: ${name}, ${engine.device}`}
        >
          <span className={classes.chipName}>{name}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Engine">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="sm" data-testid="device">
          {engine.device}
        </Text>
        {engine.reasons.map((reason) => (
          <Text key={reason} size="sm" c="dimmed" mt={6}>
            {reason}
          </Text>
        ))}
        <Text size="xs" c="dimmed" mt="sm">
          The choice is in the settings, under Engine. Everything is computed in this browser;
          nothing is sent anywhere.
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
