import type { Engine } from '#src/engine/contract/engine.ts';
import { engines } from '#src/engine/worker/engines.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { type PlanSpec, smallPlan } from '../support/plans.ts';
import { countCalls } from './call-counter.ts';
import { type Measured, measureEngine } from './measure.ts';
import type { Budget } from './time-steps.ts';

export interface MeasureRequest {
  readonly engine: EngineId;
  readonly threads: number;
  readonly spec: Partial<PlanSpec>;
  readonly budget: Budget;
}

/** @throws Error where there is no such engine */
export async function loadEngine(id: EngineId): Promise<Engine> {
  const entry = engines.find((engine) => engine.id === id);
  if (entry === undefined) throw new Error(`there is no engine ${id}`);
  return entry.load();
}

/** What an engine does with a plan on this thread. */
export async function measureHere({
  engine,
  threads,
  spec,
  budget,
}: MeasureRequest): Promise<Measured> {
  try {
    const drawsWebgl = engine === 'webgl' || engine === 'tfjs';
    const count = drawsWebgl ? countCalls : null;
    return await measureEngine(await loadEngine(engine), smallPlan(spec), budget, count, threads);
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
