import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Errors lie at the ends of the inputs, where points have neighbours on one side alone. */
export const edges: Cause = {
  kind: 'state',
  suspect(evidence) {
    const runs = failing(evidence);
    const [errors, points, highest] = (['errors', 'points', 'highest'] as const).map((figure) =>
      typical(runs, (run) => run.edges?.[figure]),
    ) as [number, number, number];
    return errors > 2 * points && errors > highest ? sign({ errors, points, highest }) : null;
  },
  remedies: () => [],
};
