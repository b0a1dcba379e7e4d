import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, RunResult } from '#src/engine/contract/protocol.ts';
import type { TrainingPlace, TrainOptions } from '#src/engine/page/trainings.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { type FakeOptions, fakeEngine } from '../../support/fake-trainer.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { TestTrainings } from '../../support/trainings.ts';

const made: TestTrainings[] = [];
afterEach(() => {
  for (const { trainings } of made.splice(0)) trainings.dispose();
});

function service(options: FakeOptions = {}, place: Partial<TrainingPlace> = {}) {
  const service = new TestTrainings([fakeEngine(options)], place);
  made.push(service);
  return service;
}

const jobs = (...seeds: readonly number[]): readonly Job[] =>
  seeds.map((seed) => ({ experiment: { ...smallExperiment, seed } }));

const study: TrainOptions = { priority: 'study' };

/** Trains a job by itself. */
async function train({ trainings }: TestTrainings, change: Partial<Experiment> = {}) {
  const [result] = trainings.train([{ experiment: { ...smallExperiment, ...change } }], study);
  return (await result)!;
}

describe('jobs', () => {
  it('each come to their own end, whoever else is refused or broken', async () => {
    const { trainings } = service({
      onRun: (segments) => {
        if (segments[0]!.replicas[0]!.learningRates[0] === 0.5) throw new Error('out of memory');
      },
    });
    const results = trainings.train(
      [
        ...jobs(1),
        { experiment: { ...smallExperiment, target: 'formula', formula: '1/(x-x)' } },
        { experiment: { ...smallExperiment, learningRate: 0.5 } },
        ...jobs(2),
      ],
      study,
    );
    const outcomes = await Promise.allSettled(results);
    expect(outcomes).toMatchObject([
      { value: { stopped: { kind: 'epochs' }, engine: { id: 'wasm' } } },
      { reason: { problems: [{ field: 'formula' }] } },
      { reason: { failure: { message: { values: { detail: 'out of memory' } } } } },
      { value: { stopped: { kind: 'epochs' } } },
    ]);
  });

  it('tell how many workers are busy, but for those that give way', async () => {
    const busy: number[] = [];
    const { trainings } = service({}, { onBusy: (workers) => busy.push(workers) });
    await Promise.all(trainings.train(jobs(1), study));
    expect(busy).toEqual([1, 0]);
    await Promise.all(trainings.train(jobs(2), { priority: 'idle' }));
    expect(busy).toEqual([1, 0, 0, 0]);
  });

  it('take turns in their order, and tell when they begin and what they measure', async () => {
    const { trainings } = service();
    const diary: string[] = [];
    const rates = [...jobs(1, 2), { experiment: { ...smallExperiment, l2: 0.1 } }, ...jobs(3)];
    const results = trainings.train(rates, {
      ...study,
      onStart: (job) => diary.push(`start ${job}`),
      onRecords: (job, from, records) => diary.push(`${job}: ${from} + ${records.length}`),
    });
    await Promise.all(results);
    expect(diary.filter((entry) => entry.startsWith('start'))).toEqual(
      [0, 1, 2, 3].map((job) => `start ${job}`),
    );
    expect(diary[1]).toMatch(/^0: 0 \+/);
  });

  it('wait for nothing that is less urgent', async () => {
    const { trainings, alive } = service({ stepDelay: 2 });
    expect(alive).toBe(0);
    const order: string[] = [];
    const start = (name: string, priority: TrainOptions['priority'], ...seeds: number[]) =>
      trainings.train(jobs(...seeds), { priority, onStart: () => order.push(name) });
    const all = [
      ...start('study', 'study', 1, 2),
      ...start('idle', 'idle', 3),
      ...start('now', 'now', 4),
    ];
    await Promise.all(all);
    expect(order.slice(0, 2).toSorted()).toEqual(['now', 'study']);
    expect(order.slice(2)).toEqual(['study', 'idle']);
  });

  it('are aborted, those under way as those that wait', async () => {
    const engine = fakeEngine({ stepDelay: 1 });
    const test = new TestTrainings([engine]);
    made.push(test);
    const abort = new AbortController();
    const results = test.trainings.train(
      [1, 2].map((seed) => ({ experiment: { ...smallExperiment, seed, epochs: 100_000 } })),
      { ...study, signal: abort.signal },
    );
    const outcomes = Promise.allSettled(results);
    await expect.poll(() => engine.open()).toBe(1);
    abort.abort();
    const aborted = { reason: { name: 'AbortError' } };
    expect(await outcomes).toMatchObject([aborted, aborted]);
    await expect.poll(() => engine.open()).toBe(0);
    expect(await train(test)).toMatchObject({ stopped: { kind: 'epochs' } });
  });

  it('of a worker that dies are lost, the others go on', async () => {
    const test = service({ stepDelay: 1 });
    const [lost, next] = test.trainings.train(jobs(1, 2), {
      ...study,
      onStart: (job) => {
        if (job === 0) setTimeout(() => test.crash('out of memory'), 5);
      },
    });
    await expect(lost).rejects.toMatchObject({ failure: { message: { id: 'worker_stopped' } } });
    expect(await next).toMatchObject({ stopped: { kind: 'epochs' } });
  });
});

