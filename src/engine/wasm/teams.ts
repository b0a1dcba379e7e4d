import { DeviceLostError } from '#src/engine/contract/trainer.ts';
import type { HelperTask } from '#src/engine/wasm/helper.ts';
import type { KernelSource, Kernels, TeamKernels } from '#src/engine/wasm/kernels.ts';
import { Pace } from '#src/engine/wasm/pace.ts';
import type { KernelBuildId } from '#src/experiment/ids.ts';

/** The part of a worker that a team uses; its code is `helper.ts`, which says when it is ready. */
export interface HelperLike {
  postMessage(task: HelperTask): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Where threads come from. */
export interface TeamPlace {
  /** The kernels with threads. */
  readonly source: KernelSource;
  startHelper(): HelperLike;
}

/** Kernels that several threads compute. */
export interface Team {
  readonly kernels: Kernels & Pick<TeamKernels, 'employ'>;
  readonly threads: number;
  dispose(): void;
}

/** 64 KiB each: what the kernels' build says. */
const mostPages = 16_384;

/**
 * Makes teams, each with a memory of its own. Where threads once failed there are none from then on: the machine refuses
 * them, or ends them.
 */
export class Teams {
  readonly #place: TeamPlace;
  readonly #build: KernelBuildId;
  readonly #patience: number;
  #compiled: Promise<WebAssembly.Module> | null = null;
  #failed = false;

  /** @param patience milliseconds that threads may take to start */
  constructor(place: TeamPlace, build: KernelBuildId, patience = 5000) {
    this.#place = place;
    this.#build = build;
    this.#patience = patience;
  }

  /** @param threads the caller's included @returns null where there cannot be so many */
  async start(threads: number): Promise<Team | null> {
    if (this.#failed) return null;
    const helpers: HelperLike[] = [];
    const end = (): void => {
      for (const helper of helpers.splice(0)) {
        helper.onerror = null;
        helper.terminate();
      }
    };
    try {
      this.#compiled ??= this.#place
        .source(this.#build)
        .then((bytes) => WebAssembly.compile(bytes));
      const module = await this.#compiled;
      const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
      const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
      const own = exports as unknown as TeamKernels;
      const ready = Array.from({ length: threads - 1 }, (_, i) => {
        const helper = this.#place.startHelper();
        helpers.push(helper);
        return isReady(helper, { module, memory, index: i + 1 }, this.#patience);
      });
      await Promise.all(ready);
      const fail = (): void => {
        this.#failed = true;
        end();
      };
      // One that ends between two calls is not missed.
      const onError = (): void => {
        fail();
        own.employ(1);
      };
      for (const helper of helpers) helper.onerror = onError;
      own.employ(threads);
      const pace = new Pace(() => performance.now());
      let most = threads;
      const all = guarded({ ...own, memory }, fail);
      const paced = <T>(steps: number, work: () => T): T => {
        if (most === 1 || this.#failed) return work();
        return pace.take(steps, (together) => {
          own.employ(together ? most : 1);
          return work();
        });
      };
      const kernels: Team['kernels'] = {
        ...all,
        train: (...args) => paced(args[3], () => all.train(...args)),
        trainEpochs: (...args) => paced(args[2] * args[3], () => all.trainEpochs(...args)),
        employ: (number: number) => {
          most = Math.min(number, threads);
          if (!this.#failed) own.employ(most);
        },
      };
      return { kernels, threads, dispose: end };
    } catch {
      this.#failed = true;
      end();
      return null;
    }
  }
}

/** Rejects where the helper fails, or takes too long. */
function isReady(helper: HelperLike, task: HelperTask, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, patience);
    helper.onmessage = () => {
      clearTimeout(timer);
      resolve();
    };
    helper.onerror = () => {
      clearTimeout(timer);
      reject(new Error('a thread could not be started'));
    };
    helper.postMessage(task);
  });
}

/** Kernels that trap because a thread does not come leave a step half done. */
function guarded(kernels: Kernels, fail: () => void): Kernels {
  const guard =
    <A extends readonly unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return work(...args);
      } catch {
        fail();
        throw new DeviceLostError('a thread has ended');
      }
    };
  return {
    ...kernels,
    train: guard(kernels.train),
    trainEpochs: guard(kernels.trainEpochs),
    evaluate: guard(kernels.evaluate),
  };
}
