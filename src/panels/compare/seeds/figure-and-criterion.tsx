import type { Batch } from '#src/library/batch.ts';
import classes from '#src/panels/compare/seeds/seeds.module.css';
import { CriterionChoice } from '#src/panels/compare/shared/criterion-choice.tsx';
import { useCompare, useCompareCommands } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { words } from '#words/compare/seeds.ts';
import { metricWords } from '#words/metrics.ts';

/** Which loss groups are compared by, and what counts as a success. */
export function FigureAndCriterion(props: { batch: Batch; hasClasses: boolean }) {
  const figure = useCompare((state) => state.figure);
  const { chooseFigure } = useCompareCommands();
  return (
    <div className={classes.choices}>
      <ChoiceBox
        label={words.comparedBy}
        value={figure}
        onChange={chooseFigure}
        choices={(['heldOutLoss', 'trainLoss', 'runningLoss'] as const).map((value) => ({
          value,
          label: metricWords[value].label,
        }))}
      />
      <CriterionChoice {...props} />
    </div>
  );
}
