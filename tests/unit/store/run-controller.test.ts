import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OpenInput, TrainInput, TrainOutput } from '#src/engine/contract/protocol.ts';
import { EngineClient } from '#src/engine/page/client.ts';
import type { Emit, Handlers } from '#src/engine/worker/serve.ts';
import { fieldText } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { err } from '#src/lib/result.ts';
import { openRunDatabase } from '#src/library/browser-store.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { LiveRun } from '#src/store/training/live-run.ts';
import { RunController } from '#src/store/training/run-controller.ts';
import { RunKeeper } from '#src/store/training/run-keeper.ts';
import { recordTable } from '../../support/record-tables.ts';
import { workerPair } from '../../support/worker-pair.ts';

const empty = { rows: 0, x: new Float64Array(), y: new Float64Array() };

function headerOf(runId: string, experiment: Experiment): RunHeader {
  return {
    runId,
    experiment,
    task: { inputs: ['x'], answer: { kind: 'numbers', names: ['y'] } },
    train: empty,
    heldOut: empty,
    axes: [{ name: 'x', range: [0, 1] }],
    probe: { along: [0], positions: [new Float64Array()], held: Float64Array.of(0.5) },
    probeTruth: new Float64Array(),
    parameterCount: 1,
    networkInputs: 1,
    layerUnits: [1],
    rows: 10,
    stepsPerEpoch: 10,
    epochs: experiment.epochs,
    phaseSwitches: [],
    guessing: null,
    lossFactor: null,
    scalingNotes: [],
    inputNames: [],
  };
}

/** Long enough for a busy machine. */
const patient = { timeout: 15_000 } as const;

/**
 * The worker's side: a session that counts. Each epoch's loss is the experiment's seed plus the epoch, so that a
 * record tells which run it came from.
 */
function countingSession(log: string[]) {
  return (emit: Emit): Handlers => {
    let run: { runId: string; seed: number; epochs: number; done: number } | null = null;
    let pausing = false;

    async function train({ runId, limit }: TrainInput, signal: AbortSignal): Promise<TrainOutput> {
      const mine = run;
      if (mine === null || mine.runId !== runId) throw new Error(`no run ${runId}`);
      pausing = false;
      const until = limit === null ? mine.epochs : Math.min(mine.epochs, mine.done + limit.count);
      while (mine.done < until) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        if (signal.aborted || mine !== run || pausing) return { state: 'paused' };
        mine.done += 1;
        const { done } = mine;
        const records = recordTable([
          { epoch: done, step: done * 10, seconds: done * 0.01, runningLoss: mine.seed + done },
        ]);
        emit({ event: 'records', runId, job: 0, from: done - 1, records });
      }
      return mine.done < mine.epochs
        ? { state: 'paused' }
        : { state: 'finished', reason: { kind: 'epochs' } };
    }

    return {
      async open({ runId, experiment }: OpenInput) {
        log.push(`open ${experiment.seed}`);
        if (experiment.formula === 'broken')
          return { ok: false, problems: [{ field: 'formula', message: 'cannot be read' }] };
        run = { runId, seed: experiment.seed, epochs: experiment.epochs, done: 0 };
        emit({ event: 'header', runId, header: headerOf(runId, experiment) });
        return { ok: true };
      },
      train(input, signal) {
        log.push(`train ${input.limit === null ? 'all' : input.limit.unit}`);
        return train(input, signal);
      },
      async pause() {
        pausing = true;
      },
      async reset() {
        log.push('reset');
        if (run !== null) run.done = 0;
      },
      async amend({ experiment }) {
        log.push(`amend ${fieldText('changes', experiment)}`);
      },
      async close() {},
      threads: async () => undefined,
      recall: async () => null,
      floors: async () => null,
      diagnose: async () => null,
      partings: async () => null,
      prove: async () => ({ before: [], after: [] }),
      trained: async () => undefined,
      inspect: async () => null,
      importance: async () => null,
      dependence: async () => null,
      weights: async () => err({ why: 'data', problems: [] }),
      unitMaps: async () => null,
      firstBatch: async () => ({ ok: false, reason: 'data' }),
      place: async () => ({ ok: false, problems: [] }),
      team: async () => [],
    };
  };
}

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

function setUp(change: Partial<Experiment> = {}) {
  const log: string[] = [];
  const pairs: ReturnType<typeof workerPair>[] = [];
  const client = new EngineClient(() => {
    const pair = workerPair(countingSession(log));
    pairs.push(pair);
    return pair.worker;
  });
  const store = createAppStore();
  const commands = createCommands(
    store,
    createPreferences(() => {
      throw new Error('no storage');
    }),
  );
  commands.setFields({ epochs: 20, ...change });
  const live = new LiveRun();
  const keeper = new RunKeeper(new RunLibrary(openRunDatabase()));
  const runner = new RunController(store, client, live, commands, keeper);
  runner.start();
  cleanUps.push(() => {
    runner.dispose();
    client.dispose();
  });
  const reached = (phase: string) =>
    vi.waitFor(() => expect(store.getState().run.phase).toBe(phase), { interval: 2, ...patient });
  return {
    log,
    store,
    commands,
    live,
    runner,
    reached,
    crash: (message: string) => pairs.at(-1)!.crash(message),
  };
}

