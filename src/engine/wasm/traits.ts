import type { EngineTraits } from '#src/engine/contract/engine.ts';

/** A step takes down to 0.2 µs. */
export const wasmTraits: EngineTraits = {
  longestPiece: 2048,
  operationsPerPiece: 2e7,
  gpu: false,
  sharesDraws: false,
  reference: false,
};
