import type { Plan } from '#src/engine/contract/course.ts';
import type { EngineTraits } from '#src/engine/contract/engine.ts';
import type { Segment, Trainer } from '#src/engine/contract/trainer.ts';
import { Pacer } from '#src/engine/worker/pacer.ts';
import { pieceAt, pieceSteps, SegmentMaker } from '#src/engine/worker/pieces.ts';
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

/** Hands out a plan's steps in the pieces that a session takes, over as many epochs as it takes. */
class Steps {
  readonly #plan: Plan;
  readonly #maker: SegmentMaker;
  readonly #longest: number;
  taken = 0;

  constructor(plan: Plan, traits: EngineTraits) {
    this.#plan = plan;
    this.#maker = new SegmentMaker(plan);
    this.#longest = pieceSteps(plan, traits);
  }

  next(pieces: number): Segment[] {
    return Array.from({ length: pieces }, () =>
      this.#piece(pieceAt(this.#plan.course, this.#longest, this.taken)),
    );
  }

  #piece(steps: number): Segment {
    const rates = this.#plan.course.replicas.map(({ learningRate }) =>
      new Float32Array(steps).fill(learningRate),
    );
    const segment = this.#maker.segment({
      done: this.taken,
      steps,
      rates,
      resting: [],
      counts: false,
    });
    this.taken += steps;
    return segment;
  }
}

/** Trains for a while: steps alone, without evaluation. Orders of rows are made within the time measured. */
export async function timeSteps(
  trainer: Trainer,
  traits: EngineTraits,
  plan: Plan,
  budget: Budget,
): Promise<StepTime> {
  const steps = new Steps(plan, traits);
  const pacer = new Pacer();
  await train(trainer, steps, pacer, budget.warmUp);
  const times: number[] = [];
  for (let repeat = 0; repeat < budget.repeats; repeat++) {
    const [before, start] = [steps.taken, performance.now()];
    await train(trainer, steps, pacer, budget.repeat);
    times.push((1000 * (performance.now() - start)) / (steps.taken - before));
  }
  return summary(times);
}

/** Keeps as many calls under way as the engine takes, each as long as a session would make it. */
async function train(
  trainer: Trainer,
  steps: Steps,
  pacer: Pacer,
  milliseconds: number,
): Promise<void> {
  const underWay: { readonly pieces: number; readonly results: Promise<unknown> }[] = [];
  const start = performance.now();
  let settled = start;
  do {
    while (underWay.length < trainer.depth && performance.now() - start < milliseconds) {
      const { pieces } = pacer;
      underWay.push({ pieces, results: trainer.run(steps.next(pieces)) });
    }
    const call = underWay.shift();
    if (call === undefined) break;
    await call.results;
    const now = performance.now();
    pacer.observe(call.pieces, now - settled);
    settled = now;
  } while (underWay.length > 0 || settled - start < milliseconds);
}

/** @param times microseconds a step of each repeat */
export function summary(times: readonly number[]): StepTime {
  return {
    microseconds: median(times),
    fastest: Math.min(...times),
    slowest: Math.max(...times),
  };
}

/** How many calls are watched, each of so many milliseconds. */
const watched = { calls: 8, milliseconds: 20 };

/** @returns trains for a while by calls that are made ready here: nothing but the trainer keeps this thread */
export function preparedCalls(
  trainer: Trainer,
  traits: EngineTraits,
  plan: Plan,
  { microseconds }: StepTime,
): () => Promise<void> {
  const steps = new Steps(plan, traits);
  const piece = microseconds * pieceSteps(plan, traits);
  const pieces = Math.max(1, Math.round((1000 * watched.milliseconds) / piece));
  const calls = Array.from({ length: watched.calls }, () => steps.next(pieces));
  return async () => {
    for (const call of calls) await trainer.run(call);
  };
}

/** Enough that what happens once a call is a small part. */
const someSteps = 24;

/** Trains a little for whoever counts what that causes. @returns the steps taken */
export async function takeSomeSteps(
  trainer: Trainer,
  traits: EngineTraits,
  plan: Plan,
): Promise<number> {
  const steps = new Steps(plan, traits);
  while (steps.taken < someSteps) await trainer.run(steps.next(1));
  return steps.taken;
}