describe('where they train', () => {
  const calls = (diary: number[]): FakeOptions => ({
    onRun: (segments) => diary.push(segments[0]!.replicas.length),
  });

  it('repetitions share the draws of a GPU on one worker', async () => {
    const replicas: number[] = [];
    const gpu: FakeOptions = { id: 'webgl', traits: { sharesDraws: true }, mostReplicas: 4 };
    const test = service({ ...gpu, ...calls(replicas) }, { processors: () => 3 });
    const results = await Promise.all(test.trainings.train(jobs(1, 2, 3, 4, 5), study));
    expect(new Set(replicas)).toEqual(new Set([4, 1]));
    expect(test.alive).toBe(1);
    expect(test.trainings.width(smallExperiment)).toBe(1);
    const [alone] = test.trainings.train(jobs(3), study);
    expect(results[2]!.parameters).toEqual((await alone)!.parameters);
  });

  it('on the processor each has a worker, as many as there are processors', async () => {
    const replicas: number[] = [];
    const test = service(calls(replicas), { processors: () => 2 });
    expect(test.trainings.width(smallExperiment)).toBe(2);
    await Promise.all(test.trainings.train(jobs(1, 2, 3), study));
    expect(new Set(replicas)).toEqual(new Set([1]));
    expect(test.alive).toBe(2);
  });

  it('have as many processors as their priority allows', async () => {
    const test = service(
      {},
      { processors: (priority) => ({ now: 1, study: 1, idle: 2 })[priority] },
    );
    await Promise.all(test.trainings.train(jobs(1, 2, 3), study));
    expect(test.alive).toBe(1);
    await Promise.all(test.trainings.train(jobs(1, 2, 3), { priority: 'idle' }));
    expect(test.alive).toBe(2);
  });

  it('side by side all on one worker, whatever they are', async () => {
    const test = service({}, { processors: () => 2 });
    const pair = [...jobs(1), { experiment: { ...smallExperiment, l2: 0.1 } }];
    const ahead: number[] = [0, 0];
    let apart = 0;
    const results = test.trainings.train(pair, {
      ...study,
      sideBySide: true,
      onRecords(job, from, records) {
        ahead[job] = from + records.length;
        apart = Math.max(apart, Math.abs(ahead[0]! - ahead[1]!));
      },
    });
    await Promise.all(results);
    expect(test.alive).toBe(1);
    expect(ahead).toEqual([8, 8]);
    expect(apart).toBeLessThan(8);
  });
});

describe('workers', () => {
  beforeEach(() => {
    // Messages between the ends of a worker come by the real clock.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are kept for the jobs that follow, and ended after a minute without any', async () => {
    const test = service({}, { processors: () => 2 });
    await Promise.all(test.trainings.train(jobs(1, 2, 3), study));
    expect(test.alive).toBe(2);
    vi.advanceTimersByTime(50_000);
    await train(test);
    expect(test.alive).toBe(2);
    vi.advanceTimersByTime(50_000);
    expect(test.alive, 'one has rested for longer than a minute').toBe(1);
    vi.advanceTimersByTime(50_000);
    expect(test.alive).toBe(0);
  });

  it('start again after that, with the same results, and end with the service', async () => {
    const test = service();
    const before = await train(test);
    vi.advanceTimersByTime(120_000);
    expect(test.alive).toBe(0);
    const after = await train(test);
    expect(test.alive).toBe(1);
    expect(after.parameters).toEqual(before.parameters);
    test.trainings.dispose();
    expect(test.alive).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are not ended while they train', async () => {
    const test = service();
    await train(test);
    const [training] = await new Promise<readonly Promise<RunResult>[]>((resolve) => {
      const results = test.trainings.train(jobs(9), {
        ...study,
        onStart: () => resolve(results),
      });
    });
    vi.advanceTimersByTime(120_000);
    expect(test.alive).toBe(1);
    expect(await training).toMatchObject({ stopped: { kind: 'epochs' } });
  });
});
