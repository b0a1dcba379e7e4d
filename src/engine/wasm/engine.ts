import type { Engine, Probe } from '#src/engine/contract/engine.ts';
import { EngineError, type EngineMessage } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { browserTeams, fetchKernels } from '#src/engine/wasm/fetch-kernels.ts';
import { Instances } from '#src/engine/wasm/instances.ts';
import { bestBuild, type KernelSource } from '#src/engine/wasm/kernels.ts';
import { layOut } from '#src/engine/wasm/layout.ts';
import { type Team, type TeamPlace, Teams } from '#src/engine/wasm/teams.ts';
import { threadsFor } from '#src/engine/wasm/thread-count.ts';
import { wasmTraits } from '#src/engine/wasm/traits.ts';
import { costLimits } from '#src/experiment/cost-limits.ts';
import { kernelDevices } from '#src/experiment/kernel-devices.ts';
import { loadedOnce } from '#src/lib/loaded-once.ts';

/** More than this a browser may refuse, or regret. */
const memoryLimit = 2 ** 30;

/** The WebAssembly engine. @param source where compiled kernels come from @param place and threads, where there are any */
export function createWasmEngine(source: KernelSource, place: TeamPlace | null = null): Engine {
  const build = bestBuild();
  const device = kernelDevices[build ?? 'plain'];
  const instances = new Instances(source, build ?? 'plain');
  const teams = place === null ? null : new Teams(place, build ?? 'plain');
  const loadTrainer = loadedOnce(() => import('#src/engine/wasm/trainer.ts'));

  async function create(plan: ModelPlan, signal: AbortSignal, most = 1): Promise<Trainer> {
    if (build === null) throw new EngineError({ id: 'no_simd' });
    const threads = threadsFor(plan, most);
    const team = threads > 1 && teams !== null ? await teams.start(threads) : null;
    if (team !== null) return createWithTeam(plan, signal, team);
    const [kernels, trainer] = await Promise.all([instances.take(), loadTrainer()]);
    signal.throwIfAborted();
    return trainer.createTrainer(plan, kernels, device, () => instances.giveBack(kernels));
  }

  async function createWithTeam(
    plan: ModelPlan,
    signal: AbortSignal,
    team: Team,
  ): Promise<Trainer> {
    const { kernels, threads, dispose } = team;
    try {
      const { createTrainer } = await loadTrainer();
      signal.throwIfAborted();
      return createTrainer(plan, kernels, device, dispose, threads);
    } catch (error) {
      dispose();
      throw error;
    }
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
        ? { ok: true, create: (signal, threads) => create(plan, signal, threads) }
        : { ok: false, reason };
    },
  };
}

/** The engine in a browser, where threads share memory only in pages that are isolated. */
export const wasmEngine: Engine = createWasmEngine(
  fetchKernels,
  globalThis.crossOriginIsolated ? browserTeams : null,
);

function refusal(plan: ModelPlan): EngineMessage | null {
  const { loss } = plan;
  const batch = Math.max(Math.min(plan.batchSize, plan.rows), plan.heldOutRows);
  const { pairedRows } = costLimits;
  // Broadcast losses without a closed form cost a step for each pair of rows.
  if (loss.labelShape === 'row' && loss.id !== 'mse' && Math.max(batch, plan.rows) > pairedRows)
    return { id: 'most_pairs', values: { loss: loss.id, rows: pairedRows } };
  const bytes = layOut(plan, 0).end;
  if (bytes <= memoryLimit) return null;
  const megabytes = (size: number): number => Math.ceil(size / 2 ** 20);
  const values = { needed: megabytes(bytes), limit: megabytes(memoryLimit) };
  return { id: 'memory', values };
}
