import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineClient } from '#src/engine/page/client.ts';
import { createSession } from '#src/engine/worker/session.ts';
import { openRunDatabase } from '#src/library/browser-store.ts';
import { RunDatabase } from '#src/library/database.ts';
import { memoryStore } from '#src/library/document-store.ts';
import type { RunHeader, Snapshot, StopReason } from '#src/records/run-header.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { LiveRun } from '#src/store/training/live-run.ts';
import { RunController } from '#src/store/training/run-controller.ts';
import { RunHandover } from '#src/store/training/run-handover.ts';
import { RunKeeper, type TrainedRun } from '#src/store/training/run-keeper.ts';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { recordTable } from '../../support/record-tables.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { workerPair } from '../../support/worker-pair.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** The page's stores around a real session. */
function setUp(database = openRunDatabase()) {
  const environment = {
    engines: registered(fakeEngine()),
    now: () => performance.now(),
  };
  const client = new EngineClient(
    () => workerPair((emit) => createSession(environment, emit)).worker,
  );
  const store = createAppStore({ experiment: smallExperiment });
  const preferences = createPreferences(() => {
    throw new Error('no storage');
  });
  const commands = createCommands(store, preferences);
  const library = new RunLibrary(database);
  const keeper = new RunKeeper(library);
  const live = new LiveRun();
  const runner = new RunController(store, client, live, commands, keeper);
  runner.start();
  cleanUps.push(() => {
    runner.dispose();
    client.dispose();
  });
  const reached = (phase: string) =>
    vi.waitFor(() => expect(store.getState().run.phase).toBe(phase), { timeout: 10_000 });
  const runs = () => library.store.getState().runs;
  return { store, commands, library, live, runner, reached, runs };
}

function trainedRun(
  epochs: number,
  stopped: StopReason | null,
  records: TrainedRun['records'],
): TrainedRun {
  return {
    experiment: smallExperiment,
    editedStart: false,
    header: { lossFactor: 1 },
    engine: { id: 'wasm', device: 'fake wasm', reasons: [] },
    epochs,
    records,
    parameters: Float32Array.of(1),
    stopped,
  };
}

