import type { Engine, Trainer } from '#src/engine/contract/engine.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { EngineChoiceId, EngineId } from '#src/experiment/ids.ts';

/** How to get each engine that can run in this place; loaded when it is first considered. */
export type EngineLoaders = { readonly [Id in EngineId]?: () => Promise<Engine> };

const names: Readonly<Record<EngineId, string>> = {
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  tfjs: 'TensorFlow.js',
};

export interface ChosenEngine {
  readonly trainer: Trainer;
  /** Why this engine and not another one; empty where it is simply the default. */
  readonly reasons: readonly string[];
}

export interface EngineWish {
  /** What the experiment pins or, where it pins nothing, what the reader prefers. */
  readonly choice: EngineChoiceId;
  /** Engines that must not be used, each with the reason. */
  readonly excluded: ReadonlyMap<EngineId, string>;
  /** Measures the engines for `auto`, the fastest first. */
  fastestFirst(): Promise<readonly EngineId[]>;
}

/**
 * Starts the first engine that takes the model: the one wished for, else WebGL where a real GPU draws it, else
 * WebAssembly, else WebGL in software, else TensorFlow.js. Whoever declines says why.
 *
 * @throws Error with every engine's reason, when none takes the model
 */
export async function chooseEngine(
  model: ModelPlan,
  wish: EngineWish,
  loaders: EngineLoaders,
  signal: AbortSignal,
): Promise<ChosenEngine> {
  const reasons: string[] = [];
  const asked = new Set<EngineId>();

  async function firstOf(ids: readonly EngineId[]): Promise<Trainer | null> {
    for (const id of ids) {
      const load = loaders[id];
      if (load === undefined || asked.has(id)) continue;
      asked.add(id);
      const excluded = wish.excluded.get(id);
      const started = excluded ?? (await start(await load(), model, signal));
      if (typeof started !== 'string') return started;
      reasons.push(`${names[id]}: ${started}`);
    }
    return null;
  }

  const trainer =
    (await firstOf(await wishedFor(wish, reasons))) ??
    (await firstOf(await defaultOrder(loaders, reasons)));
  if (trainer === null) {
    throw new Error(`No engine can run this experiment here. ${reasons.join('. ')}`);
  }
  return { trainer, reasons };
}

async function wishedFor(wish: EngineWish, reasons: string[]): Promise<readonly EngineId[]> {
  if (wish.choice === 'any') return [];
  if (wish.choice !== 'auto') return [wish.choice];
  const measured = await wish.fastestFirst();
  if (measured[0] !== undefined) reasons.push(`${names[measured[0]]} was measured to be faster`);
  return measured;
}

async function defaultOrder(
  loaders: EngineLoaders,
  reasons: string[],
): Promise<readonly EngineId[]> {
  const probe = await (await loaders.webgl?.())?.probe();
  if (!probe?.ok || !probe.software) return ['webgl', 'wasm', 'tfjs'];
  reasons.push(`WebGL is drawn in software here (${probe.device}), not by a GPU`);
  return ['wasm', 'webgl', 'tfjs'];
}

/** A trainer, or why there is none. */
async function start(
  engine: Engine,
  model: ModelPlan,
  signal: AbortSignal,
): Promise<Trainer | string> {
  const probe = await engine.probe();
  if (!probe.ok) return probe.reason;
  const support = engine.supports(model);
  if (!support.ok) return support.reason;
  try {
    return await engine.create(model, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return `could not start (${error instanceof Error ? error.message : String(error)})`;
  }
}
