import { CriterionChoice } from '#src/panels/criterion-choice.tsx';
import type { Batch } from '#src/runs/batch.ts';
import { outcomeFigures } from '#src/runs/outcomes.ts';
import { useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import classes from './repeats.module.css';

/** Which loss groups are compared by, and what counts as a success. */
export function FigureAndCriterion(props: { batch: Batch; hasClasses: boolean }) {
  const figure = useCompare((state) => state.figure);
  const { chooseFigure } = useCompareCommands();
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
      <CriterionChoice {...props} />
    </div>
  );
}
