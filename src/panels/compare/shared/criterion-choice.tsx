import { Box } from '@mantine/core';
import { err, ok } from '#src/lib/result.ts';
import type { Batch } from '#src/library/batch.ts';
import { useCriterion } from '#src/panels/compare/shared/use-criterion.ts';
import { useCompareCommands } from '#src/store/hooks.ts';
import type { CriterionChoice as Choice } from '#src/store/library/compare-state.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { NumberBox } from '#src/ui/number-box.tsx';
import { words } from '#words/compare/shared.ts';
import { unitText } from '#words/losses.ts';
import { metricWords } from '#words/metrics.ts';

interface CriterionChoiceProps {
  readonly batch: Batch;
  readonly hasClasses: boolean;
}

/** What counts as a success of a run. */
export function CriterionChoice({ batch, hasClasses }: CriterionChoiceProps) {
  const criterion = useCriterion(batch);
  const { chooseCriterion } = useCompareCommands();
  const shownAs = batch.groups.map(({ experiment }) => ({ experiment, lossFactor: 1 }));
  const unit = criterion.kind === 'loss_under' ? unitText(shownAs) : '';
  return (
    <>
      <ChoiceBox
        label={words.aSuccessIs}
        value={criterion.kind}
        onChange={(kind) => chooseCriterion(batch, defaults[kind])}
        choices={[
          { value: 'learnt', label: words.learnt },
          { value: 'not_stuck', label: words.notStuckAtGuessing },
          { value: 'loss_under', label: words.aLossUnder },
          ...(hasClasses ? [{ value: 'accuracy_over' as const, label: words.anAccuracyOver }] : []),
        ]}
      />
      {'value' in criterion && (
        <Box w="6.5rem">
          <NumberBox
            label={valueLabel(criterion) + unit}
            value={criterion.value}
            onChange={(value) => {
              if (value < 0 || (criterion.kind === 'accuracy_over' && value > 1))
                return err(criterion.kind === 'loss_under' ? words.notNegative : '0 to 1');
              chooseCriterion(batch, { ...criterion, value });
              return ok(value);
            }}
          />
        </Box>
      )}
    </>
  );
}

function valueLabel(criterion: Extract<Choice, { value: number }>): string {
  if (criterion.kind === 'accuracy_over') return 'Accuracy, 0 to 1';
  return criterion.column === undefined ? words.loss : metricWords[criterion.column].label;
}

const defaults: Readonly<Record<Choice['kind'], Choice>> = {
  learnt: { kind: 'learnt' },
  not_stuck: { kind: 'not_stuck' },
  loss_under: { kind: 'loss_under', value: 0.01 },
  accuracy_over: { kind: 'accuracy_over', value: 0.95 },
};
