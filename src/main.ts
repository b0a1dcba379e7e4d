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
const page = loadPage();
await import('#src/experiment/experiment.ts');
await nextTask();
const { startServices } = await import('#src/app/start-services.ts');
await nextTask();
const started = startServices(startTraining);
const { showPage } = await page;
await nextTask();
// What a worker says while the page is drawn in pieces would have it drawn anew in one.
started.hearAfter(showPage(started));
started.updates?.start('./sw.js').catch(() => undefined); // a page that is only online is one, too

/** What shows the page, in three tasks. */
async function loadPage() {
  await import('#src/app/root.ts');
  await nextTask();
  await import('#src/charts/charts.tsx');
  await nextTask();
  return import('#src/app/show-page.tsx');
}
