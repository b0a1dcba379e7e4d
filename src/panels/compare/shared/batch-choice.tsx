import { ActionIcon, Group, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Batch } from '#src/library/batch.ts';
import { useBatches, useCompare, useCompareCommands, useServices } from '#src/store/hooks.ts';
import { words } from '#words/compare/shared.ts';
import { date } from '#words/forms.ts';

/** The batch on show among those of a kind, the latest where none was chosen; null: there is none. */
export function useShownBatch(isSweep: boolean): Batch | null {
  const id = useCompare((state) => state.shownBatch);
  return useBatches(({ batches }) => {
    const ofKind = batches.filter(({ batch }) => batch.axes.length > 0 === isSweep);
    return (ofKind.find((stored) => stored.id === id) ?? ofKind.at(-1))?.batch ?? null;
  });
}

/** Chooses among the batches of a kind; one can be forgotten, its runs stay. */
export function BatchChoice({ shown, isSweep }: { shown: Batch; isSweep: boolean }) {
  const { batches } = useServices().compare;
  const { showBatch } = useCompareCommands();
  const all = useBatches((state) =>
    state.batches
      .filter(({ batch }) => batch.axes.length > 0 === isSweep)
      .map(({ batch }) => batch),
  );
  return (
    <Group gap="0.25rem" wrap="nowrap" miw={0} maw="100%">
      <NativeSelect
        style={{ flexGrow: 1 }}
        miw={0}
        aria-label={isSweep ? words.whichSweep : words.whichComparison}
        value={shown.id}
        data={all.toReversed().map(({ id, title, createdAt }) => ({
          value: id,
          label: `${title} (${date(createdAt)})`,
        }))}
        onChange={(event) => {
          const chosen = all.find(({ id }) => id === event.currentTarget.value);
          if (chosen !== undefined) showBatch(chosen);
        }}
      />
      <ActionIcon
        aria-label={words.forget(shown.title)}
        data-tip={words.forgetThisOneItsRuns}
        onClick={() => void batches.forget(shown.id)}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
