import type { Batch } from '#src/library/batch.ts';
import { CriterionChoice } from '#src/panels/compare/shared/criterion-choice.tsx';
import { LossChoice } from '#src/panels/compare/shared/loss-choice.tsx';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/compare/seeds.ts';

/** Which loss groups are compared by, and what counts as a success. */
export function MetricAndCriterion(props: { batch: Batch; hasClasses: boolean }) {
  const experiments = props.batch.groups.map(({ experiment }) => experiment);
  return (
    <Row>
      <LossChoice label={words.comparedBy} experiments={experiments} />
      <CriterionChoice {...props} />
    </Row>
  );
}
