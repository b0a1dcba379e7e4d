import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** A stop rule ended training before it fitted. */
export const earlyStop: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const stopped = failing(evidence).filter(
      (run) => run.stopped?.kind === 'patience' || run.stopped?.kind === 'target_loss',
    );
    if (stopped.length === 0) return null;
    return sign({
      stopped: stopped.length,
      steps: typical(stopped, (run) => run.curve.steps),
      wanted: typical(stopped, (run) => run.curve.wanted),
    });
  },
  remedies: ({ patience, targetLoss }) =>
    patience > 0 || targetLoss !== null ? [{ patience: 0, targetLoss: null }] : [],
};
