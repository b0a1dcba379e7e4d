import type { EngineMessage } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import type { EngineId } from '#src/experiment/ids.ts';

/** What the rest of the program needs to know of an engine without its code. */
export interface EngineTraits {
  /** Steps in a piece of training at most: what a call costs beside its steps differs by engine. */
  readonly longestPiece: number;
  /** Floating-point operations in a piece at most (a single step may exceed it): some milliseconds of a slow machine. */
  readonly operationsPerPiece: number;
  /** One worker keeps its device busy, and where the device is drawn in software it is slow. */
  readonly gpu: boolean;
  /** Replicas are computed in the same draws: many take little longer than one. */
  readonly sharesDraws: boolean;
  /** It is there to be compared with: chosen last, never measured for speed. */
  readonly reference: boolean;
}

/** One engine: what it can do and how to start it. The heavy part is imported by `create`, not before. */
export interface Engine {
  readonly id: EngineId;
  readonly traits: EngineTraits;
  /** Looks at the machine once (cached): can this engine run here, on what device, and is that device real? */
  probe(): Promise<Probe>;
  supports(model: ModelPlan): Support;
}

/** An engine before its code is loaded. */
export interface EngineEntry extends Pick<Engine, 'id' | 'traits'> {
  load(): Promise<Engine>;
}

export type Probe =
  /** `software`: the processor stands in for a GPU. */
  | { readonly ok: true; readonly device: string; readonly software: boolean }
  | { readonly ok: false; readonly reason: EngineMessage };

/** How to start a trainer of a model, or why the engine declines it. */
export type Support =
  | {
      readonly ok: true;
      /**
       * Rejects with an `AbortError`, or with an `EngineError` or another error when the device refuses.
       * @param threads of the processor that it may take, where more than one; results are the same for any number
       */
      create(signal: AbortSignal, threads?: number): Promise<Trainer>;
    }
  | { readonly ok: false; readonly reason: EngineMessage };
