import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Inputs that are one another up to scale and offset. */
export const duplicateInput: Cause = {
  kind: 'fault',
  suspect: ({ data: { duplicateInputs, inputMeans } }) =>
    duplicateInputs > 0 ? proof({ pairs: duplicateInputs, inputs: inputMeans.length }) : null,
  remedies: ({ features }) => (features.length > 0 ? [{ features: [] }] : []),
};
