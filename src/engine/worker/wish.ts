import type { Plan } from '#src/engine/contract/course.ts';
import type { EngineWish } from '#src/engine/worker/choose.ts';
import type { TimingBook } from '#src/engine/worker/timings.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';

/** What the plan pins or, where it pins nothing, what the reader prefers. */
export function wishOf(
  plan: Plan,
  preference: EngineChoiceId,
  timings: TimingBook,
  signal: AbortSignal,
  threads: number,
): Omit<EngineWish, 'excluded'> {
  const { engine } = plan.course;
  return {
    threads,
    choice: engine === 'any' ? preference : engine,
    fastestFirst: async () => (await timings.timings(plan, signal, threads)).map(({ id }) => id),
  };
}
