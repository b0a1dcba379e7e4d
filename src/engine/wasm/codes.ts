import {
  activationIds,
  clippingIds,
  lossIds,
  optimizerIds,
  outputActivationIds,
  reduceIds,
} from '#src/experiment/ids.ts';

/** The numbers that stand for ids in the kernels' tables, as enumerations by the names that the kernels give them. */
export const codes = {
  Activation: codesOf([...activationIds, ...outputActivationIds]),
  Loss: codesOf(lossIds),
  /** Every prediction against every label: not at all, averaged over B², or over B. */
  Broadcast: codesOf(['none', ...reduceIds]),
  Optimizer: codesOf(optimizerIds),
  Clipping: codesOf(clippingIds),
} as const;

export type Enumeration = keyof typeof codes;

function codesOf<Id extends string>(ids: readonly Id[]): Readonly<Record<Id, number>> {
  const entries = [...new Set(ids)].map((id, code) => [id, code]);
  return Object.fromEntries(entries) as Record<Id, number>;
}
