import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import classes from '#src/panels/compare/shared/preset-batches.module.css';
import { useCompareCommands } from '#src/store/hooks.ts';
import { type PresetBatchId, presetBatches } from '#src/studies/make-batch.ts';
import { presetBatchWords } from '#words/batches.ts';

/** Batches that are one click away. */
export function PresetBatches({ ids }: { ids: readonly PresetBatchId[] }) {
  const { startPreset } = useCompareCommands();
  return (
    <ul className={classes.list}>
      {presetBatches
        .filter(({ id }) => ids.includes(id))
        .map(({ id }) => (
          <li key={id} className={classes.item}>
            <Button
              variant="light"
              leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
              data-testid={`batch-${id}`}
              onClick={() => startPreset(id)}
            >
              {presetBatchWords[id].title}
            </Button>
            <span className={classes.text}>{presetBatchWords[id].text}</span>
          </li>
        ))}
    </ul>
  );
}
