import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEngineClient } from '#src/engine/client.ts';
import { createSession } from '#src/engine/session.ts';
import { openRunDatabase } from '#src/runs/database.ts';
import { recordColumns } from '#src/runs/epoch-record.ts';
import { createCommands } from '#src/store/commands.ts';
import { LiveRun } from '#src/store/live-run.ts';
import { createPreferences } from '#src/store/preferences.ts';
import { createRunController } from '#src/store/run-controller.ts';
import { createRunKeeper } from '#src/store/run-keeper.ts';
import { createRunLibrary } from '#src/store/run-library.ts';
import { createAppStore } from '#src/store/store.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { workerPair } from '../../support/worker-pair.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** The page's stores around a real session. */
function setUp() {
  const environment = {
    engines: { wasm: async () => fakeEngine() },
    now: () => performance.now(),
    breathe: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  const client = createEngineClient(
    () => workerPair((emit) => createSession(environment, emit)).worker,
  );
  const store = createAppStore({ experiment: smallExperiment });
  const preferences = createPreferences(() => {
    throw new Error('no storage');
  });
  const commands = createCommands(store, preferences);
  const library = createRunLibrary(openRunDatabase());
  const keep = createRunKeeper(library);
  const runner = createRunController(store, client, new LiveRun(), commands.notify, keep);
  runner.start();
  cleanUps.push(() => {
    runner.dispose();
    client.dispose();
  });
  const reached = (phase: string) =>
    vi.waitFor(() => expect(store.getState().run.phase).toBe(phase), { timeout: 10_000 });
  return { store, commands, library, runner, reached, runs: () => library.store.getState().runs };
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
    expect(curve?.records).toHaveLength(8 * recordColumns.length);
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
});