describe('the run controller', () => {
  it('opens the experiment by itself and waits for the reader', async () => {
    const { log, reached, live } = setUp();
    await reached('ready');
    expect(log).toEqual(['open 0']);
    expect(live.header?.epochs).toBe(20);
    expect(live.log.length).toBe(0);
  });

  it('trains to the end on one press, without losing an epoch', async () => {
    const { runner, reached, live, store } = setUp();
    runner.run();
    await reached('finished');
    expect([...live.log.column('runningLoss')]).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(store.getState().run).toMatchObject({
      stopReason: { kind: 'epochs' },
      progress: { epoch: 20, step: 200, totalSteps: 200, secondsLeft: 0 },
      latest: { runningLoss: 20 },
    });
  });

  it('pauses, steps an epoch, goes on and begins again', async () => {
    const { runner, reached, live, log, store } = setUp({ epochs: 30 });
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(2), patient);
    runner.pause();
    await reached('paused');
    const paused = live.log.length;
    runner.stepEpoch();
    await vi.waitFor(() => expect(live.log.length).toBe(paused + 1), patient);
    await reached('paused');
    runner.run();
    await reached('finished');
    expect(live.log.length).toBe(30);
    const phases: string[] = [];
    const ignore = live.log.subscribe(() => {
      if (live.log.length === 0) phases.push(store.getState().run.phase);
    });
    runner.run();
    runner.run();
    await reached('running');
    await reached('finished');
    ignore();
    expect(phases).toEqual(['opening']);
    expect(live.log.length).toBe(30);
    expect(log.filter((entry) => entry === 'reset')).toHaveLength(1);
  });

  it('trains epoch by epoch where it is to be slow, and goes on at another speed at once', async () => {
    const { runner, reached, live, log, commands, store } = setUp();
    commands.setPage({ speed: 'one_epoch' });
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBe(1), patient);
    runner.pause();
    await reached('paused');
    expect(live.log.length).toBe(1);
    // An epoch a second, whatever training itself takes.
    expect(store.getState().run.progress.secondsLeft).toBeGreaterThan(19);
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBe(2), patient);
    commands.setPage({ speed: 'full' });
    await reached('finished');
    expect([...live.log.column('runningLoss')]).toHaveLength(20);
    expect(log.filter((entry) => entry.startsWith('train'))).toEqual([
      'train epochs',
      'train epochs',
      'train all',
    ]);
  });

  it('goes on with a change from the next epoch on, which undo takes back by starting again', async () => {
    const { runner, live, log, store, commands } = setUp({ epochs: 5000 });
    store.temporal.getState().clear();
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(3), patient);
    runner.change('learningRate', 0.3);
    runner.change('l2', 0.1);
    runner.change('learningRate', 0.5);
    const changesOf = () => store.getState().experiment.changes;
    await vi.waitFor(() => expect(changesOf()).toHaveLength(2), { interval: 1, ...patient });
    const epoch = changesOf()[0]?.epoch ?? 0;
    expect(changesOf()).toEqual([
      { epoch, field: 'learningRate', value: 0.5 },
      { epoch, field: 'l2', value: 0.1 },
    ]);
    expect(live.header?.phaseSwitches).toEqual(changesOf());
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(epoch), patient);
    expect(log.filter((entry) => /open|amend/.test(entry))).toEqual([
      'open 0',
      `amend ${epoch}:lr:0.5,${epoch}:l2:0.1`,
    ]);
    commands.undo();
    await vi.waitFor(() => expect(log.filter((entry) => entry === 'open 0')).toHaveLength(2));
    expect(changesOf()).toEqual([]);
  });

  it.each([
    ['before', true],
    ['after', false],
  ])('rests with a change where the reader pauses it %s', async (_, isBefore) => {
    const { runner, live, reached, store, log } = setUp({ epochs: 5000 });
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(3), patient);
    if (isBefore) runner.pause();
    runner.change('l2', 0.1);
    if (!isBefore) runner.pause();
    await reached('paused');
    expect(store.getState().experiment.changes).toMatchObject([{ field: 'l2', value: 0.1 }]);
    runner.stepEpoch();
    await reached('running');
    await reached('paused');
    expect(log.filter((entry) => entry.startsWith('train'))).toEqual(['train all', 'train epochs']);
  });

  it('says why a change is not made, and goes on', async () => {
    const changes = Array.from(
      { length: 50 },
      (_, i) => ({ epoch: 1001 + i, field: 'l2', value: 0.1 }) as const,
    );
    const { runner, live, store } = setUp({ epochs: 5000, changes });
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(3), patient);
    runner.change('l1', 0.1);
    await vi.waitFor(() => expect(store.getState().notices).toHaveLength(1), patient);
    expect(store.getState().notices[0]).toMatchObject({ tone: 'error' });
    expect(store.getState().experiment.changes).toEqual(changes);
    const { length } = live.log;
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(length), patient);
  });

  it('changes the same setting in the same epoch once, and nothing before the first epoch', async () => {
    const { runner, reached, store, log } = setUp();
    await reached('ready');
    runner.change('l2', 0.1);
    expect(store.getState().experiment.changes).toEqual([]);
    runner.stepEpoch();
    await reached('paused');
    runner.change('l2', 0.1);
    runner.change('clipping', 'norm');
    runner.change('l2', 0.2);
    expect(store.getState().experiment.changes).toEqual([
      { epoch: 1, field: 'clipping', value: 'norm' },
      { epoch: 1, field: 'l2', value: 0.2 },
    ]);
    expect(log.filter((entry) => entry.startsWith('open'))).toHaveLength(1);
  });

  it('takes a step that is asked for during a step, and none after a pause', async () => {
    const { runner, reached, live } = setUp();
    runner.stepEpoch();
    await reached('running');
    runner.stepEpoch();
    await vi.waitFor(() => expect(live.log.length).toBe(2), patient);
    await reached('paused');
    runner.stepEpoch();
    runner.stepEpoch();
    runner.pause();
    await reached('paused');
    expect(live.log.length).toBeLessThanOrEqual(3);
  });

  it('goes back to epoch 0 in the middle of training', async () => {
    const { runner, reached, live, store } = setUp({ epochs: 1000 });
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(2), patient);
    runner.reset();
    await reached('ready');
    expect(live.log.length).toBe(0);
    expect(store.getState().run.progress).toMatchObject({ epoch: 0, step: 0, totalEpochs: 1000 });
  });

  it('never shows an epoch of an older run, and goes on training with the new one', async () => {
    const { runner, reached, live, commands, log } = setUp({ epochs: 60 });
    runner.run();
    for (const seed of [1000, 2000, 3000]) {
      await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(2), patient);
      const before = live.log.length;
      commands.setField('seed', seed);
      const older: number[] = [];
      const stop = live.log.subscribe(() => {
        const { length } = live.log;
        const isOlder = length > 0 && live.log.column('runningLoss')[0] !== seed + 1;
        if (isOlder && length !== before) older.push(length);
      });
      await vi.waitFor(() => expect(live.log.column('runningLoss')[0]).toBe(seed + 1), patient);
      stop();
      expect(older).toEqual([]);
    }
    await reached('finished');
    expect([...live.log.column('runningLoss')]).toEqual(
      Array.from({ length: 60 }, (_, i) => 3001 + i),
    );
    expect(log.filter((entry) => entry === 'train all')).toHaveLength(4);
  });

  it('opens one run for a burst of changes', async () => {
    const { reached, commands, log } = setUp();
    await reached('ready');
    for (let seed = 1; seed <= 30; seed++) commands.setField('seed', seed);
    await reached('ready');
    expect(log).toEqual(['open 0', 'open 30']);
  });

  it('does not run an experiment whose fields contradict one another, and recovers', async () => {
    const { reached, commands, live, runner, log } = setUp();
    await reached('ready');
    commands.setField('labelShape', 'row');
    await reached('blocked');
    expect(live.header).toBeNull();
    runner.run();
    commands.setField('labelShape', 'match');
    await reached('ready');
    expect(log).toEqual(['open 0', 'open 0']);
  });

  it('shows what only making the data brings to light', async () => {
    const { reached, commands, store } = setUp();
    commands.chooseTarget('formula');
    commands.setField('formula', 'broken');
    await reached('blocked');
    expect(store.getState().run.problems).toEqual([
      { field: 'formula', message: 'cannot be read' },
    ]);
  });

  it('names a failure, and trying again goes on with what was under way', async () => {
    const { reached, runner, crash, store, live } = setUp({ epochs: 1000 });
    runner.run();
    await vi.waitFor(() => expect(live.log.length).toBeGreaterThan(2), patient);
    crash('out of memory');
    await reached('failed');
    expect(store.getState().run.failure?.message).toEqual({
      id: 'worker_stopped',
      values: { detail: 'out of memory' },
    });
    runner.retry();
    await reached('running');
  });
});
