import { expect, test } from 'vitest';
import type { WorkerLike } from '#src/engine/page/client.ts';
import { startAhead } from '#src/engine/page/start-worker.ts';

/** Workers that do nothing, in the order in which they were started. */
function recorded() {
  const started: WorkerLike[] = [];
  const start = (): WorkerLike => {
    const worker: WorkerLike = {
      postMessage: () => undefined,
      terminate: () => undefined,
      onmessage: null,
      onmessageerror: null,
      onerror: null,
    };
    started.push(worker);
    return worker;
  };
  return { started, start };
}

test('a worker starts before it is asked for, and is handed out once', () => {
  const { started, start } = recorded();
  const take = startAhead(start);
  expect(started).toHaveLength(1);
  expect(take()).toBe(started[0]);
  expect(take()).toBe(started[1]);
  expect(take()).toBe(started[2]);
});

test('a worker that has failed before it was asked for is not handed out', () => {
  const { started, start } = recorded();
  const take = startAhead(start);
  started[0]?.onerror?.({} as ErrorEvent);
  expect(take()).toBe(started[1]);
});
