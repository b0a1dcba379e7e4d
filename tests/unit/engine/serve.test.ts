import { expect, test } from 'vitest';
import type { FromWorker, ToWorker } from '#src/engine/contract/protocol.ts';
import { type Handlers, type ServingPort, serve } from '#src/engine/worker/serve.ts';
import { transferables } from '#src/lib/transfer.ts';
import { sumBin } from '../../support/sum-bin.ts';

test('a message hands over every array in it, but for views of a part of a buffer', () => {
  const [whole, deep, shared] = [new Float64Array(3), new Uint32Array(2), new Float32Array(4)];
  const part = shared.subarray(1);
  const message = { a: whole, b: [{ c: null, d: deep }, whole], part, empty: new Float32Array() };
  expect(transferables(message)).toEqual([whole.buffer, deep.buffer]);
});

/** Sends messages to a worker's end. @returns what it posts, each with its transferred buffers */
function served(handlers: Partial<Handlers>) {
  const posted: (readonly [FromWorker, readonly ArrayBuffer[]])[] = [];
  const port: ServingPort = {
    postMessage: (message, transfer) => posted.push([message, transfer]),
    onmessage: null,
  };
  serve(port, () => handlers as Handlers);
  const send = (data: ToWorker) => port.onmessage?.({ data } as MessageEvent<ToWorker>);
  return { posted, send };
}

const input = { runId: 'a', experiment: sumBin, preference: 'any' } as const;

test('answers are transferred as events are', async () => {
  const records = { length: 1, columns: { epoch: Float64Array.of(1) } };
  const engine = { id: 'wasm', device: '', reasons: [] } as const;
  const parameters = new Float32Array(2);
  const result = { engine, records, parameters, stopped: null, lossFactor: 1, guessing: null };
  const { posted, send } = served({ team: async () => [{ ok: true, result }] });
  const team = { runId: 'a', preference: 'any', plans: [], extent: {}, streams: false } as const;
  send({ id: 1, name: 'team', input: team });
  await expect.poll(() => posted).toHaveLength(1);
  expect(posted[0]![1]).toEqual([records.columns.epoch.buffer, parameters.buffer]);
});

test('a signal that stops an engine is an abort, not a failure', async () => {
  const { posted, send } = served({
    open: async (_, signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      signal.throwIfAborted();
      return { ok: true };
    },
  });
  send({ id: 7, name: 'open', input });
  send({ id: 7, name: 'abort' });
  await expect.poll(() => posted).toHaveLength(1);
  expect(posted[0]![0]).toMatchObject({ id: 7, ok: false, aborted: true });
});
