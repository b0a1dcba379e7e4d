import { err, ok } from '#src/lib/result.ts';
import { outcomeFigures } from '#src/runs/outcomes.ts';
import type { CriterionChoice } from '#src/store/compare-state.ts';
import { useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import classes from './repeats.module.css';

/** Which loss groups are compared by, and what counts as a success. */
export function FigureAndCriterion({ hasClasses }: { hasClasses: boolean }) {
  const { figure, criterion } = useCompare(({ figure, criterion }) => ({ figure, criterion }));
  const { chooseFigure, chooseCriterion } = useCompareCommands();
  return (
    <div className={classes.choices}>
      <ChoiceBox
        label="Compared by"
        value={figure}
        onChange={chooseFigure}
        choices={(['heldOutLoss', 'trainLoss', 'runningLoss'] as const).map((value) => ({
          value,
          label: outcomeFigures[value].label,
        }))}
      />
      <ChoiceBox
        label="A success is"
        value={criterion.kind}
        onChange={(kind) => chooseCriterion(defaults[kind])}
        choices={[
          { value: 'not_stuck', label: 'not stuck at chance' },
          { value: 'loss_under', label: 'a loss under' },
          ...(hasClasses ? [{ value: 'accuracy_over' as const, label: 'an accuracy over' }] : []),
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
