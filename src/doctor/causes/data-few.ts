import { failing, isElsewhere, isTooFast, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Training points are learnt, and say nothing of others. */
export const dataFew: Cause = {
  kind: 'limit',
  doses: 1,
  suspect(evidence) {
    const { changesPerPoint, rows } = evidence.data;
    const runs = failing(evidence);
    const gap = typical(runs, (run) => run.trainSkill - Math.max(run.skill, 0));
    const { dealt } = evidence;
    if (gap > 0.2 && !isElsewhere(evidence))
      return sign({
        gap,
        rows,
        ...(dealt && {
          own: dealt.trainSkill,
          shuffled: dealt.dealtTrainSkill,
          seeds: dealt.seeds,
        }),
      });
    return isTooFast(evidence) && changesPerPoint !== null ? sign({ changesPerPoint, rows }) : null;
  },
  remedies: ({ trainCount }) =>
    [8, 64].map((dose) => ({ trainCount: Math.min(100_000, dose * trainCount) })),
};
