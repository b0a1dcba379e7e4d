import type { Engine, EngineTraits } from '#src/engine/contract/engine.ts';
import type { EngineMessage } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import {
  type Checkpoint,
  DeviceLostError,
  type Segment,
  type SegmentResult,
  type Trainer,
} from '#src/engine/contract/trainer.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { createOracle } from '../oracle/oracle.ts';

/** What a fake engine may be made to do. */
export interface FakeOptions {
  readonly id?: EngineId;
  readonly traits?: Partial<EngineTraits>;
  /** Calls of `run` that may be under way at once. */
  readonly depth?: number;
  readonly software?: boolean;
  /** The device that the next trainer is started on. */
  readonly device?: () => string;
  /** Replicas of one plan at the most. */
  readonly mostReplicas?: number;
  /** Why it declines every plan. */
  readonly declines?: EngineMessage;
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
  const { id = 'wasm', software = false, declines, mostReplicas = 1000, traits } = options;
  let open = 0;
  return {
    id,
    traits: {
      longestPiece: 8,
      operationsPerPiece: 1e8,
      gpu: id === 'webgl' || id === 'webgpu',
      sharesDraws: false,
      reference: id === 'tfjs',
      ...traits,
    },
    open: () => open,
    probe: async () => ({ ok: true, device: `fake ${id}`, software }),
    supports(model) {
      if (declines !== undefined) return { ok: false, reason: declines };
      if (model.replicas.length > mostReplicas) {
        return { ok: false, reason: { id: 'textures_too_small' } };
      }
      const create = async () => {
        open++;
        return fakeTrainer(model, options, () => open--);
      };
      return { ok: true, create };
    },
  };
}

function fakeTrainer(model: ModelPlan, options: FakeOptions, onDispose: () => void): Trainer {
  const {
    id = 'wasm',
    device = () => `fake ${id}`,
    depth = 1,
    losesContext,
    stepDelay = 0,
    onRun,
  } = options;
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
      if (lost) throw new DeviceLostError('the context was lost');
      return work();
    });
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    device: device(),
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
