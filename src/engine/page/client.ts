import { EngineError } from '#src/engine/contract/messages.ts';
import type {
  EventMessage,
  EventName,
  FromWorker,
  RequestName,
  Requests,
  ToWorker,
} from '#src/engine/contract/protocol.ts';
import { transferables } from '#src/engine/contract/transfer.ts';
import { abortError } from '#src/lib/abort.ts';

/** The page's side of the engine worker. */
export interface EngineClient {
  /**
   * Asks the worker; settles exactly once: with the answer, with an `AbortError` as soon as `signal` aborts or a
   * newer `open` replaces the run, or with an error when the request is refused or the worker dies.
   */
  request<N extends RequestName>(
    name: N,
    input: Requests[N][0],
    signal?: AbortSignal,
  ): Promise<Requests[N][1]>;
  /** Listens to an event of the run opened last; events of older runs never arrive. @returns how to stop listening */
  on<N extends EventName>(event: N, listener: (message: EventMessage<N>) => void): () => void;
  /** Ends the worker; what is pending is aborted. A later request starts another. */
  dispose(): void;
}

/** The part of a `Worker` that the client uses. */
export interface WorkerLike {
  postMessage(message: ToWorker, transfer: ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** Starts the module worker that holds the session and the engines. */
export function startEngineWorker(): WorkerLike {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
}

/**
 * A typed client of the engine worker. The worker starts with the first request. When it crashes, everything pending
 * rejects, the open run is reported as `failed`, and the next request starts a new worker.
 */
export function createEngineClient(startWorker: () => WorkerLike): EngineClient {
  const pending = new Map<number, Pending>();
  const listeners = new Map<EventName, Set<(message: never) => void>>();
  let worker: WorkerLike | null = null;
  let nextId = 1;
  let openRun: string | null = null;

  function emit(message: EventMessage): void {
    if (message.runId !== openRun) return;
    for (const listener of listeners.get(message.event) ?? []) listener(message as never);
  }

  function receive(message: FromWorker): void {
    if ('event' in message) return emit(message);
    const request = pending.get(message.id);
    pending.delete(message.id);
    if (message.ok) request?.resolve(message.output);
    else if (message.aborted) request?.reject(abortError('aborted'));
    else request?.reject(new EngineError(message.failure.message, message.failure.reasons));
  }

  function stopWorker(reason: Error): void {
    worker?.terminate();
    worker = null;
    const interrupted = [...pending.values()];
    pending.clear();
    for (const request of interrupted) request.reject(reason);
  }

  function crash(detail: string): void {
    const error = new EngineError({ id: 'worker_stopped', values: { detail } });
    stopWorker(error);
    if (openRun !== null) emit({ event: 'failed', runId: openRun, failure: error.failure });
  }

  function started(): WorkerLike {
    if (worker !== null) return worker;
    const fresh = startWorker();
    fresh.onmessage = (event) => receive(event.data);
    fresh.onerror = (event) => crash(event.message);
    fresh.onmessageerror = () => crash('a message could not be read');
    worker = fresh;
    return fresh;
  }

  return {
    request<N extends RequestName>(name: N, input: Requests[N][0], signal?: AbortSignal) {
      return new Promise<Requests[N][1]>((resolve, reject) => {
        if (signal?.aborted) return reject(abortError('aborted'));
        if (name === 'open') openRun = input.runId;
        const port = started();
        const id = nextId++;
        const onAbort = (): void => {
          pending.delete(id);
          port.postMessage({ id, name: 'abort' }, []);
          reject(abortError('aborted'));
        };
        const settle = (): void => signal?.removeEventListener('abort', onAbort);
        pending.set(id, {
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
        port.postMessage({ id, name, input } as ToWorker, transferables(input));
      });
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    dispose() {
      openRun = null;
      stopWorker(abortError('the engine was closed'));
    },
  };
}
