import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { hasDiverged } from '#src/records/run-header.ts';

/** Gradients so large that a step is longer than the parameters. */
export const explode: Cause = {
  kind: 'state',
  suspect(evidence) {
    const runs = failing(evidence);
    const diverged = runs.filter(hasDiverged).length;
    const ratio = typical(runs, (run) =>
      Math.max(...(run.start?.layers.map(({ updateRatio }) => updateRatio) ?? [])),
    );
    return diverged > 0 || (ratio > 1 && Number.isFinite(ratio)) ? sign({ diverged, ratio }) : null;
  },
  remedies: () => [{ clipping: 'norm', clipAt: 1 }],
};
