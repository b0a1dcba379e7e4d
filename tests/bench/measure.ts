import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine, EngineTraits } from '#src/engine/contract/engine.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { engineText } from '#words/engine.ts';
import type { CallCounts } from './call-counter.ts';
import { type ChunkTimes, timeChunks } from './chunk-times.ts';
import {
  type Budget,
  preparedCalls,
  type StepTime,
  takeSomeSteps,
  timeSteps,
} from './time-steps.ts';

/** What one contender did with one plan. */
export type Measured =
  | {
      readonly ok: true;
      readonly device: string;
      readonly time: StepTime;
      /** What one step asks of the WebGL context, or null where there is none. */
      readonly calls: CallCounts | null;
      /** How long WebGPU is busy with what it is given at once, or null where there is no WebGPU. */
      readonly chunks: ChunkTimes | null;
    }
  | { readonly ok: false; readonly reason: string };

/** Counts what `work` asks of WebGL contexts. */
export type Count = (work: () => Promise<void>) => Promise<CallCounts>;

/** @param count null where there is no WebGL */
export async function measureEngine(
  engine: Engine,
  plan: Plan,
  budget: Budget,
  count: Count | null,
  threads = 1,
): Promise<Measured> {
  const probe = await engine.probe();
  if (!probe.ok) return { ok: false, reason: engineText(probe.reason) };
  const support = engine.supports(plan.model);
  if (!support.ok) return { ok: false, reason: engineText(support.reason) };
  const trainer = await support.create(new AbortController().signal, threads);
  try {
    const time = await timeSteps(trainer, engine.traits, plan, budget);
    const calls = count === null ? null : await countedSteps(trainer, engine.traits, plan, count);
    const chunks =
      engine.id === 'webgpu'
        ? await timeChunks(preparedCalls(trainer, engine.traits, plan, time))
        : null;
    return { ok: true, device: trainer.device, time, calls, chunks };
  } finally {
    trainer.dispose();
  }
}

async function countedSteps(
  trainer: Trainer,
  traits: EngineTraits,
  plan: Plan,
  count: Count,
): Promise<CallCounts> {
  let steps = 0;
  const calls = await count(async () => {
    steps = await takeSomeSteps(trainer, traits, plan);
  });
  return perStep(calls, steps);
}

export function perStep({ draws, uploads }: CallCounts, steps: number): CallCounts {
  return { draws: draws / steps, uploads: uploads / steps };
}
