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

/** A sweep of five rates and a comparison of two groups, of as many small runs each, and single runs, watched as they train. */
export async function measureMainThread(
  browser: Browser,
  runs: number,
): Promise<readonly MainThread[]> {
  const host = await serveBelow('/');
  const page = await browser.newPage({ viewport: { width: 1280, height: 1800 } });
  try {
    await page.goto(`${host.address}${link}`);
    await page.getByTestId('view-compare').click();
    await page.getByTestId('tab-sweeps').click();
    await setNumber(page, 'sweep-seed-count', runs / 5);
    const sweep = await tasksOf(browser, page, () => batchOf(page, 'start-sweep'));
    await page.getByTestId('tab-seeds').click();
    await page.getByTestId('gather').click();
    await page.getByTestId('gather').click();
    await setNumber(page, 'seed-count', runs / 2);
    const seeds = await tasksOf(browser, page, () => batchOf(page, 'start-seeds'));
    const found = [
      { what: `a sweep of ${runs} runs`, ...sweep },
      { what: `a comparison of ${runs} runs`, ...seeds },
    ];
    for (const preset of shown) {
      await page.goto('about:blank');
      await page.goto(`${host.address}#v=1&preset=${preset}&engine=wasm`);
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      found.push({
        what: `one run of ${preset}`,
        ...(await tasksOf(browser, page, () => runOf(page))),
      });
    }
    return found;
  } finally {
    await page.close();
    host.close();
  }
}

async function batchOf(page: Page, start: string): Promise<void> {
  await page.getByTestId(start).click();
  const progress = page.getByTestId('batch-progress');
  await progress.waitFor();
  await progress.waitFor({ state: 'hidden', timeout: 600_000 });
}

async function runOf(page: Page): Promise<void> {
  await page.getByTestId('run').click();
  await page.locator('[data-testid="run"][data-phase="finished"]').waitFor({ timeout: 120_000 });
}

export async function tasksOf(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<Omit<MainThread, 'what'>> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
    readonly traceEvents: readonly TraceEvent[];
  };
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
