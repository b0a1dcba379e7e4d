import type { Segment, Trainer } from '#src/engine/engine.ts';
import { pieceAt, piecesOf, SegmentMaker } from '#src/engine/pieces.ts';
import type { Plan } from '#src/engine/plan.ts';
import { learningRates } from '#src/engine/rates.ts';
import { median } from '#src/lib/statistics.ts';

/** How long a measurement may take. */
export interface Budget {
  /** Milliseconds before anything is measured. */
  readonly warmUp: number;
  /** Milliseconds of each repeat, and how many of them. */
  readonly repeat: number;
  readonly repeats: number;
}

/** Microseconds a step: the median of the repeats, and the fastest and slowest of them. */
export interface StepTime {
  readonly microseconds: number;
  readonly fastest: number;
  readonly slowest: number;
}

/** Milliseconds that one call should take, as in a session. */
const callTime = 12;

/** Hands out a plan's steps in calls, cut into segments as a session cuts them. */
class Steps {
  readonly #plan: Plan;
  readonly #maker: SegmentMaker;
  readonly #pieces: ReturnType<typeof piecesOf>;
  taken = 0;

  constructor(plan: Plan, trainer: Trainer) {
    this.#plan = plan;
    this.#maker = new SegmentMaker(plan);
    this.#pieces = piecesOf(plan, trainer.engine);
  }

  /** So many steps or a few more, over as many epochs as it takes. */
  next(count: number): Segment[] {
    const segments: Segment[] = [];
    for (const end = this.taken + count; this.taken < end; ) {
      const steps = Math.min(pieceAt(this.#pieces, this.taken), end - this.taken);
      const rates = this.#plan.replicas.map(({ learningRate }) =>
        learningRates(this.#plan, learningRate, { share: 1, best: 0, since: 0 }, this.taken, steps),
      );
      segments.push(this.#maker.segment(this.taken, steps, rates, false));
      this.taken += steps;
    }
    return segments;
  }
}

/** Trains for a while: steps alone, without evaluation. Orders of rows are made within the time measured. */
export async function timeSteps(trainer: Trainer, plan: Plan, budget: Budget): Promise<StepTime> {
  const steps = new Steps(plan, trainer);
  let perCall = 1;
  for (const start = performance.now(); performance.now() - start < budget.warmUp; ) {
    const before = performance.now();
    await trainer.run(steps.next(perCall));
    const taken = Math.max(performance.now() - before, 0.01);
    perCall = Math.ceil(Math.min(2 * perCall, (perCall * callTime) / taken));
  }
  const times: number[] = [];
  for (let repeat = 0; repeat < budget.repeats; repeat++) {
    const [before, start] = [steps.taken, performance.now()];
    const underWay: Promise<unknown>[] = [];
    while (performance.now() - start < budget.repeat) {
      underWay.push(trainer.run(steps.next(perCall)));
      if (underWay.length >= trainer.depth) await underWay.shift();
    }
    await Promise.all(underWay);
    times.push((1000 * (performance.now() - start)) / (steps.taken - before));
  }
  return summary(times);
}

/** @param times microseconds a step of each repeat */
export function summary(times: readonly number[]): StepTime {
  return {
    microseconds: median(times),
    fastest: Math.min(...times),
    slowest: Math.max(...times),
  };
}

/** Takes exactly so many steps, for whoever counts what they cause. */
export async function takeSteps(trainer: Trainer, plan: Plan, count: number): Promise<void> {
  await trainer.run(new Steps(plan, trainer).next(count));
}
