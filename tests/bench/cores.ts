import { median } from '#src/lib/statistics.ts';
import type { PlanSpec } from '../support/plans.ts';
import type { Measured } from './measure.ts';
import type { Budget } from './time-steps.ts';
import { sine } from './workloads.ts';

/** What another thread or process is to measure of the engine `wasm`. */
export interface LoopRequest {
  readonly spec: Partial<PlanSpec>;
  readonly budget: Budget;
}

/** A thread or process of its own that takes steps, and says nothing until they are taken. */
export interface BareLoop {
  measure(request: LoopRequest): Promise<Measured>;
  dispose(): void;
}

/** What a second worker gains, as medians of neighbours. */
export interface CoreGains {
  readonly service: number;
  /** The same steps by trainers alone, which nobody talks to: what the machine gives. */
  readonly bare: number;
  /** The first against the second. */
  readonly share: number;
}

const budget: Budget = { warmUp: 50, repeat: 400, repeats: 1 };

/** @param time milliseconds that the service takes for the same work with so many workers */
export async function timeCores(
  rounds: number,
  time: (workers: 1 | 2) => Promise<number>,
  startLoop: () => BareLoop,
): Promise<CoreGains> {
  const loops = [startLoop(), startLoop()];
  try {
    const gains: Omit<CoreGains, 'share'>[] = [];
    await speedOf(loops);
    for (let round = 0; round < rounds; round++) {
      const service = (await time(1)) / (await time(2));
      const one = await speedOf(loops.slice(0, 1));
      gains.push({ service, bare: (await speedOf(loops)) / one });
    }
    return {
      service: median(gains.map(({ service }) => service)),
      bare: median(gains.map(({ bare }) => bare)),
      share: median(gains.map(({ service, bare }) => service / bare)),
    };
  } finally {
    for (const loop of loops) loop.dispose();
  }
}

/** Steps a microsecond of all together. */
async function speedOf(loops: readonly BareLoop[]): Promise<number> {
  const all = await Promise.all(loops.map((loop) => loop.measure({ spec: sine, budget })));
  return all.reduce((sum, measured) => {
    if (!measured.ok) throw new Error(measured.reason);
    return sum + 1 / measured.time.microseconds;
  }, 0);
}
