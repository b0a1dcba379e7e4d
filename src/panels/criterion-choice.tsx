import { err, ok } from '#src/lib/result.ts';
import shared from '#src/panels/compare.module.css';
import type { CriterionChoice as Choice } from '#src/store/compare-state.ts';
import { useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';

/** What counts as a success of a run. */
export function CriterionChoice({ hasClasses }: { hasClasses: boolean }) {
  const criterion = useCompare((state) => state.criterion);
  const { chooseCriterion } = useCompareCommands();
  return (
    <>
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
        <div className={shared.box}>
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
    </>
  );
}

const defaults: Readonly<Record<Choice['kind'], Choice>> = {
  not_stuck: { kind: 'not_stuck' },
  loss_under: { kind: 'loss_under', value: 0.01 },
  accuracy_over: { kind: 'accuracy_over', value: 0.95 },
};
