import type { PreparedSets } from '#src/data/prepared.ts';
import type { ReplicaModel } from '#src/engine/contract/model-plan.ts';
import type { PlaceInput, PlaceOutput } from '#src/engine/contract/protocol.ts';
import { firstChoice } from '#src/engine/worker/choose.ts';
import { makePlan } from '#src/engine/worker/make-plan.ts';
import type { RunEnvironment } from '#src/engine/worker/run.ts';
import type { TimingBook } from '#src/engine/worker/timings.ts';
import { wishOf } from '#src/engine/worker/wish.ts';

/** Replicas of one plan at the most. */
const mostTogether = 64;

interface Place extends Pick<RunEnvironment, 'engines'> {
  readonly timings: TimingBook;
  readonly prepared: PreparedSets;
  readonly signal: AbortSignal;
  readonly threads: number;
}

/** Where an experiment would be trained, without starting anything. */
export async function place(
  { experiment, preference }: PlaceInput,
  { engines, timings, prepared, signal, threads }: Place,
): Promise<PlaceOutput> {
  const data = await prepared.get(experiment);
  if (!data.ok) return { ok: false, problems: data.error };
  const plan = makePlan([{ experiment, data: data.value }]);
  const wish = wishOf(plan, preference, timings, signal, threads);
  const { id, traits, load } = await firstChoice(plan.model, wish, engines);
  const engine = await load();
  const probe = await engine.probe();
  const gpu = traits.gpu && probe.ok && !probe.software;
  const placement = { engine: id, gpu, together: 1 };
  if (!traits.sharesDraws) return { ok: true, placement };
  let together = mostTogether;
  for (; together > 1; together /= 2) {
    const replicas = Array(together).fill(plan.model.replicas).flat() as readonly ReplicaModel[];
    if (engine.supports({ ...plan.model, replicas }).ok) break;
  }
  return { ok: true, placement: { ...placement, together } };
}
