import { EngineError } from '#src/engine/contract/messages.ts';
import type {
  EventMessage,
  EventName,
  Events,
  FromWorker,
  RequestName,
  Requests,
  ToWorker,
} from '#src/engine/contract/protocol.ts';
import { abortError } from '#src/lib/abort.ts';
import { transferables } from '#src/lib/transfer.ts';

/** The part of a `Worker` that the client uses. */
export interface WorkerLike {
  postMessage(message: ToWorker, transfer: ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** What to do on each event of a run; those that are left out are passed over. */
export type RunListener = { readonly [N in EventName]?: (event: Events[N]) => void };

interface Pending {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/**
 * The page's side of an engine worker. The worker starts with the first request. When it crashes, everything pending
 * rejects, every run that is listened to is reported as `failed`, and the next request starts a new worker.
 */
export class EngineClient {
  readonly #startWorker: () => WorkerLike;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, RunListener>();
  #worker: WorkerLike | null = null;
  /** Until it has come, nothing is heard. */
  #awaited: Promise<void> | null = null;
  #nextId = 1;

  constructor(startWorker: () => WorkerLike) {
    this.#startWorker = startWorker;
  }

  /**
   * Asks the worker; settles exactly once: with the answer, with an `AbortError` as soon as `signal` aborts or a newer
   * `open` replaces the run, or with an error when the request is refused or the worker dies. The arrays of the input
   * are handed over.
   */
  request<N extends RequestName>(
    name: N,
    input: Requests[N][0],
    signal?: AbortSignal,
  ): Promise<Requests[N][1]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError('aborted'));
      const worker = this.#started();
      const id = this.#nextId++;
      const onAbort = (): void => {
        this.#pending.delete(id);
        worker.postMessage({ id, name: 'abort' }, []);
        reject(abortError('aborted'));
      };
      const settle = (): void => signal?.removeEventListener('abort', onAbort);
      this.#pending.set(id, {
        resolve(output) {
          settle();
          resolve(output as Requests[N][1]);
        },
        reject(error) {
          settle();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.postMessage({ id, name, input } as ToWorker, transferables(input));
    });
  }

  /** Listens to a run until told otherwise; events of runs without a listener are dropped. @returns ends it */
  listen(runId: string, listener: RunListener): () => void {
    this.#listeners.set(runId, listener);
    return () => {
      if (this.#listeners.get(runId) === listener) this.#listeners.delete(runId);
    };
  }

  /** What the worker says meanwhile is heard after this moment. */
  hearAfter(moment: Promise<void>): void {
    this.#awaited = moment;
    void moment.then(() => {
      this.#awaited = null;
    });
  }

  /** Ends the worker; what is pending is aborted. A later request starts another. */
  dispose(): void {
    this.#stop(abortError('the engine was closed'));
  }

  #started(): WorkerLike {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#startWorker();
    worker.onmessage = ({ data }) => {
      if (this.#awaited === null) this.#receive(data);
      else void this.#awaited.then(() => this.#receive(data));
    };
    worker.onerror = ({ message }) => this.#crash(message);
    worker.onmessageerror = () => this.#crash('a message could not be read');
    this.#worker = worker;
    return worker;
  }

  #receive(message: FromWorker): void {
    if ('lock' in message) return this.#watch(message.lock);
    if ('event' in message) return this.#emit(message);
    const request = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.ok) request?.resolve(message.output);
    else if (message.aborted) request?.reject(abortError('aborted'));
    else request?.reject(new EngineError(message.failure.message, message.failure.reasons));
  }

  #emit(message: EventMessage): void {
    const hear = this.#listeners.get(message.runId)?.[message.event] as
      | ((event: EventMessage) => void)
      | undefined;
    hear?.(message);
  }

  /** Waits for what the worker holds as long as it lives. */
  #watch(lock: string): void {
    const worker = this.#worker;
    void navigator.locks.request(lock, () => {
      if (worker !== null && worker === this.#worker) this.#crash('it has ended');
    });
  }

  #crash(detail: string): void {
    const error = new EngineError({ id: 'worker_stopped', values: { detail } });
    this.#stop(error);
    for (const runId of this.#listeners.keys()) {
      this.#emit({ event: 'failed', runId, failure: error.failure });
    }
  }

  #stop(reason: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    const interrupted = [...this.#pending.values()];
    this.#pending.clear();
    for (const request of interrupted) request.reject(reason);
  }
}
