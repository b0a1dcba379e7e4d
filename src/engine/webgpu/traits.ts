import type { EngineTraits } from '#src/engine/contract/engine.ts';

/** A step takes some microseconds on a GPU: a call of the device takes many. */
export const webgpuTraits: EngineTraits = {
  longestPiece: 256,
  operationsPerPiece: 1e8,
  gpu: true,
  sharesDraws: true,
  reference: false,
};
