import { expect, it } from 'vitest';
import { findTablesBy, loadTable } from '#src/data/table/load-table.ts';
import { EngineClient } from '#src/engine/page/client.ts';
import { createSession } from '#src/engine/worker/session.ts';
import { keptTableOf } from '../../support/kept-table.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { workerPair } from '../../support/worker-pair.ts';

it('data that one request made serve every other, as often as it is asked', async () => {
  const environment = { engines: [], now: () => performance.now() };
  const client = new EngineClient(
    () => workerPair((emit) => createSession(environment, emit)).worker,
  );
  const base = keptTableOf({ ...smallExperiment, layers: [] }, 'abcdefghijklmnopqrstuv');
  const { experiment, bytes } = base;
  const other = keptTableOf(smallExperiment, 'vutsrqponmlkjihgfedcba').experiment.table;
  const ask = () => {
    const at = () => ({ experiment, parameters: Float32Array.of(1, 0) });
    const run = { runId: 'run', epoch: 1, step: 9 };
    const maps = { along: [0] as const, size: 12, shown: [[0]] };
    return Promise.all([
      client.request('recall', { ...at(), ...run }),
      client.request('inspect', { ...at(), withCurvature: true }),
      client.request('unitMaps', { ...at(), ...maps }),
      client.request('firstBatch', { experiment }),
      client.request('importance', { ...at(), output: 0 }),
      client.request('dependence', { ...at(), output: 0, input: 0, point: Float64Array.of(3) }),
      client.request('weights', { ...at(), link: '#', format: 'onnx' }),
      client.request('floors', { experiment }),
      client.request('partings', {
        runs: [true, false].map((fits) => ({ ...at(), fits })),
      }),
    ]);
  };
  findTablesBy(async (hash) => (experiment.table.includes(hash) ? bytes : null));
  const first = await ask();
  expect(first.slice(0, -1)).not.toContain(null);
  expect(first).toContainEqual({ ok: true, value: expect.any(Uint8Array) });
  findTablesBy(async () => bytes);
  await loadTable(other); // the table that was loaded last is another
  findTablesBy(async () => null);
  expect(await ask()).toEqual(first);
  client.dispose();
});
