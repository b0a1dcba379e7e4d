import { neighbourFigures, proof, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Rows that are named. */
const mostNamed = 10;
/** Skill of neighbours from which on a row against all of them is suspect: elsewhere such rows are usual. */
const trusted = 0.5;

/** Some training points say a wrong answer: as the experiment asks for, or as rows of a table contradict others. */
export const labelNoise: Cause = {
  kind: 'limit',
  suspect(evidence) {
    const { experiment, data } = evidence;
    const { classes, doubts, rows } = data;
    if (classes !== null && experiment.labelNoise > 0)
      return proof({ share: experiment.labelNoise });
    if (doubts === null) return null;
    const { clashing, outvoted, neighbours, lost } = doubts;
    if (clashing.length > 0) {
      const least = classes === null ? { lost } : { wrong: lost };
      return {
        ...proof({ clashing: clashing.length, of: rows, ...least }),
        rows: clashing.slice(0, mostNamed),
      };
    }
    if (outvoted.length === 0 || !((neighbourFigures(evidence)['neighbours'] ?? 0) >= trusted))
      return null;
    return {
      ...sign({ outvoted: outvoted.length, of: rows, neighbours }),
      rows: outvoted.slice(0, mostNamed),
    };
  },
  remedies: ({ labelNoise: share }) => (share > 0 ? [{ labelNoise: 0 }] : []),
};
