import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Loss of what was seen last over that before, where the order shows: places differ by themselves. */
const visible = 0.8;

/** Neighbours, or points of one class, follow one another: what was seen last is fitted best. */
export const orderSorted: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { phases, sampling, batchSize, trainCount } = evidence.experiment;
    const isSorted = ({ order }: (typeof phases)[number]) =>
      order === 'sorted' || order === 'by_class' || (order === 'fixed' && sampling === 'grid');
    const sorted = phases.filter(isSorted).length;
    if (sorted === 0 || batchSize >= trainCount) return null;
    const figures = { sorted, phases: phases.length };
    const last = phases.at(-1);
    if (last === undefined || !isSorted(last)) return sign(figures);
    const runs = failing(evidence);
    const seenLast = typical(runs, (run) => run.end?.batches?.seenLast);
    const seenBefore = typical(runs, (run) => run.end?.batches?.seenBefore);
    return sign(seenLast < visible * seenBefore ? { ...figures, seenLast, seenBefore } : figures);
  },
  remedies: () => [{ phases: [{ order: 'reshuffle', epochs: null }] }],
};
