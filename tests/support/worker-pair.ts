import type { WorkerLike } from '#src/engine/page/client.ts';
import { type Emit, type Handlers, type ServingPort, serve } from '#src/engine/worker/serve.ts';

/** A worker's two ends in one thread, with real structured cloning and transfer between them. */
export function workerPair(makeHandlers: (emit: Emit) => Handlers): {
  readonly worker: WorkerLike;
  /** Makes the page believe that the worker died. */
  crash(message: string): void;
} {
  const { port1, port2 } = new MessageChannel();
  serve(port2 as unknown as ServingPort, makeHandlers);
  const worker: WorkerLike = Object.assign(port1 as unknown as WorkerLike, {
    terminate: () => port1.close(),
    onerror: null,
  });
  return { worker, crash: (message) => worker.onerror?.({ message } as ErrorEvent) };
}
