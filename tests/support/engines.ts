import type { Engine, EngineEntry } from '#src/engine/contract/engine.ts';
import { EngineError } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';

/** Engines as a session takes them, the preferred first; their code is there already. */
export function registered(...engines: readonly Engine[]): readonly EngineEntry[] {
  return engines.map((engine) => ({ ...engine, load: async () => engine }));
}

/** @throws EngineError where the engine declines the model */
export async function createTrainer(
  engine: Engine,
  model: ModelPlan,
  signal: AbortSignal = new AbortController().signal,
): Promise<Trainer> {
  const support = engine.supports(model);
  if (!support.ok) throw new EngineError(support.reason);
  return support.create(signal);
}
