import { afterEach, describe, expect, it } from 'vitest';
import { failureOf } from '#src/engine/contract/messages.ts';
import type { Batch } from '#src/library/batch.ts';
import { openRunDatabase } from '#src/library/browser-store.ts';
import { BatchController } from '#src/store/library/batch-controller.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { type FakeOptions, fakeEngine } from '../../support/fake-trainer.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { TestTrainings } from '../../support/trainings.ts';

const group = (name: string) => ({ name, at: [], experiment: smallExperiment });
const batch: Batch = {
  id: 'b',
  createdAt: 0,
  title: 't',
  groups: [group('A'), group('B')],
  seeds: [5, 6, 7],
  axes: [],
  lockStep: false,
};

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A controller whose runs are trained by a real session. */
function setUp(options: FakeOptions = {}, library = new RunLibrary(openRunDatabase())) {
  const { trainings } = new TestTrainings([fakeEngine(options)]);
  cleanUps.push(() => trainings.dispose());
  return { library, controller: new BatchController(library, trainings) };
}

const ids = (library: RunLibrary) =>
  library.store
    .getState()
    .runs.map(({ id }) => id)
    .sort();

describe('the batch controller', () => {
  it('trains every run once and keeps it', async () => {
    const { library, controller } = setUp();
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
      figures: { epochs: smallExperiment.epochs },
      stopped: { kind: 'epochs' },
    });
  });

  it('takes only what is missing when it goes on', async () => {
    const library = new RunLibrary(openRunDatabase());
    const begins = (act: () => void): FakeOptions => ({
      onRun: ([segment]) => {
        if (segment?.epoch === 1 && segment.firstStep === 0) act();
      },
    });
    let begun = 0;
    const cut = setUp(
      begins(() => {
        if (++begun === 5) cut.controller.cancel();
      }),
      library,
    );
    await cut.controller.start(batch);
    const kept = ids(library);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(6);
    let trained = 0;
    const { controller } = setUp(
      begins(() => trained++),
      library,
    );
    await controller.start(batch);
    expect(trained).toBe(6 - kept.length);
    expect(ids(library)).toHaveLength(6);
  });

  it('tells of many short runs now and then, and of all when they have ended', async () => {
    const { library, controller } = setUp();
    let [told, listed] = [0, 0];
    controller.store.subscribe(({ active }, before) => {
      if (active !== before.active) told++;
    });
    library.store.subscribe(({ runs }, before) => {
      if (runs !== before.runs) listed++;
    });
    const start = performance.now();
    await controller.start({ ...batch, seeds: [...Array(20).keys()] });
    expect(ids(library)).toHaveLength(40);
    // Four times a second, at its begin and at its end.
    const most = 4 + (performance.now() - start) / 250;
    expect(told).toBeLessThan(most);
    expect(listed).toBeLessThan(most);
  });

  it('trains the groups of a seed side by side, and shows their records meanwhile', async () => {
    const { controller } = setUp({ stepDelay: 0.1 });
    const seen = new Set<string>();
    const wider = { ...group('B'), experiment: { ...smallExperiment, l2: 0.1 } };
    const long = (one: typeof wider) => ({ ...one, experiment: { ...one.experiment, epochs: 60 } });
    const pair = { ...batch, seeds: [5], groups: [group('A'), wider].map(long), lockStep: true };
    const done = controller.start(pair);
    await expect
      .poll(() => {
        const lengths = ['b/0/5', 'b/1/5'].map((id) => controller.log(id)?.length ?? 0);
        seen.add(lengths.map((length) => Math.sign(length)).join());
        return lengths.every((length) => length > 0);
      })
      .toBe(true);
    expect(controller.store.getState().active?.running).toEqual(['b/0/5', 'b/1/5']);
    await done;
    expect(seen).toContain('1,1');
    expect(controller.log('b/0/5')).toBeUndefined();
  });

  it('goes on past a run that breaks down, and says which', async () => {
    let calls = 0;
    const { library, controller } = setUp({
      onRun: ([segment]) => {
        if (segment?.epoch === 1 && segment.firstStep === 0 && ++calls === 3) {
          throw new Error('out of memory');
        }
      },
    });
    await controller.start(batch);
    expect(ids(library)).toHaveLength(5);
    const [failed, ...others] = controller.store.getState().failures;
    expect(failed?.failure).toEqual(failureOf(new Error('out of memory')));
    expect(ids(library)).not.toContain(failed?.runId);
    expect(others).toEqual([]);
  });

  it('trains one batch after the other, but for one that is left while it waits', async () => {
    const { controller, library } = setUp();
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
    const { library, controller } = setUp();
    await library.putBatch({ id: 'b', batch, settled: false });
    const reopened = setUp({}, library).controller;
    await library.ready;
    await expect.poll(() => reopened.store.getState().batches).toHaveLength(1);
    await reopened.leave('b');
    expect(await library.batches()).toEqual([{ id: 'b', batch, settled: true }]);
    expect(controller.store.getState().active).toBeNull();
  });
});
