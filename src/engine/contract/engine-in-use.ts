import type { EngineReason } from '#src/engine/contract/messages.ts';
import type { EngineId } from '#src/experiment/ids.ts';

/** Where a run computes. */
export interface EngineInUse {
  readonly id: EngineId;
  /** In words: "CPU, relaxed SIMD", "NVIDIA …". */
  readonly device: string;
  /** Why this engine and not another one; empty where it is simply the default. */
  readonly reasons: readonly EngineReason[];
}

/** How fast an engine takes one plan's steps, measured for a moment on a copy that is thrown away. */
export interface EngineTiming {
  readonly id: EngineId;
  /** In words, as in `EngineInUse`. */
  readonly device: string;
  readonly microsecondsPerStep: number;
  /** Training rows per second. */
  readonly samplesPerSecond: number;
}

export interface EngineTimings {
  /** The engine in use first. */
  readonly measured: readonly EngineTiming[];
  /** An engine clearly faster than the one in use, and how many times; null where there is none. */
  readonly faster: { readonly id: EngineId; readonly ratio: number } | null;
}
