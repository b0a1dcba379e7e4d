import type { EngineTraits } from '#src/engine/contract/engine.ts';

/** A step takes 0.1 ms and more whatever its size. */
export const webglTraits: EngineTraits = {
  longestPiece: 32,
  operationsPerPiece: 1e8,
  gpu: true,
  sharesDraws: true,
  reference: false,
};
