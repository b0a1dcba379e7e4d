import type { Engine, EngineTraits, Probe } from '#src/engine/contract/engine.ts';
import { EngineError, type EngineMessage, failureOf } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';

export interface GpuEngine<Device> {
  readonly id: Engine['id'];
  readonly traits: EngineTraits;
  /** @throws EngineError where there is no device */
  readonly open: () => Promise<Device>;
  readonly isLost: (device: Device) => boolean;
  /** @param device null before one is open: what every device can do counts */
  readonly refusal: (plan: ModelPlan, device: Device | null) => EngineMessage | null;
  readonly create: (device: Device, plan: ModelPlan, signal: AbortSignal) => Promise<Trainer>;
}

/** An engine whose trainers share one device, which is opened when it is first needed and again after it was lost. */
export function createGpuEngine<
  Device extends { readonly name: string; readonly software: boolean },
>({ id, traits, open, isLost, refusal, create }: GpuEngine<Device>): Engine {
  let device: Device | null = null;
  let opening: Promise<Device> | null = null;
  const opened = async (): Promise<Device> => {
    if (device !== null && !isLost(device)) return device;
    opening ??= open().finally(() => {
      opening = null;
    });
    device = await opening;
    return device;
  };
  return {
    id,
    traits,
    probe: async (): Promise<Probe> => {
      try {
        const { name, software } = await opened();
        return { ok: true, device: name, software };
      } catch (error) {
        return { ok: false, reason: failureOf(error).message };
      }
    },
    supports(plan) {
      const reason = refusal(plan, device);
      if (reason !== null) return { ok: false, reason };
      return {
        ok: true,
        create: async (signal) => {
          signal.throwIfAborted();
          const current = await opened();
          const late = refusal(plan, current);
          if (late !== null) throw new EngineError(late);
          return create(current, plan, signal);
        },
      };
    },
  };
}
