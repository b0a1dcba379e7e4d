import { expect, type Page } from '@playwright/test';
import { test } from './page.ts';
import { csvOf, finished, openLink } from './readings.ts';

/** A stretch of the main thread's time in which nothing else could happen. */
interface Task {
  /** Milliseconds since the page was opened. */
  readonly start: number;
  readonly milliseconds: number;
}

/** How long the page stays deaf is reported, not judged: it says as much about the machine as about the page. */
for (const [preset, epochs] of [
  ['sum-bin-posted', 50],
  ['sum-mod-capacity', 300],
  ['sine-normal', 500],
  ['parabola-fresh', 10_000],
] as const)
  test(`${preset} trains to its end with every epoch told; longest tasks reported`, async ({
    page,
  }) => {
    await watchTasks(page);
    await openLink(page, `preset=${preset}&engine=wasm`);
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    const start = await page.evaluate(() => performance.now());
    await page.keyboard.press('Space');
    await finished(page);
    const end = await page.evaluate(() => performance.now());
    const rows = await csvOf(page, 'Loss');
    expect(rows.map(({ epoch }) => epoch)).toEqual(Array.from({ length: epochs }, (_, i) => i + 1));

    const tasks = (await tasksOf(page)).filter((task) => task.start >= start && task.start < end);
    const lengths = tasks.map(({ milliseconds }) => Math.round(milliseconds)).sort((a, b) => b - a);
    const description = `${preset}: ${lengths.length} in ${Math.round(end - start)} ms, the longest ${lengths[0] ?? 'none'}`;
    test.info().annotations.push({ type: 'tasks over 50 ms', description });
    process.stdout.write(`    tasks over 50 ms, ${description}\n`);
  });

async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: Task[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        tasks.push({ start: startTime, milliseconds: duration });
    }).observe({ type: 'longtask', buffered: true });
  });
}

function tasksOf(page: Page): Promise<readonly Task[]> {
  return page.evaluate(() => (window as unknown as { tasks: Task[] }).tasks);
}
