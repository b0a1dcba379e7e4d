import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** An input that is the same on every row tells nothing. */
export const constantInput: Cause = {
  kind: 'fault',
  suspect: ({ data: { constantInputs, inputMeans } }) =>
    constantInputs > 0
      ? proof(
          { constant: constantInputs, inputs: inputMeans.length },
          constantInputs === inputMeans.length,
        )
      : null,
  remedies: ({ features }) => (features.length > 0 ? [{ features: [] }] : []),
};
