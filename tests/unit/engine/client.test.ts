import { expect, test } from 'vitest';
import type { OpenInput } from '#src/engine/contract/protocol.ts';
import { EngineClient } from '#src/engine/page/client.ts';
import type { Emit, Handlers } from '#src/engine/worker/serve.ts';
import { abortError } from '#src/lib/abort.ts';
import { err } from '#src/lib/result.ts';
import type { RecordTable } from '#src/records/record-table.ts';
import { failureText } from '#words/engine.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { workerPair } from '../../support/worker-pair.ts';

const openInput = (runId: string): OpenInput => ({
  runId,
  experiment: sumBin,
  preference: 'any',
});

/** Handlers that answer at once, except `train`, which waits for its abort. */
function patientHandlers(emit: Emit, aborts: string[]): Handlers {
  return {
    open: async ({ runId }) => {
      emit({
        event: 'records',
        runId,
        job: 0,
        from: 0,
        records: { length: 1, columns: { epoch: Float64Array.of(1) } },
      });
      return { ok: true };
    },
    train: ({ runId }, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborts.push(runId);
          reject(abortError('aborted'));
        });
      }),
    pause: async () => {
      throw new Error('nothing to pause');
    },
    reset: async ({ runId }) =>
      emit({ event: 'notice', runId, message: { id: 'goes_on', values: { epoch: 3 } } }),
    amend: async () => undefined,
    close: async () => undefined,
    recall: async () => null,
    inspect: async () => null,
    importance: async () => null,
    dependence: async () => null,
    weights: async () => err({ why: 'data', problems: [] }),
    unitMaps: async () => null,
    firstBatch: async () => ({ ok: false, reason: 'data' }),
    floors: async () => null,
    diagnose: async () => null,
    partings: async () => null,
    prove: async () => ({ before: [], after: [] }),
    trained: async () => undefined,
    place: async () => ({ ok: false, problems: [] }),
    threads: async () => undefined,
    team: async () => [],
  };
}

function start(): { client: EngineClient; aborts: string[]; crash: (message: string) => void } {
  const aborts: string[] = [];
  let crash: (message: string) => void = () => undefined;
  const client = new EngineClient(() => {
    const pair = workerPair((emit) => patientHandlers(emit, aborts));
    crash = pair.crash;
    return pair.worker;
  });
  return { client, aborts, crash: (message) => crash(message) };
}

test('a request gets its answer, a refusal its message', async () => {
  const { client } = start();
  await expect(client.request('open', openInput('a'))).resolves.toEqual({ ok: true });
  await expect(client.request('pause', { runId: 'a' })).rejects.toThrow('nothing to pause');
  client.dispose();
});

test('events carry their arrays to whoever listens to their run, and to nobody else', async () => {
  const { client } = start();
  const records: RecordTable[] = [];
  const notices: string[] = [];
  const listen = (runId: string) =>
    client.listen(runId, {
      records: (event) => records.push(event.records),
      notice: ({ message }) => notices.push(`${runId} ${message.id}`),
    });
  const stop = listen('a');
  await client.request('open', openInput('a'));
  expect(records).toEqual([{ length: 1, columns: { epoch: Float64Array.of(1) } }]);

  stop();
  const stopB = listen('b');
  await client.request('reset', { runId: 'a' });
  expect(notices).toEqual([]);
  await client.request('reset', { runId: 'b' });
  expect(notices).toEqual(['b goes_on']);
  stopB();
  await client.request('reset', { runId: 'b' });
  expect(notices).toEqual(['b goes_on']);
  client.dispose();
});

test('what is said while nobody hears is heard afterwards, in its order', async () => {
  const { client } = start();
  const heard: string[] = [];
  client.listen('a', { records: () => heard.push('records') });
  let come: () => void = () => undefined;
  client.hearAfter(
    new Promise((resolve) => {
      come = resolve;
    }),
  );
  const answer = client.request('open', openInput('a')).then(() => heard.push('answer'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toEqual([]);
  come();
  await answer;
  expect(heard).toEqual(['records', 'answer']);
  client.dispose();
});

test('an abort settles the request at once and reaches the handler', async () => {
  const { client, aborts } = start();
  const controller = new AbortController();
  const training = client.request('train', { runId: 'a', limit: null }, controller.signal);
  controller.abort();
  await expect(training).rejects.toMatchObject({ name: 'AbortError' });
  await client.request('close', { runId: 'a' });
  expect(aborts).toEqual(['a']);
  await expect(client.request('close', { runId: 'a' }, AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  });
  client.dispose();
});

test('a crash rejects what is pending, is reported, and the next request starts a new worker', async () => {
  const { client, crash } = start();
  const failures: string[] = [];
  client.listen('a', { failed: ({ failure }) => failures.push(failureText(failure)) });
  await client.request('open', openInput('a'));
  const training = client.request('train', { runId: 'a', limit: null });
  crash('out of memory');
  await expect(training).rejects.toThrow('out of memory');
  expect(failures).toEqual(['The training worker stopped unexpectedly (out of memory)']);
  await expect(client.request('open', openInput('b'))).resolves.toEqual({ ok: true });
  client.dispose();
});

test('dispose aborts what is pending', async () => {
  const { client } = start();
  const training = client.request('train', { runId: 'a', limit: null });
  client.dispose();
  await expect(training).rejects.toMatchObject({ name: 'AbortError' });
});
