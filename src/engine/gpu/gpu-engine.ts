import type { Engine, EngineTraits, Probe } from '#src/engine/contract/engine.ts';
import { EngineError, type EngineMessage, failureOf } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';

interface Found {
  /** In words, e.g. "SwiftShader (software)". */
  readonly name: string;
  readonly software: boolean;
}

export interface GpuEngine<Opened extends Found, Device extends Opened> {
  readonly id: Engine['id'];
  readonly traits: EngineTraits;
  /** @throws EngineError where there is no device */
  readonly open: () => Promise<Opened>;
  /** @returns the device, which has shown that it computes rightly; @throws EngineError where it does not */
  readonly prove: (opened: Opened) => Promise<Device>;
  readonly isLost: (device: Opened) => boolean;
  /** @param device null before one is proved: what every device can do counts */
  readonly refusal: (plan: ModelPlan, device: Device | null) => EngineMessage | null;
  readonly create: (device: Device, plan: ModelPlan, signal: AbortSignal) => Promise<Trainer>;
}

/** An engine whose trainers share one device, which is opened when it is first needed and again after it was lost. */
export function createGpuEngine<Opened extends Found, Device extends Opened>(
  spec: GpuEngine<Opened, Device>,
): Engine {
  const { id, traits, isLost, refusal, create } = spec;
  const opened = new Kept(spec.open, isLost);
  const proved = new Kept(async () => spec.prove(await opened.get()), isLost);
  return {
    id,
    traits,
    probe: async (): Promise<Probe> => {
      try {
        const { name, software } = await opened.get();
        // A processor in a GPU's place comes last: its proof, which takes long, waits until it is to train.
        if (!software) await proved.get();
        return { ok: true, device: name, software };
      } catch (error) {
        return { ok: false, reason: failureOf(error).message };
      }
    },
    supports(plan) {
      const reason = refusal(plan, proved.last);
      if (reason !== null) return { ok: false, reason };
      return {
        ok: true,
        create: async (signal) => {
          signal.throwIfAborted();
          const current = await proved.get();
          const late = refusal(plan, current);
          if (late !== null) throw new EngineError(late);
          return create(current, plan, signal);
        },
      };
    },
  };
}

/** What is made when it is first needed, and again where it is lost; a failure is not for ever. */
class Kept<T> {
  readonly #make: () => Promise<T>;
  readonly #isLost: (value: T) => boolean;
  #making: Promise<T> | null = null;
  /** As it was made last, lost or not; null before. */
  last: T | null = null;

  constructor(make: () => Promise<T>, isLost: (value: T) => boolean) {
    this.#make = make;
    this.#isLost = isLost;
  }

  async get(): Promise<T> {
    if (this.last !== null && !this.#isLost(this.last)) return this.last;
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    this.last = await this.#making;
    return this.last;
  }
}
