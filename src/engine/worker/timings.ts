import type { Plan } from '#src/engine/contract/course.ts';
import type { EngineEntry } from '#src/engine/contract/engine.ts';
import type { EngineTiming, EngineTimings } from '#src/engine/contract/engine-in-use.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Segment, Trainer } from '#src/engine/contract/trainer.ts';
import { SegmentMaker, stepCost } from '#src/engine/worker/pieces.ts';
import type { EngineId } from '#src/experiment/ids.ts';

/** Milliseconds of training that each engine may take to be measured; two engines share 100 ms. */
const budget = 45;

/** Floating-point operations a second that an engine reaches at least; software rendering far less. */
const slowest = { software: 3e8, processor: 3e9, gpu: 3e10 } as const;

/** Milliseconds to start an engine from which on it is not measured in passing again. */
const slowStart = 1000;

/** From this ratio on, another engine is worth a word to the reader. */
const clearlyFaster = 1.5;

/** Copies of a plan on several engines, ready to be measured. Used once: `measure` or `dispose`. */
export interface Bench {
  /** Trains every copy for a moment and throws it away. @returns the fastest first */
  measure(signal: AbortSignal): Promise<readonly EngineTiming[]>;
  dispose(): void;
}

interface Contender {
  readonly id: EngineId;
  readonly trainer: Trainer;
  /** Makes its segments: orders that it was given once need not be sent again. */
  readonly maker: SegmentMaker;
}

/**
 * Times engines, and remembers how fast they took a kind of plan: a run with other seeds or rates need not be measured
 * again. Copies of the plan are trained; a plan is made of pure functions, so nothing random is consumed.
 */
export class TimingBook {
  readonly #engines: readonly EngineEntry[];
  readonly #now: () => number;
  readonly #known = new Map<string, readonly EngineTiming[]>();
  readonly #slowStarters = new Set<EngineId>();
  /** Engines for a GPU whose work is done in software: timed where they are in use only. */
  readonly #inSoftware = new Set<EngineId>();

  /** @param now milliseconds */
  constructor(engines: readonly EngineEntry[], now: () => number) {
    this.#engines = engines;
    this.#now = now;
  }

  /** What is known already of plans of this kind. @param inUse as `prepare` takes it */
  known({ model }: Plan, inUse: EngineId | null): readonly EngineTiming[] | null {
    return this.#known.get(this.#kindOf(model, inUse)) ?? null;
  }

  /** Measures all engines at once, with the time it takes to start them. */
  async timings(plan: Plan, signal: AbortSignal, threads = 1): Promise<readonly EngineTiming[]> {
    const known = this.known(plan, null);
    if (known !== null) return known;
    this.#slowStarters.clear();
    return (await this.prepare(plan, null, signal, threads))?.measure(signal) ?? [];
  }

