import { afterEach, expect, test } from 'vitest';
import type { EventMessage } from '#src/engine/contract/protocol.ts';
import { EngineClient } from '#src/engine/page/client.ts';
import { startEngineWorker } from '#src/engine/page/start-worker.ts';
import type { EngineChoiceId } from '#src/experiment/ids.ts';
import { presets } from '#src/experiment/presets.ts';
import { RunLog } from '#src/records/run-log.ts';
import { smallExperiment } from '../../support/session-harness.ts';

const clients: EngineClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

const names = ['header', 'engine', 'snapshot', 'notice', 'failed', 'timings'] as const;

/** A client of a real worker, and what it hears of some runs. */
function start(...runIds: string[]) {
  const client = new EngineClient(startEngineWorker);
  clients.push(client);
  const log = new RunLog();
  const events: EventMessage[] = [];
  for (const runId of runIds) {
    const others = names.map((name) => [name, (event: EventMessage) => events.push(event)]);
    client.listen(runId, {
      ...Object.fromEntries(others),
      records: ({ records, from }) => log.append(records, from),
    });
  }
  return { client, log, events };
}

const sumBin = presets.find(({ id }) => id === 'sum-bin-posted')!.experiment;

test.each<EngineChoiceId>(['any', 'webgl', 'wasm', 'webgpu', 'tfjs'])(
  'a run in a real worker, preference %s: the same curve every time',
  async (preference) => {
    const curves: number[][] = [];
    const { client, log, events } = start('first', 'second');
    for (const runId of ['first', 'second']) {
      log.clear();
      events.length = 0;
      const experiment = { ...smallExperiment, epochs: 4 };
      expect(await client.request('open', { runId, experiment, preference })).toEqual({ ok: true });
      const output = await client.request('train', { runId, limit: null });
      expect(output).toEqual({ state: 'finished', reason: { kind: 'epochs' } });
      expect(log.length).toBe(4);
      curves.push([...log.column('runningLoss'), ...log.column('heldOutLoss')]);
      const kinds = events.map(({ event }) => event);
      expect(kinds.slice(0, 3)).toEqual(['header', 'engine', 'snapshot']);
      expect(kinds).not.toContain('failed');
      const engine = events.find((message) => message.event === 'engine')!.engine;
      if (preference !== 'any') expect(engine.id).toBe(preference);
      else expect(engine.reasons.map(({ message }) => message.id)).toContain('software_rendering');
    }
    expect(curves[0]).toEqual(curves[1]);
  },
);

test('a wide network trains on several threads to the same numbers, and goes on with one', async () => {
  expect(crossOriginIsolated).toBe(true);
  const wide = presets.find(({ id }) => id === 'sine-normal')!.experiment;
  const layer = { units: 200, activation: 'relu', dropout: 0 } as const;
  const experiment = { ...wide, layers: [layer, layer], batchSize: 100, epochs: 4 };
  const curves: number[][] = [];
  for (const threads of [null, 3]) {
    const { client, log, events } = start('run');
    if (threads !== null) await client.request('threads', { most: threads });
    await client.request('open', { runId: 'run', experiment, preference: 'wasm' });
    await client.request('train', { runId: 'run', limit: { unit: 'epochs', count: 2 } });
    await client.request('threads', { most: 1 });
    await client.request('train', { runId: 'run', limit: null });
    expect(events.map(({ event }) => event)).not.toContain('notice');
    curves.push([...log.column('runningLoss'), ...log.column('heldOutLoss')]);
  }
  expect(curves[0]).toHaveLength(8);
  expect(curves[1]).toEqual(curves[0]);
});

test('a worker that ends without a word is noticed, and the next request starts another', async () => {
  const silent = `
    const locked = new Promise((resolve) => {
      navigator.locks.request('silent', () => {
        postMessage({ lock: 'silent' });
        resolve();
        return new Promise(() => undefined);
      });
    });
    onmessage = ({ data }) => {
      if (data.name === 'pause') close();
      else locked.then(() => postMessage({ id: data.id, ok: true }));
    };`;
  let started = 0;
  const client = new EngineClient(() => {
    started++;
    return new Worker(URL.createObjectURL(new Blob([silent], { type: 'text/javascript' })));
  });
  clients.push(client);
  const failures: string[] = [];
  client.listen('run', { failed: ({ failure }) => failures.push(failure.message.id) });
  await client.request('close', { runId: 'run' });
  await expect(client.request('pause', { runId: 'run' })).rejects.toThrow('worker_stopped');
  expect(failures).toEqual(['worker_stopped']);
  await client.request('close', { runId: 'run' });
  expect(started).toBe(2);
});

test('a pause is heard while the worker trains, and training goes on after it', async () => {
  const { client, log } = start('run');
  const experiment = { ...sumBin, epochs: 100_000 };
  await client.request('open', { runId: 'run', experiment, preference: 'wasm' });
  const training = client.request('train', { runId: 'run', limit: null });
  await expect.poll(() => log.length).toBeGreaterThan(10);
  await client.request('pause', { runId: 'run' });
  expect(await training).toEqual({ state: 'paused' });
  const rested = log.length;
  expect(rested).toBeLessThan(experiment.epochs);
  await client.request('train', { runId: 'run', limit: { unit: 'epochs', count: 3 } });
  expect(log.length).toBe(rested + 3);
});

test('a newer run replaces one that trains, whose requests are aborted', async () => {
  const { client, log } = start('old', 'new');
  const experiment = { ...sumBin, epochs: 100_000 };
  await client.request('open', { runId: 'old', experiment, preference: 'wasm' });
  const training = client.request('train', { runId: 'old', limit: null });
  const aborted = expect(training).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => log.length).toBeGreaterThan(3);
  await client.request('open', { runId: 'new', experiment: smallExperiment, preference: 'wasm' });
  await aborted;
  log.clear();
  await client.request('train', { runId: 'new', limit: null });
  expect(log.length).toBe(smallExperiment.epochs);
});

test('the page hears of a worker that cannot start', async () => {
  const client = new EngineClient(
    () => new Worker(new URL('data:text/javascript,throw new Error("broken")'), { type: 'module' }),
  );
  clients.push(client);
  const failures: string[] = [];
  client.listen('run', { failed: ({ failure }) => failures.push(failure.message.id) });
  const opening = client.request('open', {
    runId: 'run',
    experiment: smallExperiment,
    preference: 'any',
  });
  await expect(opening).rejects.toThrow(/worker_stopped/);
  expect(failures).toEqual(['worker_stopped']);
});
