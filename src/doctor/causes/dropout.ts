import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Dropout in a network that has no unit to spare. */
export const dropout: Cause = {
  kind: 'choice',
  suspect({ experiment: { layers } }) {
    const share = Math.max(0, ...layers.map((layer) => layer.dropout));
    return share > 0 ? sign({ share }) : null;
  },
  remedies: () => [{ layers: { dropout: 0 } }],
};
