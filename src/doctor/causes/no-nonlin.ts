import { withActivation } from '#src/doctor/causes/changes.ts';
import { proof, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Layers without a non-linear activation are one layer: the answer is a straight line. */
export const noNonlin: Cause = {
  kind: 'fault',
  suspect({ experiment: { layers }, floors }) {
    if (layers.length === 0 || layers.some(({ activation }) => activation !== 'linear'))
      return null;
    const line = floors.find(({ id }) => id === 'straight_line')?.skill ?? null;
    return line === null
      ? sign({ layers: layers.length })
      : proof({ layers: layers.length, line }, line < 0.95);
  },
  remedies: () => [withActivation('tanh'), withActivation('relu')],
};
