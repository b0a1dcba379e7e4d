// The page that `npm run bench` drives: it measures what it is asked to, one contender at a time.

import { makeBreath } from '#src/engine/breathe.ts';
import type { Engine } from '#src/engine/engine.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { type PlanSpec, smallPlan } from '../support/plans.ts';
import { countCalls } from './call-counter.ts';
import { type ContenderId, contenders } from './contenders.ts';
import { type Measured, measureEngine, perStep } from './measure.ts';
import type { Budget } from './time-steps.ts';
import { timeWhole, type WholeTime, type wholeIds } from './whole-experiments.ts';

export interface Job {
  readonly contender: ContenderId;
  readonly spec: Partial<PlanSpec>;
  readonly budget: Budget;
}

export interface WholeJob {
  readonly experiment: (typeof wholeIds)[number];
  readonly rounds: number;
}

export interface BenchPage {
  measure(job: Job): Promise<Measured>;
  /** A whole experiment on our WebAssembly engine, with the snapshots that charts need. */
  whole(job: WholeJob): Promise<WholeTime>;
  /** The name of what draws WebGL here, or null where there is none. */
  renderer(): string | null;
}

const engines: Readonly<Record<EngineId, () => Promise<Engine>>> = {
  webgl: async () => (await import('#src/engine/webgl/engine.ts')).webglEngine,
  wasm: async () => (await import('#src/engine/wasm/engine.ts')).wasmEngine,
  tfjs: async () => (await import('#src/engine/tfjs/engine.ts')).tfjsEngine,
};

async function measure({ contender, spec, budget }: Job): Promise<Measured> {
  const plan = smallPlan(spec);
  const { engine } = contenders[contender];
  try {
    if (typeof engine === 'string') {
      const count = engine === 'wasm' ? null : countCalls;
      return await measureEngine(await engines[engine](), plan, budget, count);
    }
    const { timeStockFit } = await import('./stock-fit.ts');
    const { time, calls } = await timeStockFit(plan, engine.stock, budget);
    const drawn = engine.stock === 'webgl' ? perStep(calls, calls.steps) : null;
    return { ok: true, device: `TensorFlow.js ${engine.stock}`, time, calls: drawn };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function whole({ experiment, rounds }: WholeJob): Promise<WholeTime> {
  return timeWhole(experiment, await engines.wasm(), true, makeBreath(), rounds);
}

function renderer(): string | null {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return null;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

window.bench = { measure, whole, renderer };
