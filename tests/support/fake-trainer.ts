import {
  type Checkpoint,
  ContextLostError,
  type Engine,
  type Segment,
  type SegmentResult,
  type Trainer,
} from '#src/engine/contract/engine.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { createOracle } from '../oracle/oracle.ts';

/** What a fake engine may be made to do. */
export interface FakeOptions {
  readonly id?: EngineId;
  /** Calls of `run` that may be under way at once. */
  readonly depth?: number;
  readonly software?: boolean;
  /** Why it declines every plan. */
  readonly declines?: string;
  /** Called with the steps taken so far before each `run`, `predict` and `checkpoint`; true: the context is gone. */
  readonly losesContext?: (stepsTaken: number) => boolean;
  /** Milliseconds that each step takes longer. */
  readonly stepDelay?: number;
  /** Told of every `run`. */
  readonly onRun?: (segments: readonly Segment[]) => void;
}

/**
 * An engine for tests of the session. It does real arithmetic, the oracle's, and answers in later tasks, so that
 * several calls are truly under way at once.
 */
export function fakeEngine(options: FakeOptions = {}): Engine & { readonly open: () => number } {
  const { id = 'wasm', software = false, declines } = options;
  let open = 0;
  return {
    id,
    open: () => open,
    probe: async () => ({ ok: true, device: `fake ${id}`, software }),
    supports: () => (declines === undefined ? { ok: true } : { ok: false, reason: declines }),
    create: async (model) => {
      open++;
      return fakeTrainer(model, options, () => open--);
    },
  };
}

function fakeTrainer(model: ModelPlan, options: FakeOptions, onDispose: () => void): Trainer {
  const { id = 'wasm', depth = 1, losesContext, stepDelay = 0, onRun } = options;
  const oracle = createOracle(model);
  let queue: Promise<unknown> = Promise.resolve();
  let stepsTaken = 0;
  let lost = false;
  let disposed = false;

  /** Calls take effect in the order in which they were made. */
  function inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(async () => {
      if (disposed) throw new Error('this trainer was disposed of');
      lost ||= losesContext?.(stepsTaken) ?? false;
      if (lost) throw new ContextLostError('the context was lost');
      return work();
    });
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    engine: id,
    device: `fake ${id}`,
    depth,
    run: (segments) =>
      inOrder(async (): Promise<readonly SegmentResult[]> => {
        onRun?.(segments);
        const steps = segments.reduce((sum, segment) => sum + segment.steps, 0);
        if (stepDelay > 0) await new Promise((resolve) => setTimeout(resolve, stepDelay * steps));
        const results = await oracle.run(segments);
        const last = segments.at(-1);
        if (last !== undefined) stepsTaken = last.stepsBefore + last.steps;
        return results;
      }),
    predict: (inputs, rows, replica) => inOrder(() => oracle.predict(inputs, rows, replica)),
    parameters: () => inOrder(() => oracle.parameters()),
    checkpoint: () => inOrder(() => oracle.checkpoint()),
    restore: (checkpoint: Checkpoint) =>
      inOrder(async () => {
        await oracle.restore(checkpoint);
        stepsTaken = checkpoint.stepsTaken;
      }),
    dispose: () => {
      if (!disposed) onDispose();
      disposed = true;
    },
  };
}
