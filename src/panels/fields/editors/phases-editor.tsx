import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type Phase, phaseLimits } from '#src/experiment/field-lists.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { choicesOf } from '#src/panels/fields/editors/choices.ts';
import classes from '#src/panels/fields/editors/phases.module.css';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { ControlFrame } from '#src/ui/control-frame.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { formatCount } from '#words/base/numbers.ts';
import { words } from '#words/fields/panel.ts';
import { orderNames } from '#words/values.ts';

const orders = choicesOf(orderNames);

/** Batch orders one after another; the last takes the epochs that are left. */
export function PhasesEditor() {
  const { value: phases, set, frame, keeperOf } = useField('phases');
  const epochs = useAppState((state) => state.experiment.epochs);
  const taken = phases.reduce((sum, phase) => sum + (phase.epochs ?? 0), 0);

  const replace = (index: number, change: Partial<Phase>) =>
    set(phases.map((phase, i) => (i === index ? { ...phase, ...change } : phase)));
  const add = () => {
    const half = Math.max(1, Math.floor((epochs - taken) / 2));
    const last = phases.at(-1);
    const order = last?.order === 'reshuffle' ? 'fixed' : 'reshuffle';
    set([
      ...phases.slice(0, -1),
      ...(last === undefined ? [] : [{ ...last, epochs: half }]),
      { order, epochs: null },
    ]);
  };
  const remove = (index: number) => {
    const rest = phases.filter((_, i) => i !== index);
    set(rest.map((phase, i) => (i === rest.length - 1 ? { ...phase, epochs: null } : phase)));
  };
  const setEpochs =
    (index: number) =>
    (value: number): Result<number> =>
      replace(index, { epochs: value }).ok ? ok(value) : err(words.aWholeNumberFrom1);

  return (
    <ControlFrame {...frame} single={false}>
      <ol className={classes.phases}>
        {phases.map((phase, index) => (
          // Phases have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={classes.phase} aria-label={words.phase(index + 1)}>
            <ChoiceBox
              label={index === 0 ? words.order : words.next}
              value={phase.order}
              choices={orders}
              onChange={(order) => replace(index, { order })}
            />
            {phase.epochs === null ? (
              <p className={classes.rest}>
                {words.forEpochs(formatCount(Math.max(epochs - taken, 0)), phases.length === 1)}
              </p>
            ) : (
              <NumberBox
                label={words.epochs}
                value={phase.epochs}
                keeper={keeperOf(String(index))}
                onChange={setEpochs(index)}
              />
            )}
            {phases.length > 1 && (
              <ActionIcon
                size={30}
                aria-label={words.removePhase(index + 1)}
                onClick={() => remove(index)}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ol>
      {phases.length < phaseLimits.phases && epochs - taken > 1 && (
        <Button
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          data-testid="add-phase"
          onClick={add}
        >
          {words.thenAnotherOrder}
        </Button>
      )}
    </ControlFrame>
  );
}
