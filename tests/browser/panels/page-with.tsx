import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { openRunDatabase } from '#src/library/browser-store.ts';
import type { RunDatabase } from '#src/library/database.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { shownPlace } from '#src/store/app/shown-place.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { ServicesProvider } from '#src/store/hooks.ts';
import { createCompare } from '#src/store/library/compare.ts';
import type { AppServices } from '#src/store/services.ts';
import { Diagnosis } from '#src/store/training/diagnosis.ts';
import { Inside } from '#src/store/training/inside.ts';
import { Ladder } from '#src/store/training/ladder.ts';
import { LiveRun } from '#src/store/training/live-run.ts';
import { MomentPlayer } from '#src/store/training/moment-player.ts';
import { ProofCheck } from '#src/store/training/proof-check.ts';
import { RunController } from '#src/store/training/run-controller.ts';
import { RunKeeper } from '#src/store/training/run-keeper.ts';
import { WeightEdits } from '#src/store/training/weight-edits.ts';
import { cssVariables, theme } from '#src/ui/theme.ts';
import '#src/app/styles.css';

/** Everything a panel reaches, with a store of its own and no run: the controller is not started. */
function services(database: Promise<RunDatabase>, startWorker: () => WorkerLike): AppServices {
  const store = createAppStore();
  const commands = createCommands(
    store,
    createPreferences(() => {
      throw new Error('no storage in tests');
    }),
  );
  const live = new LiveRun();
  const makeClient = () => new EngineClient(startWorker);
  const compare = createCompare({
    database,
    makeClient,
    cores: 2,
    preference: () => 'any',
    commands,
    shown: shownPlace(null),
  });
  const keeper = new RunKeeper(compare.library);
  const runner = new RunController(store, makeClient(), live, commands, keeper);
  const moments = new MomentPlayer(store, live, makeClient());
  const inside = new Inside(store, live, moments, makeClient());
  const edits = new WeightEdits(moments);
  const ladder = new Ladder(store, makeClient());
  const diagnosis = new Diagnosis(
    store,
    makeClient(),
    compare.trainings,
    () => window.sessionStorage,
  );
  const proof = new ProofCheck(makeClient(), compare.trainings);
  return {
    store,
    commands,
    live,
    moments,
    inside,
    edits,
    compare,
    runner,
    ladder,
    diagnosis,
    proof,
  };
}

/**
 * Renders a panel as the page does.
 *
 * @param database of runs that are kept; none where nothing is said
 * @param startWorker what answers requests; nothing does where it is left out
 */
export async function renderPanel(
  panel: ReactNode,
  database = openRunDatabase(`panels-${performance.now()}`),
  startWorker: () => WorkerLike = () => {
    throw new Error('no worker in this test');
  },
) {
  const made = services(database, startWorker);
  const screen = await render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
      <ServicesProvider value={made}>{panel}</ServicesProvider>
    </MantineProvider>,
  );
  return { ...made, screen, experiment: () => made.store.getState().experiment };
}
