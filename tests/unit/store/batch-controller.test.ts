import { describe, expect, it } from 'vitest';
import { failureOf } from '#src/engine/contract/messages.ts';
import type { Pool, PoolJob, PoolOptions, PoolResult } from '#src/engine/page/pool.ts';
import { defaultExperiment } from '#src/experiment/experiment.ts';
import type { Batch } from '#src/library/batch.ts';
import { openRunDatabase } from '#src/library/browser-store.ts';
import { createBatchController } from '#src/store/library/batch-controller.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { recordTable } from '../../support/record-tables.ts';

const group = (name: string) => ({ name, at: [], experiment: defaultExperiment });
const batch: Batch = {
  id: 'b',
  createdAt: 0,
  title: 't',
  groups: [group('A'), group('B')],
  seeds: [5, 6, 7],
  axes: [],
  lockStep: false,
};

/** A pool whose runs take `slices` turns each and note them in a diary. */
function diaryPool(size: number, slices = 1, fails: (job: PoolJob) => boolean = () => false) {
  const diary: string[] = [];
  const run = async (job: PoolJob, { signal, turn }: PoolOptions = {}): Promise<PoolResult> => {
    for (let i = 0; i < slices; i++) {
      await turn?.();
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal?.throwIfAborted();
      diary.push(`${job.runId}#${i}`);
    }
    if (fails(job)) throw new Error('out of memory');
    return {
      parameterCount: 1,
      engine: { id: 'wasm', device: 'test', reasons: [] },
      records: recordTable([{}]),
      parameters: Float32Array.of(1),
      stopped: { kind: 'epochs' },
    };
  };
  const runTogether: Pool['runTogether'] = (jobs, signal) =>
    Promise.all(jobs.map((job) => run(job, signal && { signal })));
  const pool: Pool = { size, run, runTogether, dispose: () => undefined };
  return { pool, diary };
}

function setUp(made: ReturnType<typeof diaryPool>, library = new RunLibrary(openRunDatabase())) {
  return { library, controller: createBatchController(library, made.pool, () => 'any') };
}

const ids = (library: RunLibrary) =>
  library.store
    .getState()
    .runs.map(({ id }) => id)
    .sort();

describe('the batch controller', () => {
  it('trains every run once and keeps it', async () => {
    const made = diaryPool(2);
    const { library, controller } = setUp(made);
    await controller.start(batch);
    expect(ids(library)).toEqual(['b/0/5', 'b/0/6', 'b/0/7', 'b/1/5', 'b/1/6', 'b/1/7']);
    expect(controller.store.getState()).toEqual({
      active: null,
      queued: [],
      failures: [],
      batches: [{ id: 'b', batch, settled: true }],
    });
    expect(library.store.getState().runs[0]).toMatchObject({
      groupId: 'b',
      experiment: { seed: 5 },
    });
  });

  it('takes only what is missing when it goes on', async () => {
    const library = new RunLibrary(openRunDatabase());
    const first = diaryPool(1);
    const cut = setUp(first, library);
    const done = cut.controller.start(batch);
    while (first.diary.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    cut.controller.cancel();
    await done;
    const kept = ids(library).length;
    expect(kept).toBeGreaterThanOrEqual(2);
    expect(kept).toBeLessThan(6);
    const second = diaryPool(1);
    await setUp(second, library).controller.start(batch);
    expect(second.diary).toHaveLength(6 - kept);
    expect(ids(library)).toHaveLength(6);
  });

  it('trains the groups of a seed side by side in lock step', async () => {
    const { pool, diary } = diaryPool(1, 3);
    await setUp({ pool, diary }).controller.start({ ...batch, lockStep: true });
    const firstSeed = diary.slice(0, 6);
    expect(firstSeed.map((entry) => entry.split('#')[1])).toEqual(['0', '0', '1', '1', '2', '2']);
    expect(firstSeed.every((entry) => entry.includes('/5#'))).toBe(true);
  });

  it('trains the repetitions of a group together where the engine stacks them', async () => {
    const { pool } = diaryPool(1);
    const teams: string[][] = [];
    const runTogether: Pool['runTogether'] = (jobs, signal) => {
      teams.push(jobs.map(({ runId }) => runId));
      return pool.runTogether(jobs, signal);
    };
    const library = new RunLibrary(openRunDatabase());
    const spied = { ...pool, runTogether };
    const controller = createBatchController(
      library,
      spied,
      () => 'any',
      () => true,
    );
    const early = { ...group('early'), experiment: { ...defaultExperiment, patience: 3 } };
    await controller.start({ ...batch, groups: [group('A'), early] });
    expect(teams).toEqual([['b/0/5', 'b/0/6', 'b/0/7']]);
    expect(ids(library)).toHaveLength(6);
    expect(controller.store.getState()).toMatchObject({ active: null, failures: [] });
  });

  it('goes on past a run that breaks down, and says which', async () => {
    const made = diaryPool(1, 1, (job) => job.runId === 'b/0/6');
    const { library, controller } = setUp(made);
    await controller.start(batch);
    expect(ids(library)).toHaveLength(5);
    expect(controller.store.getState().failures).toEqual([
      { runId: 'b/0/6', failure: failureOf(new Error('out of memory')) },
    ]);
  });

  it('trains one batch after the other, but for one that is left while it waits', async () => {
    const { controller, library } = setUp(diaryPool(1));
    const first = controller.start(batch);
    const second = controller.start({ ...batch, id: 'c' });
    const third = controller.start({ ...batch, id: 'd' });
    expect(controller.store.getState().queued).toEqual(['b', 'c', 'd']);
    await controller.leave('c');
    await Promise.all([first, second, third]);
    expect(new Set(ids(library).map((id) => id[0]))).toEqual(new Set(['b', 'd']));
    expect(controller.store.getState()).toMatchObject({
      queued: [],
      batches: expect.arrayContaining([expect.objectContaining({ id: 'c', settled: true })]),
    });
  });

  it('leaves a batch as it is when the reader does not want the rest', async () => {
    const { library, controller } = setUp(diaryPool(1));
    await library.putBatch({ id: 'b', batch, settled: false });
    const reopened = setUp(diaryPool(1), library).controller;
    await library.ready;
    await expect.poll(() => reopened.store.getState().batches).toHaveLength(1);
    await reopened.leave('b');
    expect(await library.batches()).toEqual([{ id: 'b', batch, settled: true }]);
    expect(controller.store.getState().active).toBeNull();
  });
});
