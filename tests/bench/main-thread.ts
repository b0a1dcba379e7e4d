import type { Browser, Page } from 'playwright';
import { serveBelow } from '../support/plain-host.ts';

/** What a page's main thread does while it trains, in processor time: other work of the machine does not count. */
export interface MainThread {
  readonly what: string;
  /** Seconds of all tasks. */
  readonly busy: number;
  /** Tasks of more than 50 and of more than 100 ms, and the longest, in ms. */
  readonly over50: number;
  readonly over100: number;
  readonly longest: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const link = '#v=1&preset=sum-bin-posted&epochs=20&engine=wasm';
/** Of a plane and of a line, from half a second on. */
const shown = ['sum-mod-capacity', 'sine-normal'];

/** Types a number into a small box and leaves it. */
export async function setNumber(page: Page, id: string, value: number): Promise<void> {
  await page.getByTestId(id).fill(String(value));
  await page.getByTestId(id).press('Enter');
}

/** Seeds of each rate of a sweep, and of each group of a comparison. */
const seeds = { sweep: 20, comparison: 50 };

/** A sweep of learning rates over two powers of ten. */
function sweepLink(runs: number): string {
  const last = runs / seeds.sweep - 1;
  const rates = Array.from({ length: last + 1 }, (_, i) => `lr=${1e-4 * 100 ** (i / last)}`);
  return `${link}&sweep=${encodeURIComponent(`0..${seeds.sweep - 1},all,${rates.join('&')}`)}`;
}

/** A sweep and a comparison, of as many small runs each, and single runs, watched as they train. @param runs hundreds */
export async function measureMainThread(
  browser: Browser,
  runs: number,
): Promise<readonly MainThread[]> {
  const host = await serveBelow('/');
  const page = await browser.newPage({ viewport: { width: 1280, height: 1800 } });
  try {
    await page.goto(`${host.address}${sweepLink(runs)}`);
    const sweep = await tasksOf(browser, () => batchOf(page, 'start-sweep', runs));
    await page.getByTestId('tab-seeds').click();
    for (let group = 0; group < runs / seeds.comparison; group++)
      await page.getByTestId('gather').click();
    await setNumber(page, 'seed-count', seeds.comparison);
    const comparison = await tasksOf(browser, () => batchOf(page, 'start-seeds', 2 * runs));
    const found = [
      { what: `a sweep of ${runs} runs`, ...sweep },
      { what: `a comparison of ${runs} runs`, ...comparison },
    ];
    for (const preset of shown) {
      await page.goto('about:blank');
      await page.goto(`${host.address}#v=1&preset=${preset}&engine=wasm`);
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      found.push({
        what: `one run of ${preset}`,
        ...(await tasksOf(browser, () => runOf(page))),
      });
    }
    return found;
  } finally {
    await page.close();
    host.close();
  }
}

/** @param kept runs that the page keeps afterwards @throws Error where it has fewer */
async function batchOf(page: Page, start: string, kept: number): Promise<void> {
  await page.getByTestId(start).click();
  const progress = page.getByTestId('batch-progress');
  await progress.waitFor();
  await progress.waitFor({ state: 'hidden', timeout: 600_000 });
  const found = Number((await page.getByTestId('view-compare').textContent())?.replace(/\D/g, ''));
  if (found < kept) throw new Error(`${found} runs were trained instead of ${kept}`);
}

async function runOf(page: Page): Promise<void> {
  await page.getByTestId('run').click();
  await page.locator('[data-testid="run"][data-phase="finished"]').waitFor({ timeout: 120_000 });
}

/** @throws Error where the trace does not hold all of the work */
export async function tasksOf(
  browser: Browser,
  work: () => Promise<void>,
): Promise<Omit<MainThread, 'what'>> {
  const traceEvents = await traceOf(browser, work);
  const threads = new Map<string, number[]>();
  for (const { name, pid, tid, args } of traceEvents)
    if (name === 'thread_name' && args?.name === 'CrRendererMain') threads.set(`${pid} ${tid}`, []);
  for (const { name, pid, tid, tdur = 0 } of traceEvents)
    if (name === 'RunTask') threads.get(`${pid} ${tid}`)?.push(tdur / 1000);
  // Other pages have hardly any.
  const [tasks = []] = [...threads.values()].toSorted((a, b) => b.length - a.length);
  return {
    busy: tasks.reduce((sum, task) => sum + task, 0) / 1000,
    over50: tasks.filter((task) => task > 50).length,
    over100: tasks.filter((task) => task > 100).length,
    longest: Math.max(0, ...tasks),
  };
}

/** Megabytes for the events of a batch of 500 runs; a trace that is full forgets what comes after. */
const traceSize = 2000;

async function traceOf(
  browser: Browser,
  work: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as readonly TraceEvent[])
      if (event.name === 'RunTask' || event.name === 'thread_name') events.push(event);
  });
  const complete = new Promise<{ readonly dataLossOccurred: boolean }>((resolve) => {
    session.on('Tracing.tracingComplete', resolve);
  });
  await session.send('Tracing.start', {
    traceConfig: {
      recordMode: 'recordUntilFull',
      traceBufferSizeInKb: 1000 * traceSize,
      includedCategories: ['disabled-by-default-devtools.timeline'],
    },
  });
  await work();
  await session.send('Tracing.end');
  const { dataLossOccurred } = await complete;
  await session.detach();
  if (dataLossOccurred) throw new Error('the trace is full: tasks are missing');
  return events;
}
