import type { Engine, Probe, Support } from '#src/engine/contract/engine.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { fetchKernels } from '#src/engine/wasm/fetch-kernels.ts';
import { bestBuild, type KernelSource, type Kernels } from '#src/engine/wasm/kernels.ts';
import { layOut } from '#src/engine/wasm/layout.ts';
import { kernelDevices } from '#src/experiment/id-names.ts';

/** More than this a browser may refuse, or regret. */
const memoryLimit = 2 ** 30;
/** Broadcast losses without a closed form cost a step for each pair of rows. */
const pairLimit = 20_000;

/** The WebAssembly engine. @param source where compiled kernels come from */
export function createWasmEngine(source: KernelSource): Engine {
  const build = bestBuild();
  const device = kernelDevices[build ?? 'plain'];
  let compiled: Promise<WebAssembly.Module> | null = null;

  return {
    id: 'wasm',
    probe: async (): Promise<Probe> =>
      build === null
        ? { ok: false, reason: 'this browser has no WebAssembly SIMD' }
        : { ok: true, device, software: true },
    supports,
    create: async (plan, signal) => {
      if (build === null) throw new Error('this browser has no WebAssembly SIMD');
      const module = (compiled ??= source(build).then((bytes) => WebAssembly.compile(bytes)));
      // A failure, of the network perhaps, is not for ever.
      module.catch(() => {
        compiled = null;
      });
      const [instance, { createTrainer }] = await Promise.all([
        module.then((m) => WebAssembly.instantiate(m, {})),
        import('#src/engine/wasm/trainer.ts'),
      ]);
      signal.throwIfAborted();
      return createTrainer(plan, instance.exports as unknown as Kernels, device);
    },
  };
}

/** The engine in a browser. */
export const wasmEngine: Engine = createWasmEngine(fetchKernels);

function supports(plan: ModelPlan): Support {
  const { loss } = plan;
  const batch = Math.max(Math.min(plan.batchSize, plan.rows), plan.heldOutRows);
  if (loss.labelShape === 'row' && loss.id !== 'mse' && Math.max(batch, plan.rows) > pairLimit) {
    return {
      ok: false,
      reason: `predictions that meet every label by ${loss.id} take at most ${pairLimit} rows`,
    };
  }
  const bytes = layOut(plan, 0).end;
  if (bytes > memoryLimit) {
    const [needed, limit] = [bytes, memoryLimit].map((size) => Math.ceil(size / 2 ** 20));
    return { ok: false, reason: `needs ${needed} MB of memory, more than ${limit} MB` };
  }
  return { ok: true };
}
