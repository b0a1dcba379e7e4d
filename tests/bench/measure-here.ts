import type { Engine } from '#src/engine/contract/engine.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { type PlanSpec, smallPlan } from '../support/plans.ts';
import { countCalls } from './call-counter.ts';
import { type Measured, measureEngine } from './measure.ts';
import type { Budget } from './time-steps.ts';

export interface MeasureRequest {
  readonly engine: EngineId;
  readonly spec: Partial<PlanSpec>;
  readonly budget: Budget;
}

export const engines: Readonly<Record<EngineId, () => Promise<Engine>>> = {
  webgl: async () => (await import('#src/engine/webgl/engine.ts')).webglEngine,
  wasm: async () => (await import('#src/engine/wasm/engine.ts')).wasmEngine,
  tfjs: async () => (await import('#src/engine/tfjs/engine.ts')).tfjsEngine,
};

/** What an engine does with a plan on this thread. */
export async function measureHere({ engine, spec, budget }: MeasureRequest): Promise<Measured> {
  try {
    const count = engine === 'wasm' ? null : countCalls;
    return await measureEngine(await engines[engine](), smallPlan(spec), budget, count);
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
