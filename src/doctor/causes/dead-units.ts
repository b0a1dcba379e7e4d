import { deadShare, failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Units that no training point switches on any more. */
export const deadUnits: Cause = {
  kind: 'state',
  suspect(evidence) {
    const stuck = failing(evidence);
    const fitting = evidence.runs.filter(({ fits }) => fits);
    const dead = typical(stuck, (run) => deadShare(run.end));
    const others = typical(fitting, (run) => deadShare(run.end));
    if (!(dead >= 0.2) || others >= dead) return null;
    const withDead = (runs: typeof stuck, moment: 'start' | 'end') =>
      runs.filter((run) => deadShare(run[moment]) >= dead).length;
    const [deadInStuck, deadInFitting] = [withDead(stuck, 'end'), withDead(fitting, 'end')];
    // As common where it fits: no reason.
    if (deadInFitting * stuck.length > (deadInStuck * fitting.length) / 2) return null;
    return sign({
      stuck: stuck.length,
      deadInStuck,
      deadAtStart: withDead(stuck, 'start'),
      fitting: fitting.length,
      deadInFitting,
      dead,
    });
  },
  remedies: () => [
    { initialiser: 'he_normal' },
    { layers: { activation: (own) => (own === 'relu' ? 'leaky_relu' : own) } },
  ],
};
