// First, so that what follows can override the library's styles.
import '#src/app/styles.css';
import { askForParts, firstPaint } from '#src/app/first-paint.ts';
import { startAhead, startEngineWorker } from '#src/engine/page/start-worker.ts';
import { nextTask } from '#src/lib/next-task.ts';

// All parts load at once: the worker's code, the page and what it shows. The run is opened as soon as it can be;
// between two parts, each of which takes long to start, the page hears the reader.
await firstPaint();
askForParts();
const startTraining = startAhead(startEngineWorker);
const page = import('#src/app/root.ts').then(() => import('#src/app/show-page.tsx'));
await import('#src/experiment/experiment.ts');
await nextTask();
const { startServices } = await import('#src/app/start-services.ts');
await nextTask();
const started = startServices(startTraining);
const { showPage } = await page;
await nextTask();
showPage(started);
started.updates?.start('./sw.js').catch(() => undefined); // a page that is only online is one, too
