import { expect, test } from 'vitest';
import type { EventMessage, OpenInput } from '#src/engine/contract/protocol.ts';
import { createEngineClient, type EngineClient } from '#src/engine/page/client.ts';
import type { Emit, Handlers } from '#src/engine/worker/serve.ts';
import { defaultExperiment } from '#src/experiment/experiment.ts';
import { abortError } from '#src/lib/abort.ts';
import { failureText } from '#src/words/engine.ts';
import { workerPair } from '../../support/worker-pair.ts';

const openInput = (runId: string): OpenInput => ({
  runId,
  experiment: defaultExperiment,
  preference: 'any',
});

/** Handlers that answer at once, except `train`, which waits for its abort. */
function patientHandlers(emit: Emit, aborts: string[]): Handlers {
  return {
    open: async ({ runId }) => {
      emit({
        event: 'epochs',
        runId,
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
    close: async () => undefined,
    recall: async () => null,
    group: async () => ({ ok: false as const, problems: [] }),
  };
}

function start(): { client: EngineClient; aborts: string[]; crash: (message: string) => void } {
  const aborts: string[] = [];
  let crash: (message: string) => void = () => undefined;
  const client = createEngineClient(() => {
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

test('events carry their arrays, and those of an older run never arrive', async () => {
  const { client } = start();
  const epochs: EventMessage<'epochs'>[] = [];
  const notices: string[] = [];
  client.on('epochs', (message) => epochs.push(message));
  const stop = client.on('notice', ({ message }) => notices.push(message.id));
  await client.request('open', openInput('a'));
  expect(epochs).toEqual([
    {
      event: 'epochs',
      runId: 'a',
      from: 0,
      records: { length: 1, columns: { epoch: Float64Array.of(1) } },
    },
  ]);

  await client.request('open', openInput('b'));
  await client.request('reset', { runId: 'a' });
  expect(notices).toEqual([]);
  await client.request('reset', { runId: 'b' });
  expect(notices).toEqual(['goes_on']);
  stop();
  await client.request('reset', { runId: 'b' });
  expect(notices).toEqual(['goes_on']);
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
  client.on('failed', ({ failure }) => failures.push(failureText(failure)));
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
