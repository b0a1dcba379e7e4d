import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngineClient } from '#src/engine/page/client.ts';
import { createPool } from '#src/engine/page/pool.ts';
import { createSession } from '#src/engine/worker/session.ts';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { workerPair } from '../../support/worker-pair.ts';

beforeEach(() => {
  // Messages between the ends of a worker come by the real clock.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A pool of real sessions that counts the workers that are alive. */
function setUp(size: number) {
  const environment = {
    engines: registered(fakeEngine()),
    now: () => performance.now(),
  };
  let alive = 0;
  const startWorker = () => {
    const { worker } = workerPair((emit) => createSession(environment, emit));
    const { terminate } = worker;
    alive++;
    return Object.assign(worker, {
      terminate: () => {
        alive--;
        terminate.call(worker);
      },
    });
  };
  const pool = createPool(
    () => createEngineClient(startWorker),
    () => size,
  );
  const run = (runId: string) =>
    pool.run({ runId, experiment: smallExperiment, preference: 'any' });
  return { pool, run, alive: () => alive };
}

describe('a pool of workers', () => {
  it('keeps its workers for the runs that follow, and ends them after a minute without any', async () => {
    const { pool, run, alive } = setUp(2);
    await Promise.all(['a', 'b', 'c'].map(run));
    expect(alive()).toBe(2);
    vi.advanceTimersByTime(50_000);
    await run('d');
    expect(alive()).toBe(2);
    vi.advanceTimersByTime(50_000);
    expect(alive(), 'one has rested for longer than a minute').toBe(1);
    vi.advanceTimersByTime(50_000);
    expect(alive()).toBe(0);
    pool.dispose();
  });

  it('starts workers again after that, with the same results', async () => {
    const { pool, run, alive } = setUp(1);
    const before = await run('a');
    vi.advanceTimersByTime(120_000);
    expect(alive()).toBe(0);
    const after = await run('b');
    expect(alive()).toBe(1);
    expect(after.parameters).toEqual(before.parameters);
    pool.dispose();
    expect(alive()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends no worker that trains', async () => {
    const { pool, run, alive } = setUp(1);
    await run('a');
    const training = run('b');
    vi.advanceTimersByTime(120_000);
    expect(alive()).toBe(1);
    await expect(training).resolves.toMatchObject({ stopped: { kind: 'epochs' } });
    pool.dispose();
  });
});
