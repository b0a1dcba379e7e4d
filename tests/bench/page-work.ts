import type { Browser } from 'playwright';
import { minMaxDecimate } from '#src/lib/min-max-decimate.ts';
import { median } from '#src/lib/statistics.ts';
import { listedRuns } from '#src/panels/compare/runs/list-order.ts';
import { RunLog } from '#src/records/run-log.ts';
import { serveBelow } from '../support/plain-host.ts';
import { recordTable } from '../support/record-tables.ts';
import { storedRun } from '../support/stored-runs.ts';

/** Something that the page does beside training, and how long it takes. */
export interface PageWork {
  readonly what: string;
  readonly milliseconds: number;
}

/** Pure work in Node, and how long the built page hears nobody while it shows a run. */
export async function measurePageWork(browser: Browser): Promise<readonly PageWork[]> {
  const host = await serveBelow('/');
  try {
    const presets = ['sum-bin-posted', 'sum-mod-capacity', 'sine-normal', 'parabola-fresh'];
    const tasks: PageWork[] = [];
    for (const preset of presets) {
      const milliseconds = await longestTask(
        browser,
        `${host.address}#v=1&preset=${preset}&engine=wasm`,
      );
      tasks.push({ what: `longest task of the page while ${preset} trains`, milliseconds });
    }
    return [...pureWork(), ...tasks];
  } finally {
    host.close();
  }
}

function pureWork(): readonly PageWork[] {
  const x = Float64Array.from({ length: 100_000 }, (_, i) => i);
  const y = x.map((value) => Math.sin(value));
  const one = recordTable([{ runningLoss: 1 }]);
  const { run } = storedRun('run', [{ heldOutLoss: 0.5 }]);
  const runs = Array.from({ length: 500 }, (_, i) => ({
    ...run,
    experiment: { ...run.experiment, learningRate: 1 / (i + 1) },
  }));
  return [
    { what: 'thinning 100 000 points', milliseconds: timed(() => minMaxDecimate(x, y, 800)) },
    {
      what: 'gathering 100 000 epochs one by one',
      milliseconds: timed(() => {
        const log = new RunLog();
        for (let i = 0; i < 100_000; i++) log.append(one);
      }),
    },
    {
      what: 'filtering and sorting 500 runs',
      milliseconds: timed(() =>
        listedRuns(runs, { text: 'sum', from: 'all' }, { key: 'name', descending: false }),
      ),
    },
  ];
}

/** The median of five times, in milliseconds, after a first one that does not count. */
function timed(work: () => unknown): number {
  work();
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times);
}

/** The longest task of the main thread from the press of Run to the end of the run; 0: none of 50 ms or more. */
async function longestTask(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  try {
    await page.goto(address);
    await page.getByTestId('run').isEnabled();
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) =>
        tasks.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type: 'longtask' });
    });
    await page.getByTestId('run').click();
    await page.locator('[data-testid="run"][data-phase="finished"]').waitFor({ timeout: 120_000 });
    const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
    return Math.max(0, ...tasks);
  } finally {
    await page.close();
  }
}
