import { Button, Indicator, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconCpu } from '@tabler/icons-react';
import classes from '#src/panels/train/engine/engine.module.css';
import type { RunStatus } from '#src/store/app/state.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { PopoverButton } from '#src/ui/dropdown.tsx';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { reasonText } from '#words/engine.ts';
import { fieldWords } from '#words/fields.ts';
import { words } from '#words/train/engine.ts';

const names = fieldWords.engine.options;
/** Training of so many seconds tells its pace. */
const tellingSeconds = 0.01;

/** What computes the training, on what device, how fast, and why; with the offer of a faster one. */
export function EngineChip() {
  const { engine, timings, steps, seconds } = useAppState(({ run }) => ({
    engine: run.engine,
    timings: run.timings,
    steps: run.progress.step,
    seconds: run.progress.seconds,
  }));
  if (engine === null) return null;
  // What the run itself takes, once that can be told, rather than what it was expected to.
  const inUse =
    steps > 0 && seconds >= tellingSeconds
      ? (1e6 * seconds) / steps
      : timings?.measured.find((timing) => timing.id === engine.id)?.microsecondsPerStep;
  return (
    <PopoverButton
      width={340}
      position="bottom-end"
      testId="engine-details"
      renderButton={(opener) => (
        <Indicator disabled={!timings?.faster} color="orange" size={9} offset={3}>
          <Button
            {...opener}
            fz="sm"
            className={classes.chip}
            leftSection={<IconCpu size={16} stroke={1.6} aria-hidden />}
            data-testid="engine"
            data-engine={engine.id}
          >
            {/* The popover bears the name of its button. */}
            <VisuallyHidden>{words.engine}</VisuallyHidden>
            {names[engine.id]}
            <span className={classes.pace}>{inUse !== undefined && formatPace(inUse)}</span>
          </Button>
        </Indicator>
      )}
    >
      <Text size="sm" fw={600}>
        {names[engine.id]}
      </Text>
      <Text size="sm" data-testid="device">
        {engine.device}
      </Text>
      {engine.reasons.map(reasonText).map((reason) => (
        <Text key={reason} size="sm" c="dimmed" mt={4}>
          {reason}.
        </Text>
      ))}
      {timings !== null && <Measured timings={timings} />}
      <Text size="xs" c="dimmed" mt="sm">
        {words.everythingIsComputed}
      </Text>
    </PopoverButton>
  );
}

function Measured({
  timings: { measured, faster },
}: {
  timings: NonNullable<RunStatus['timings']>;
}) {
  const { switchEngine } = useCommands();
  return (
    <>
      <Table mt="sm" fz="xs" verticalSpacing={3} horizontalSpacing={4}>
        <Table.Caption>{words.measuredOnThisNetwork}</Table.Caption>
        <Table.Tbody>
          {measured.map(({ id, microsecondsPerStep, samplesPerSecond }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{names[id]}</Table.Th>
              <Table.Td>{formatPace(microsecondsPerStep)}</Table.Td>
              <Table.Td>
                {words.speed(formatCount(Number(samplesPerSecond.toPrecision(2))))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {faster !== null && (
        <Button variant="light" mt="xs" onClick={() => switchEngine(faster.id)}>
          {words.faster(names[faster.id], formatNumber(faster.ratio, 2))}
        </Button>
      )}
    </>
  );
}

/** @param value microseconds */
function formatPace(value: number): string {
  return value < 1000
    ? `${formatNumber(value, 2)} µs/step`
    : `${formatNumber(value / 1000, 2)} ms/step`;
}
