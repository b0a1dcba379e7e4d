import type { EngineTraits } from '#src/engine/contract/engine.ts';

/** A step takes some milliseconds whatever its size. */
export const tfjsTraits: EngineTraits = {
  longestPiece: 8,
  operationsPerPiece: 1e8,
  gpu: true,
  sharesDraws: false,
  reference: true,
};
