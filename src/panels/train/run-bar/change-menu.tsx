import { ActionIcon, Stack, Text } from '@mantine/core';
import { IconAdjustmentsBolt } from '@tabler/icons-react';
import { type ChangeableId, changeable } from '#src/experiment/fields/changes.ts';
import type { ClippingId } from '#src/experiment/ids.ts';
import { settingsAfter } from '#src/experiment/steps.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { useAppState, useRunner } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { PopoverButton } from '#src/ui/dropdown.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { words } from '#words/changes.ts';
import { fieldWords } from '#words/fields.ts';

const clippings = Object.entries(fieldWords.clipping.options).map(([value, label]) => ({
  value: value as ClippingId,
  label,
}));

/** Sets rate, penalties and clipping of the run under way. */
export function ChangeMenu() {
  const isUnderWay = useAppState(
    ({ run }) => (run.phase === 'running' || run.phase === 'paused') && run.progress.step > 0,
  );
  return (
    <PopoverButton
      position="bottom-start"
      width={260}
      renderButton={(opener) => (
        <ActionIcon
          {...opener}
          size={36}
          aria-label={words.title}
          data-tip={words.title}
          data-testid="change"
        >
          <IconAdjustmentsBolt size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
    >
      <Text size="xs" c="dimmed" mb="xs">
        {isUnderWay ? words.explained : words.atRest}
      </Text>
      {isUnderWay && <Settings />}
    </PopoverButton>
  );
}

function Settings() {
  const { experiment, epoch } = useAppState(({ experiment, run }) => ({
    experiment,
    epoch: run.progress.epoch,
  }));
  const runner = useRunner();
  // What was changed a moment ago holds from the epoch that comes.
  const settings = settingsAfter(experiment, epoch + 1);
  const numberOf = (id: Exclude<ChangeableId, 'clipping'>) => (
    <NumberBox
      label={fieldWords[id].label}
      value={settings[id]}
      testId={`change-${id}`}
      onChange={(value): Result<number> => {
        const parsed = changeable[id].schema.safeParse(value);
        if (!parsed.success) return err(parsed.error.issues[0]?.message ?? '');
        if (value !== settings[id]) runner.change(id, value);
        return ok(value);
      }}
    />
  );
  return (
    <Stack gap="xs">
      {numberOf('learningRate')}
      {numberOf('l2')}
      {numberOf('l1')}
      <ChoiceBox
        label={fieldWords.clipping.label}
        value={settings.clipping}
        choices={clippings}
        onChange={(value) => runner.change('clipping', value)}
      />
      {settings.clipping !== 'none' && numberOf('clipAt')}
    </Stack>
  );
}
