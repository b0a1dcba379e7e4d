import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '#src/app/app.tsx';
import { createEngineClient, startEngineWorker } from '#src/engine/client.ts';
import { parseField } from '#src/experiment/experiment.ts';
import { bindUrl } from '#src/share/url-binding.ts';
import { followAddress } from '#src/store/address.ts';
import { createCommands } from '#src/store/commands.ts';
import { LiveRun } from '#src/store/live-run.ts';
import { createPreferences } from '#src/store/preferences.ts';
import { createRunController } from '#src/store/run-controller.ts';
import { createAppStore } from '#src/store/store.ts';

const preferences = createPreferences(() => window.localStorage);
const store = createAppStore();
const commands = createCommands(store, preferences);
const live = new LiveRun();
const client = createEngineClient(startEngineWorker);
const runner = createRunController(store, client, live, commands.notify);

const preferred = parseField('engine', preferences.read('engine'));
if (preferred.ok) commands.setPage({ enginePreference: preferred.value });
followAddress(store, commands, bindUrl(), runner.run);
store.temporal.getState().clear();
runner.start();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App services={{ store, commands, runner, live }} />
  </StrictMode>,
);
