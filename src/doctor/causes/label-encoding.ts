import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { classCoding } from '#src/experiment/class-coding.ts';

/** One unit answers the number of a class: what lies between two classes reads as the one between them. */
export const labelEncoding: Cause = {
  kind: 'choice',
  suspect: ({ experiment, data: { classes } }) =>
    classes !== null && classes > 2 && classCoding(experiment) === 'number'
      ? sign({ classes })
      : null,
  remedies: () => [{ classTargets: 'one_hot' }],
};
