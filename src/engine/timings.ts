import type { EngineLoaders } from '#src/engine/choose.ts';
import type { Engine, Segment, Trainer } from '#src/engine/engine.ts';
import { SegmentMaker, stepCost } from '#src/engine/pieces.ts';
import type { Plan } from '#src/engine/plan.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import type { EngineTiming, EngineTimings } from '#src/runs/run-header.ts';

/** Milliseconds of training that each engine may take to be measured; two engines share 100 ms. */
const budget = 45;

/** Engines worth measuring: TensorFlow.js is never the faster one. */
const contenders: readonly EngineId[] = ['webgl', 'wasm'];

/** Floating-point operations a second that an engine reaches at least; software rendering far less. */
const slowest = { software: 3e8, otherwise: 3e9 } as const;

/** From this ratio on, another engine is worth a word to the reader. */
const clearlyFaster = 1.5;

/** Remembers how fast engines took a kind of plan: a run with other seeds or rates need not be measured again. */
export class TimingBook {
  readonly #loaders: EngineLoaders;
  readonly #now: () => number;
  readonly #known = new Map<string, readonly EngineTiming[]>();

  /** @param now milliseconds */
  constructor(loaders: EngineLoaders, now: () => number) {
    this.#loaders = loaders;
    this.#now = now;
  }

  /**
   * How fast each engine takes the plan, the fastest first; empty where there is only one engine to measure.
   *
   * Copies of the plan are trained for a moment and thrown away. A plan is made of pure functions, so nothing random
   * is consumed. An engine that cannot take the plan, or whose single step would exceed the budget, is left out.
   */
  async timings(plan: Plan, signal: AbortSignal): Promise<readonly EngineTiming[]> {
    const loaders = contenders.flatMap((id) => this.#loaders[id] ?? []);
    if (loaders.length < 2) return [];
    const kind = kindOf(plan);
    const known = this.#known.get(kind);
    if (known !== undefined) return known;
    const timings: EngineTiming[] = [];
    for (const load of loaders) {
      const timing = await timeEngine(await load(), plan, this.#now, signal);
      if (signal.aborted) return [];
      if (timing !== null) timings.push(timing);
    }
    timings.sort((a, b) => a.microsecondsPerStep - b.microsecondsPerStep);
    this.#known.set(kind, timings);
    return timings;
  }
}

/** Plans of one kind take the same time a step. */
function kindOf({ network, loss, optimizer, clipping, l1, l2, batchSize, rows }: Plan): string {
  return JSON.stringify([network, loss, optimizer.id, clipping, l1 > 0, l2 > 0, batchSize, rows]);
}

/** Puts the engine in use first and says whether another is clearly faster. */
export function compareTimings(fastest: readonly EngineTiming[], inUse: EngineId): EngineTimings {
  const own = fastest.find(({ id }) => id === inUse);
  const [first] = fastest;
  const ratio = own && first ? own.microsecondsPerStep / first.microsecondsPerStep : 1;
  return {
    measured: own ? [own, ...fastest.filter((timing) => timing !== own)] : fastest,
    faster: first && ratio >= clearlyFaster ? { id: first.id, ratio } : null,
  };
}

async function canBeTimed(engine: Engine, plan: Plan): Promise<boolean> {
  const probe = await engine.probe();
  if (!probe.ok || !engine.supports(plan).ok) return false;
  const speed = engine.id !== 'wasm' && probe.software ? slowest.software : slowest.otherwise;
  return stepCost(plan) / speed < budget / 1000;
}

async function timeEngine(
  engine: Engine,
  plan: Plan,
  now: () => number,
  signal: AbortSignal,
): Promise<EngineTiming | null> {
  if (!(await canBeTimed(engine, plan))) return null;
  let trainer: Trainer | null = null;
  try {
    trainer = await engine.create(plan, signal);
    await trainer.run(firstSteps(plan, 1)); // what happens once, such as compiling, is not measured
    const microseconds = await measure(trainer, plan, now, signal);
    const rows = Math.min(plan.batchSize, plan.rows) * plan.replicas.length;
    return {
      id: engine.id,
      device: trainer.device,
      microsecondsPerStep: microseconds,
      samplesPerSecond: (rows * 1e6) / microseconds,
    };
  } catch {
    return null; // an engine that cannot start is not the faster one; choosing says why
  } finally {
    trainer?.dispose();
  }
}

/** Doubles the number of steps until the next round would exceed the budget; the best round counts. */
async function measure(
  trainer: Trainer,
  plan: Plan,
  now: () => number,
  signal: AbortSignal,
): Promise<number> {
  const start = now();
  let best = Number.POSITIVE_INFINITY;
  for (let steps = 1; ; steps *= 2) {
    const segments = firstSteps(plan, steps);
    const before = now();
    await trainer.run(segments);
    const taken = now() - before;
    best = Math.min(best, (1000 * taken) / steps);
    if (now() - start + 2 * taken > budget || signal.aborted) return Math.max(best, 0.001);
  }
}

/** The first steps of the plan, over as many epochs as it takes; after the last epoch comes the first. */
function firstSteps(plan: Plan, count: number): Segment[] {
  const maker = new SegmentMaker(plan);
  const rates = plan.replicas.map(({ learningRate }) =>
    new Float32Array(Math.min(count, plan.stepsPerEpoch)).fill(learningRate),
  );
  const total = plan.epochs * plan.stepsPerEpoch;
  const segments: Segment[] = [];
  for (let done = 0; done < count; ) {
    const steps = Math.min(plan.stepsPerEpoch, count - done);
    const own = rates.map((array) => array.subarray(0, steps));
    segments.push(maker.segment(done % total, steps, own, false));
    done += steps;
  }
  return segments;
}
