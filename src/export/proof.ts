import type { Verdict } from '#src/doctor/contract.ts';
import type { Proof } from '#src/share/proof.ts';

/** What a verdict proves, as a link can say it: on fresh seeds where it was confirmed. Null: nothing makes it fit. */
export function proofOf({ experiment, minimal, confirmed, criterion }: Verdict): Proof | null {
  const [best] = minimal;
  const { outcomes, fits } = confirmed ?? best ?? { outcomes: [], fits: [0, 0] };
  if (best === undefined || outcomes.length === 0 || fits[0] === 0) return null;
  return {
    after: { ...experiment, ...best.changes },
    seeds: outcomes.map(({ seed }) => seed),
    fits: fits[0],
    unexplained: Number(criterion.unexplained.toPrecision(6)),
  };
}
