import { sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Most points are classified correctly, at a loss above that of guessing. */
export const metricLies: Cause = {
  kind: 'state',
  suspect({ runs, floors, data: { guessed } }) {
    const guessing = floors.find(({ id }) => id === 'guessing')?.train;
    if (guessed === null || guessing === undefined) return null;
    const skill = typical(runs, (run) => run.skill);
    const loss = typical(runs, (run) => run.end?.loss);
    return skill > 0.5 && loss > guessing
      ? sign({ right: 1 - (1 - skill) * (1 - guessed), loss, guessing })
      : null;
  },
  remedies: () => [],
};
