// First, so that what follows can override the library's styles.
import '#src/app/styles.css';
import { startAhead, startEngineWorker } from '#src/engine/page/start-worker.ts';

// All parts load at once: the worker's code, the page and what it shows. The run is opened as soon as it can be.
const startTraining = startAhead(startEngineWorker);
const page = import('#src/app/root.ts').then(() => import('#src/app/show-page.tsx'));
const { startServices } = await import('#src/app/start-services.ts');
const started = startServices(startTraining);
(await page).showPage(started);
