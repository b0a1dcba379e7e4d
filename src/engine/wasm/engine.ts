import type { Engine, Probe } from '#src/engine/contract/engine.ts';
import { EngineError, type EngineMessage } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { fetchKernels } from '#src/engine/wasm/fetch-kernels.ts';
import { Instances } from '#src/engine/wasm/instances.ts';
import { bestBuild, type KernelSource } from '#src/engine/wasm/kernels.ts';
import { layOut } from '#src/engine/wasm/layout.ts';
import type { createTrainer } from '#src/engine/wasm/trainer.ts';
import { wasmTraits } from '#src/engine/wasm/traits.ts';
import { kernelDevices } from '#src/experiment/kernel-devices.ts';

/** More than this a browser may refuse, or regret. */
const memoryLimit = 2 ** 30;
/** Broadcast losses without a closed form cost a step for each pair of rows. */
const pairLimit = 20_000;

interface TrainerModule {
  readonly createTrainer: typeof createTrainer;
}

/** The WebAssembly engine. @param source where compiled kernels come from */
export function createWasmEngine(source: KernelSource): Engine {
  const build = bestBuild();
  const device = kernelDevices[build ?? 'plain'];
  const instances = new Instances(source, build ?? 'plain');
  let code: Promise<TrainerModule> | null = null;

  /** Imported once: to ask again costs more than a short training. A failure, of the network perhaps, is not for ever. */
  function loadTrainer(): Promise<TrainerModule> {
    code ??= import('#src/engine/wasm/trainer.ts');
    code.catch(() => {
      code = null;
    });
    return code;
  }

  async function create(plan: ModelPlan, signal: AbortSignal): Promise<Trainer> {
    if (build === null) throw new EngineError({ id: 'no_simd' });
    const [kernels, trainer] = await Promise.all([instances.take(), loadTrainer()]);
    signal.throwIfAborted();
    return trainer.createTrainer(plan, kernels, device, () => instances.giveBack(kernels));
  }

  return {
    id: 'wasm',
    traits: wasmTraits,
    probe: async (): Promise<Probe> =>
      build === null
        ? { ok: false, reason: { id: 'no_simd' } }
        : { ok: true, device, software: false },
    supports(plan) {
      const reason = refusal(plan);
      return reason === null
        ? { ok: true, create: (signal) => create(plan, signal) }
        : { ok: false, reason };
    },
  };
}

/** The engine in a browser. */
export const wasmEngine: Engine = createWasmEngine(fetchKernels);

function refusal(plan: ModelPlan): EngineMessage | null {
  const { loss } = plan;
  const batch = Math.max(Math.min(plan.batchSize, plan.rows), plan.heldOutRows);
  if (loss.labelShape === 'row' && loss.id !== 'mse' && Math.max(batch, plan.rows) > pairLimit) {
    return { id: 'most_pairs', values: { loss: loss.id, rows: pairLimit } };
  }
  const bytes = layOut(plan, 0).end;
  if (bytes <= memoryLimit) return null;
  const megabytes = (size: number): number => Math.ceil(size / 2 ** 20);
  const values = { needed: megabytes(bytes), limit: megabytes(memoryLimit) };
  return { id: 'memory', values };
}
