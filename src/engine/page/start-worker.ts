import type { WorkerLike } from '#src/engine/page/client.ts';

/** Starts the module worker that holds the session and the engines. */
export function startEngineWorker(): WorkerLike {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
}

/**
 * Starts a worker before it is needed.
 *
 * @returns hands it out the first time it is asked, unless it has failed meanwhile; after that, new ones
 */
export function startAhead(start: () => WorkerLike): () => WorkerLike {
  let ahead: WorkerLike | null = start();
  ahead.onerror = () => {
    ahead = null;
  };
  return () => {
    const worker = ahead ?? start();
    ahead = null;
    return worker;
  };
}
