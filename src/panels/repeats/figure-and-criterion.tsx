import { NativeSelect } from '@mantine/core';
import { err, ok } from '#src/lib/result.ts';
import { type LossFigure, outcomeFigures } from '#src/runs/outcomes.ts';
import type { CriterionChoice } from '#src/store/compare-state.ts';
import { useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { NumberBox } from '#src/ui/number-box.tsx';
import classes from './repeats.module.css';

/** Which loss groups are compared by, and what counts as a success. */
export function FigureAndCriterion({ hasClasses }: { hasClasses: boolean }) {
  const { figure, criterion } = useCompare(({ figure, criterion }) => ({ figure, criterion }));
  const { chooseFigure, chooseCriterion } = useCompareCommands();
  return (
    <div className={classes.choices}>
      <NativeSelect
        size="xs"
        label="Compared by"
        value={figure}
        onChange={(event) => chooseFigure(event.currentTarget.value as LossFigure)}
        data={(['heldOutLoss', 'trainLoss', 'runningLoss'] as const).map((value) => ({
          value,
          label: outcomeFigures[value].label,
        }))}
      />
      <NativeSelect
        size="xs"
        label="A success is"
        value={criterion.kind}
        onChange={(event) =>
          chooseCriterion(defaults[event.currentTarget.value as CriterionChoice['kind']])
        }
        data={[
          { value: 'not_stuck', label: 'not stuck at chance' },
          { value: 'loss_under', label: 'a loss under' },
          ...(hasClasses ? [{ value: 'accuracy_over', label: 'an accuracy over' }] : []),
        ]}
      />
      {criterion.kind !== 'not_stuck' && (
        <div className={classes.number}>
          <NumberBox
            label={criterion.kind === 'loss_under' ? 'Loss' : 'Accuracy, 0 to 1'}
            value={criterion.value}
            onChange={(value) => {
              if (value < 0 || (criterion.kind === 'accuracy_over' && value > 1))
                return err(criterion.kind === 'loss_under' ? 'not negative' : '0 to 1');
              chooseCriterion({ ...criterion, value });
              return ok(value);
            }}
          />
        </div>
      )}
    </div>
  );
}

const defaults: Readonly<Record<CriterionChoice['kind'], CriterionChoice>> = {
  not_stuck: { kind: 'not_stuck' },
  loss_under: { kind: 'loss_under', value: 0.01 },
  accuracy_over: { kind: 'accuracy_over', value: 0.95 },
};
