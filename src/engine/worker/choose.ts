import type { EngineEntry, Probe, Support } from '#src/engine/contract/engine.ts';
import {
  detailOf,
  EngineError,
  type EngineMessage,
  type EngineReason,
} from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import type { EngineChoiceId, EngineId } from '#src/experiment/ids.ts';

export interface EngineWish {
  /** What the experiment pins or, where it pins nothing, what the reader prefers. */
  readonly choice: EngineChoiceId;
  /** Engines that must not be used, each with the reason. */
  readonly excluded: ReadonlyMap<EngineId, EngineMessage>;
  /** Of the processor that a trainer may take. */
  readonly threads: number;
  /** Measures the engines for `auto`, the fastest first. */
  fastestFirst(): Promise<readonly EngineId[]>;
}

export interface ChosenEngine {
  readonly engine: EngineEntry;
  readonly trainer: Trainer;
  /** Why this engine and not another one; empty where it is simply the default. */
  readonly reasons: readonly EngineReason[];
}

/**
 * Starts the first engine that takes the model: the one wished for, else the first of the default order. Each that
 * declines says why.
 *
 * @param engines of this place, the preferred first
 * @throws EngineError with every engine's reason, when none takes the model
 */
export async function chooseEngine(
  model: ModelPlan,
  wish: EngineWish,
  engines: readonly EngineEntry[],
  signal: AbortSignal,
): Promise<ChosenEngine> {
  const reasons: EngineReason[] = [];
  for await (const { engine, create } of candidates(model, wish, engines, reasons)) {
    try {
      return { engine, trainer: await create(signal, wish.threads), reasons };
    } catch (error) {
      if (signal.aborted) throw error;
      reasons.push({ engine: engine.id, message: refusalOf(error, 'not_started') });
    }
  }
  throw new EngineError({ id: 'no_engine' }, reasons);
}

/** The engine that would be started first. @throws EngineError when none takes the model */
export async function firstChoice(
  model: ModelPlan,
  wish: Omit<EngineWish, 'excluded'>,
  engines: readonly EngineEntry[],
): Promise<EngineEntry> {
  const reasons: EngineReason[] = [];
  const all = { ...wish, excluded: new Map() };
  for await (const { engine } of candidates(model, all, engines, reasons)) return engine;
  throw new EngineError({ id: 'no_engine' }, reasons);
}

interface Candidate extends Extract<Support, { readonly ok: true }> {
  readonly engine: EngineEntry;
}

/** The engines that take a model, the first choice first. @param reasons is told of those that do not */
async function* candidates(
  model: ModelPlan,
  wish: EngineWish,
  engines: readonly EngineEntry[],
  reasons: EngineReason[],
): AsyncGenerator<Candidate> {
  const asked = new Set<EngineId>();
  for (const order of [wishedFor, inDefaultOrder]) {
    for await (const engine of order(engines, wish, reasons)) {
      if (asked.has(engine.id)) continue;
      asked.add(engine.id);
      const excluded = wish.excluded.get(engine.id);
      const support = excluded === undefined ? await supportOf(engine, model) : refusal(excluded);
      if (support.ok) yield { engine, ...support };
      else reasons.push({ engine: engine.id, message: support.reason });
    }
  }
}

type Order = (
  engines: readonly EngineEntry[],
  wish: EngineWish,
  reasons: EngineReason[],
) => AsyncIterable<EngineEntry>;

const wishedFor: Order = async function* (engines, { choice, fastestFirst }, reasons) {
  if (choice === 'any') return;
  const ids = choice === 'auto' ? await fastestFirst() : [choice];
  const [fastest] = ids;
  if (choice === 'auto' && fastest !== undefined) {
    reasons.push({ engine: null, message: { id: 'measured_faster', values: { engine: fastest } } });
  }
  for (const id of ids) yield* engines.filter((engine) => engine.id === id);
};

/** As they come, but where a GPU's work is done in software after those of the processor; references last. */
const inDefaultOrder: Order = async function* (engines, _, reasons) {
  const inSoftware: EngineEntry[] = [];
  for (const engine of engines.filter(({ traits }) => !traits.reference)) {
    const probe = engine.traits.gpu ? await probeOf(engine) : null;
    if (probe?.ok === true && probe.software) {
      const values = { engine: engine.id, device: probe.device };
      reasons.push({ engine: null, message: { id: 'software_rendering', values } });
      inSoftware.push(engine);
    } else {
      yield engine;
    }
  }
  yield* inSoftware;
  yield* engines.filter(({ traits }) => traits.reference);
};

async function probeOf(engine: EngineEntry): Promise<Probe> {
  try {
    return await (await engine.load()).probe();
  } catch (error) {
    return refusal(refusalOf(error, 'not_loaded'));
  }
}

async function supportOf(engine: EngineEntry, model: ModelPlan): Promise<Support> {
  const probe = await probeOf(engine);
  return probe.ok ? (await engine.load()).supports(model) : probe;
}

function refusal(reason: EngineMessage) {
  return { ok: false, reason } as const;
}

function refusalOf(error: unknown, id: 'not_loaded' | 'not_started'): EngineMessage {
  if (error instanceof EngineError) return error.failure.message;
  return { id, values: { detail: detailOf(error) } };
}