  /**
   * Starts a copy of the plan on each engine and takes its first step, in which shaders are compiled and the like. An
   * engine is left out that cannot take the plan, whose single step would exceed the budget, or whose start was so
   * slow the last time that measuring it again is not worth the machine's time; and one for a GPU whose work is done in
   * software, which is never the faster one, unless it is in use.
   *
   * @param inUse the engine that the others are compared with; null: none is
   * @returns null where there are not two engines to compare
   */
  async prepare(
    plan: Plan,
    inUse: EngineId | null,
    signal: AbortSignal,
    threads = 1,
  ): Promise<Bench | null> {
    const engines = this.#engines.filter(
      ({ id, traits }) => !traits.reference && !this.#slowStarters.has(id),
    );
    if (engines.length < 2) return null;
    const started: Contender[] = [];
    for (const engine of engines) {
      const { id } = engine;
      const before = this.#now();
      if (await isInSoftware(engine)) this.#inSoftware.add(id);
      const isPassedOver = this.#inSoftware.has(id) && id !== inUse;
      const maker = new SegmentMaker(plan);
      const trainer = isPassedOver ? null : await start(engine, plan, maker, signal, threads);
      if (trainer !== null) started.push({ id, trainer, maker });
      if (this.#now() - before > slowStart) this.#slowStarters.add(id);
    }
    const dispose = (): void => {
      for (const { trainer } of started) trainer.dispose();
    };
    if (signal.aborted || started.length === 0) {
      dispose();
      return null;
    }
    return {
      dispose,
      measure: async (signal) => {
        const timings: EngineTiming[] = [];
        try {
          for (const contender of started) {
            const timing = await timeEngine(contender, plan, this.#now, signal).catch(() => null);
            if (timing !== null) timings.push(timing);
          }
        } finally {
          dispose();
        }
        timings.sort((a, b) => a.microsecondsPerStep - b.microsecondsPerStep);
        if (!signal.aborted) this.#known.set(this.#kindOf(plan.model, inUse), timings);
        return timings;
      },
    };
  }

  /** Plans of one kind take the same time per step, on the same engines. */
  #kindOf(model: ModelPlan, inUse: EngineId | null): string {
    const { network, loss, weighted, optimizer, clipping, l1, l2, batchSize, rows } = model;
    const settings = [loss, weighted, optimizer.id, clipping, l1 > 0, l2 > 0];
    const inSoftware = inUse !== null && this.#inSoftware.has(inUse) ? inUse : null;
    const work = [network, ...settings, batchSize, rows, model.replicas.length];
    return JSON.stringify([...work, inSoftware]);
  }
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

async function isInSoftware({ load, traits }: EngineEntry): Promise<boolean> {
  if (!traits.gpu) return false;
  const probe = await load()
    .then((engine) => engine.probe())
    .catch(() => null);
  return probe?.ok === true && probe.software;
}

/** A copy that has taken its first step, or null: an engine that cannot start is not the faster one. */
async function start(
  { load, traits }: EngineEntry,
  plan: Plan,
  maker: SegmentMaker,
  signal: AbortSignal,
  threads: number,
): Promise<Trainer | null> {
  let trainer: Trainer | null = null;
  try {
    const engine = await load();
    const probe = await engine.probe();
    const support = engine.supports(plan.model);
    if (!probe.ok || !support.ok) return null;
    const speed = slowest[!traits.gpu ? 'processor' : probe.software ? 'software' : 'gpu'];
    const cost = stepCost(plan.model) * plan.model.replicas.length;
    if (cost / speed > budget / 1000) return null;
    trainer = await support.create(signal, threads);
    await trainer.run(firstSteps(plan, 1, maker));
    return trainer;
  } catch {
    trainer?.dispose();
    return null;
  }
}

async function timeEngine(
  { id, trainer, maker }: Contender,
  plan: Plan,
  now: () => number,
  signal: AbortSignal,
): Promise<EngineTiming> {
  const microsecondsPerStep = await measure(trainer, plan, maker, now, signal);
  const { batchSize, rows: all, replicas } = plan.model;
  const rows = Math.min(batchSize, all) * replicas.length;
  const samplesPerSecond = (rows * 1e6) / microsecondsPerStep;
  return { id, device: trainer.device, microsecondsPerStep, samplesPerSecond };
}

/**
 * Doubles the number of steps until another round would exceed the budget. The last round, the longest, counts:
 * browsers' clocks are too coarse for the others. What is made for steps, such as orders of many replicas, is no part of
 * either: it takes as long whatever the engine.
 *
 * @returns microseconds a step
 */
async function measure(
  trainer: Trainer,
  plan: Plan,
  maker: SegmentMaker,
  now: () => number,
  signal: AbortSignal,
): Promise<number> {
  let spent = 0;
  for (let steps = 1; ; steps *= 2) {
    const segments = firstSteps(plan, steps, maker);
    const before = now();
    await trainer.run(segments);
    const taken = now() - before;
    spent += taken;
    if (spent + 2 * taken > budget || signal.aborted) return (1000 * taken) / steps;
  }
}

/** The first steps of the plan, over as many epochs as it takes; after the last epoch comes the first. */
function firstSteps(plan: Plan, count: number, maker: SegmentMaker): Segment[] {
  const { stepsPerEpoch, epochs, replicas } = plan.course;
  const segments: Segment[] = [];
  for (let taken = 0; taken < count; ) {
    const done = taken % (epochs * stepsPerEpoch);
    const steps = Math.min(stepsPerEpoch, count - taken);
    const rates = replicas.map(({ learningRate }) => new Float32Array(steps).fill(learningRate));
    segments.push(maker.segment({ done, steps, rates, resting: [], counts: false }));
    taken += steps;
  }
  return segments;
}
