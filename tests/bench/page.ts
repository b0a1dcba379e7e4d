// The page that `npm run bench` drives: it measures what it is asked to, one contender at a time.

import type { EngineTiming } from '#src/engine/contract/engine-in-use.ts';
import { startEngineWorker } from '#src/engine/page/start-worker.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { type PlanSpec, smallPlan } from '../support/plans.ts';
import { type ContenderId, contenders } from './contenders.ts';
import type { BareLoop } from './cores.ts';
import { type Measured, perStep } from './measure.ts';
import { loadEngine, type MeasureRequest } from './measure-here.ts';
import { type PauseTimes, timePause } from './pause.ts';
import type { Budget } from './time-steps.ts';
import { type TrialFigure, timeTrials } from './trials.ts';
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
  /** Many short runs, one after another. */
  trials(): Promise<readonly TrialFigure[]>;
  /** What `auto` finds out of the engines, the fastest first. */
  timings(spec: Partial<PlanSpec>): Promise<readonly EngineTiming[]>;
  pause(engine: EngineId): Promise<PauseTimes>;
  /** The name of what draws WebGL here, or null where there is none. */
  renderer(): string | null;
}

async function measure({ contender, spec, budget }: Job): Promise<Measured> {
  const { engine, threads = 1 } = contenders[contender];
  if (typeof engine === 'string') return measureInWorker({ engine, threads, spec, budget });
  if ('peer' in engine) return { ok: false, reason: 'not in a page' };
  try {
    const { timeStockFit } = await import('./stock-fit.ts');
    const { time, calls } = await timeStockFit(smallPlan(spec), engine.stock, budget);
    const drawn = engine.stock === 'webgl' ? perStep(calls, calls.steps) : null;
    const device = `TensorFlow.js ${engine.stock}`;
    return { ok: true, device, time, calls: drawn, chunks: null };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function measureInWorker(request: MeasureRequest): Promise<Measured> {
  const { measure, dispose } = startMeasuring();
  return measure(request).finally(dispose);
}

function startMeasuring() {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' });
  return {
    measure: (request: MeasureRequest) =>
      new Promise<Measured>((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<Measured>) => resolve(data);
        worker.onerror = ({ message }) => resolve({ ok: false, reason: message });
        worker.postMessage(request);
      }),
    dispose: () => worker.terminate(),
  };
}

function startLoopWorker(): BareLoop {
  const { measure, dispose } = startMeasuring();
  return { measure: (request) => measure({ engine: 'wasm', threads: 1, ...request }), dispose };
}

function timings(spec: Partial<PlanSpec>): Promise<readonly EngineTiming[]> {
  const worker = new Worker(new URL('./timings-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<readonly EngineTiming[]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<readonly EngineTiming[]>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(spec);
  }).finally(() => worker.terminate());
}

async function whole({ experiment, rounds }: WholeJob): Promise<WholeTime> {
  return timeWhole(experiment, await loadEngine('wasm'), true, rounds);
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

window.bench = {
  measure,
  whole,
  trials: () => timeTrials(startEngineWorker, startLoopWorker),
  timings,
  pause: timePause,
  renderer,
};
