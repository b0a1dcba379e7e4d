import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '#src/app/app.tsx';
import { createEngineClient, startEngineWorker } from '#src/engine/client.ts';
import { parseField } from '#src/experiment/experiment.ts';
import { openRunDatabase } from '#src/runs/database.ts';
import { bindUrl } from '#src/share/url-binding.ts';
import { followAddress } from '#src/store/address.ts';
import { createCommands } from '#src/store/commands.ts';
import { createCompare, workersFor } from '#src/store/compare.ts';
import { LiveRun } from '#src/store/live-run.ts';
import { createPreferences } from '#src/store/preferences.ts';
import { createRunController } from '#src/store/run-controller.ts';
import { createRunKeeper } from '#src/store/run-keeper.ts';
import { saveOften } from '#src/store/save-often.ts';
import { rememberPlace, shownPlace } from '#src/store/shown-place.ts';
import { createAppStore } from '#src/store/store.ts';

const preferences = createPreferences(() => window.localStorage);
const store = createAppStore();
const commands = createCommands(store, preferences);
const live = new LiveRun();
const client = createEngineClient(startEngineWorker);
const address = bindUrl();
const compare = createCompare({
  database: openRunDatabase(),
  makeClient: () => createEngineClient(startEngineWorker),
  cores: navigator.hardwareConcurrency,
  workers: () => workersFor(store.getState().run.engine?.id, navigator.hardwareConcurrency),
  stacks: () => store.getState().run.engine?.id === 'webgl',
  preference: () => store.getState().page.enginePreference,
  openExperiment: commands.openExperiment,
  shown: shownPlace(address.remembered()),
});
const keeper = createRunKeeper(compare.library);
const runner = createRunController(store, client, live, commands.notify, keeper);

const preferred = parseField('engine', preferences.read('engine'));
if (preferred.ok) commands.setPage({ enginePreference: preferred.value });
followAddress(store, commands, address, runner.run, (claim) =>
  compare.commands.openLink(claim, shownPlace(address.remembered())),
);
rememberPlace(compare.store, address);
store.temporal.getState().clear();
runner.start();
saveOften(runner.save, window);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App services={{ store, commands, runner, live, compare }} reload={address.reload} />
  </StrictMode>,
);