describe('keeping runs', () => {
  it('keeps a run that has ended, with its curve and parameters', async () => {
    const { library, runner, reached, runs } = setUp();
    runner.run();
    await reached('finished');
    expect(runs()).toHaveLength(1);
    expect(runs()[0]).toMatchObject({
      experiment: smallExperiment,
      engine: 'wasm',
      device: 'fake wasm',
      stopped: { kind: 'epochs' },
      figures: { epochs: 8, steps: 72 },
      groupId: null,
    });
    const curve = await library.curve(runs()[0]!.id);
    expect(curve?.records).toHaveLength(8);
    expect(curve?.parameters).toHaveLength(runs()[0]!.parameterCount);
  });

  it('keeps a run that is left after an epoch, and none that never began', async () => {
    const { commands, runner, reached, runs } = setUp();
    await reached('ready');
    commands.newSeed();
    await reached('ready');
    expect(runs()).toHaveLength(0);
    runner.stepEpoch();
    await reached('paused');
    commands.newSeed();
    expect(runs()).toMatchObject([{ stopped: null, figures: { epochs: 1 } }]);
  });

  it('keeps the same run once, as far as it has come', async () => {
    const { store, runner, reached, runs } = setUp();
    await reached('ready');
    runner.stepEpoch();
    await reached('paused');
    runner.reset();
    await reached('ready');
    expect(runs()).toMatchObject([{ figures: { epochs: 1 } }]);
    runner.run();
    await reached('finished');
    expect(runs()).toMatchObject([{ figures: { epochs: 8 }, stopped: { kind: 'epochs' } }]);
    const { id } = runs()[0]!;
    const phases = new Set<string>();
    store.subscribe(({ run }) => phases.add(run.phase));
    runner.run();
    await vi.waitFor(() => expect(phases).toContain('running'), { timeout: 15_000 });
    await reached('finished');
    expect(runs()).toMatchObject([{ id, figures: { epochs: 8 } }]);
  });

  it('keeps a run from edited weights beside the others, and says so', async () => {
    const database = openRunDatabase();
    const { live, runner, reached, runs } = setUp(database);
    runner.run();
    await reached('finished');
    const [first] = live.moments;
    runner.trainFrom(first!.parameters.map((value) => value + 1));
    await reached('finished');
    expect(runs().map(({ editedStart }) => editedStart)).toEqual([undefined, true]);
    await vi.waitFor(async () => {
      const { read } = await (await database).runs();
      expect(read.map(({ editedStart }) => editedStart)).toEqual([undefined, true]);
    });
    expect(live.moments[0]!.parameters).toEqual(first!.parameters.map((value) => value + 1));
    const losses = runs().map(({ figures }) => figures.trainLoss);
    expect(losses[0]).not.toBe(losses[1]);
    // Back to its own start; another experiment has one of its own.
    runner.reset();
    await reached('ready');
    expect(live.moments[0]!.parameters).toEqual(first!.parameters.map((value) => value + 1));
  });

  it('saves a run under way for the next visit, which lists it as far as it had come', async () => {
    const store = memoryStore();
    const put = vi.fn(store.put);
    const database = Promise.resolve(new RunDatabase({ ...store, put }));
    const { library, runner, reached, runs } = setUp(database);
    const stored = async () => (await (await database).runs()).read;
    await library.ready;
    await reached('ready');
    runner.save();
    expect(await stored()).toEqual([]);
    for (const epochs of [1, 2]) {
      runner.stepEpoch();
      await reached('running');
      await reached('paused');
      runner.save();
      expect(await stored()).toMatchObject([{ stopped: null, figures: { epochs } }]);
    }
    expect(runs()).toEqual([]);
    const [saved] = await stored();
    const writes = put.mock.calls.length;
    runner.save();
    expect(await stored()).toEqual([saved]);
    expect(put, 'nothing new, nothing written').toHaveBeenCalledTimes(writes);

    const nextVisit = new RunLibrary(database);
    await nextVisit.ready;
    expect(nextVisit.store.getState().runs).toEqual([saved]);
    const curve = await nextVisit.curve(saved!.id);
    expect(curve?.records).toHaveLength(2);

    runner.run();
    await reached('finished');
    expect(runs()).toMatchObject([{ id: saved!.id, figures: { epochs: 8 } }]);
    expect(await stored()).toEqual(runs());
    runner.save();
    expect(await stored()).toEqual(runs());
  });

  it('saves a young run within a second, then at growing gaps', () => {
    const live = new LiveRun();
    const saved: number[] = [];
    const keeper = {
      keep: () => undefined,
      save: ({ epochs }: TrainedRun) => saved.push(epochs),
      follow: () => undefined,
    };
    const engine = { id: 'wasm', device: '', reasons: [] } as const;
    const handover = new RunHandover(live, () => engine, keeper);
    const secondsOf = (seconds: number) => {
      saved.length = 0;
      live.begin({ runId: 'a', experiment: smallExperiment } as RunHeader);
      handover.begin('a', smallExperiment, false);
      for (let second = 1; second <= seconds; second++) {
        live.record(second - 1, recordTable([{ epoch: second }]));
        live.show({ epoch: second, parameters: Float32Array.of(1) } as Snapshot);
        handover.tick();
      }
      return [...saved];
    };
    expect(secondsOf(32)).toEqual([1, 3, 7, 15, 23, 31]);
    expect(secondsOf(4), 'of the next run').toEqual([1, 3]);
  });

  it('trains an interrupted run again without losing what was kept of it', async () => {
    const database = openRunDatabase();
    const first = setUp(database);
    for (let epoch = 0; epoch < 2; epoch++) {
      first.runner.stepEpoch();
      await vi.waitFor(() => expect(first.live.log).toHaveLength(epoch + 1), { timeout: 10_000 });
      await first.reached('paused');
    }
    first.runner.save();
    await first.library.ready;

    const second = setUp(database);
    await second.library.ready;
    await second.reached('ready');
    second.runner.stepEpoch();
    await second.reached('running');
    await second.reached('paused');
    second.runner.save();
    expect((await (await database).runs()).read).toMatchObject([{ figures: { epochs: 2 } }]);
    second.runner.run();
    await second.reached('finished');
    expect(second.runs()).toMatchObject([{ stopped: { kind: 'epochs' }, figures: { epochs: 8 } }]);
    expect((await (await database).runs()).read).toEqual(second.runs());
  });

  it('brings a deleted run back beside the same experiment trained anew', async () => {
    const { library, runner, reached, runs } = setUp();
    await library.ready;
    await reached('ready');
    runner.stepEpoch();
    await reached('running');
    await reached('paused');
    runner.save();
    runner.reset();
    await reached('ready');
    const [left] = runs();
    expect(left).toMatchObject({ figures: { epochs: 1 } });
    await library.remove([left!.id]);
    runner.run();
    await reached('finished');
    const trained = runs();
    expect(trained).toMatchObject([{ figures: { epochs: 8 } }]);
    await library.undelete();
    expect(runs()).toEqual([...trained, left]);
  });

  it('copies no records of a run that is kept whole already', async () => {
    const library = new RunLibrary(openRunDatabase());
    const keeper = new RunKeeper(library);
    await library.ready;
    const copied: number[] = [];
    const trained = (epochs: number, stopped: StopReason | null) =>
      trainedRun(epochs, stopped, () => {
        copied.push(epochs);
        return recordTable(Array.from({ length: epochs }, () => ({})));
      });
    keeper.save(trained(3, null));
    keeper.keep(trained(8, { kind: 'epochs' }));
    expect(copied).toEqual([3, 8]);
    keeper.save(trained(5, null));
    keeper.keep(trained(8, { kind: 'epochs' }));
    expect(copied).toEqual([3, 8]);
  });

  it('keeps a run as it was handed over, though the list is read later', async () => {
    const library = new RunLibrary(openRunDatabase());
    let log = recordTable([{ runningLoss: 0.5 }]);
    new RunKeeper(library).keep(trainedRun(1, null, () => log));
    log = recordTable([{ runningLoss: 0.25 }]);
    await library.ready;
    await vi.waitFor(() =>
      expect(library.store.getState().runs).toMatchObject([{ figures: { runningLoss: 0.5 } }]),
    );
  });
});
