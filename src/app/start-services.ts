import { Updates } from '#src/app/updates.ts';
import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { startEngineWorker } from '#src/engine/page/start-worker.ts';
import { parseField } from '#src/experiment/experiment.ts';
import { readArchiveAside } from '#src/library/archive-reader.ts';
import { openRunDatabase } from '#src/library/browser-store.ts';
import { bindUrl } from '#src/share/url-binding.ts';
import { followAddress } from '#src/store/app/address.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { rememberPlace, shownPlace } from '#src/store/app/shown-place.ts';
import { createAppStore } from '#src/store/app/store.ts';
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
import { saveOften } from '#src/store/training/save-often.ts';
import { shareCores } from '#src/store/training/share-cores.ts';
import { WeightEdits } from '#src/store/training/weight-edits.ts';

/** What the page shows, and the ways to another version of it. */
export interface Started {
  readonly services: AppServices;
  readonly reload: () => void;
  /** What trains is heard after this moment. */
  readonly hearAfter: (moment: Promise<void>) => void;
  /** Null where the browser keeps no versions. */
  readonly updates: Updates | null;
}

/**
 * Makes everything that the page shows, opens what the address says and, where it says so, trains it.
 *
 * @param startTraining hands out the worker that trains the run on show
 */
export function startServices(startTraining: () => WorkerLike): Started {
  const preferences = createPreferences(() => window.localStorage);
  const store = createAppStore();
  const commands = createCommands(store, preferences);
  const live = new LiveRun();
  const client = new EngineClient(startTraining);
  const address = bindUrl();
  const compare = createCompare({
    database: openRunDatabase(),
    readArchive: readArchiveAside,
    makeClient: () => new EngineClient(startEngineWorker),
    cores: navigator.hardwareConcurrency,
    onBusy: shareCores(client, crossOriginIsolated ? navigator.hardwareConcurrency : 1),
    preference: () => store.getState().page.enginePreference,
    commands,
    shownTable: () => store.getState().experiment.table,
    shown: shownPlace(address.remembered()),
  });
  const keeper = new RunKeeper(compare.library);
  const runner = new RunController(store, client, live, commands, keeper);

  const preferred = parseField('engine', preferences.read('engine'));
  if (preferred.ok) commands.setPage({ enginePreference: preferred.value });
  const aside = new EngineClient(startEngineWorker);
  const proof = new ProofCheck(aside, compare.trainings);
  followAddress(store, commands, address, runner.run, (link) => {
    compare.commands.openLink(link, shownPlace(address.remembered()));
    proof.open(link.proof ? { proof: link.proof, experiment: link.experiment } : null);
  });
  rememberPlace(compare.store, address);
  store.temporal.getState().clear();
  runner.start();
  saveOften(runner, window);
  const moments = new MomentPlayer(store, live, aside);
  const inside = new Inside(store, live, moments, aside);
  const edits = new WeightEdits(moments);
  const ladder = new Ladder(store, aside);
  const diagnosis = new Diagnosis(store, aside, compare.trainings, () => window.sessionStorage);

  // In secure places only, and never from the development server.
  const updates =
    import.meta.env.PROD && 'serviceWorker' in navigator
      ? new Updates(navigator.serviceWorker, address.reload)
      : null;

  return {
    services: {
      store,
      commands,
      runner,
      live,
      moments,
      inside,
      edits,
      compare,
      ladder,
      diagnosis,
      proof,
    },
    reload: address.reload,
    hearAfter: (moment) => client.hearAfter(moment),
    updates,
  };
}
