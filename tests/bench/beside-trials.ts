import type { Browser, Page } from 'playwright';
import { median } from '#src/lib/statistics.ts';
import { serveBelow } from '../support/plain-host.ts';
import { type MainThread, tasksOf } from './main-thread.ts';

/** The reader's own training: by itself, and begun while a diagnosis is under way. */
export interface BesideTrials {
  /** Milliseconds from the press of Run to the end, by turns. */
  readonly alone: readonly number[];
  readonly amid: readonly number[];
  /** Median of the second over the first of each pair. */
  readonly ratio: number;
  /** While trials are under way. */
  readonly mainThread: Omit<MainThread, 'what'>;
}

/** It trains for some seconds, and its diagnosis for more. */
const link =
  '#v=2&target=sine&net=16:tanh,16:tanh&opt=sgd&lr=0.0003&batch=20&train=400&epochs=30000&engine=wasm';
/** Milliseconds that trials have been under way when the reader presses Run. */
const before = 2500;

export async function measureBesideTrials(browser: Browser, pairs: number): Promise<BesideTrials> {
  const host = await serveBelow('/');
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  try {
    await page.goto(`${host.address}${link}`);
    await page.locator('[data-testid="run"]:enabled').waitFor();
    await timeRun(page);
    const alone: number[] = [];
    const amid: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      alone.push(await timeRun(page));
      await look(page);
      amid.push(await timeRun(page));
      await page.getByTestId('why').click();
    }
    const mainThread = await tasksOf(browser, () => look(page));
    const ratio = median(alone.map((time, pair) => (amid[pair] as number) / time));
    return { alone, amid, ratio, mainThread };
  } finally {
    await page.close();
    host.close();
  }
}

/** Opens the card, and lets trials go on for a while. */
async function look(page: Page): Promise<void> {
  await page.getByTestId('why').click();
  await page.getByTestId('why-stop').waitFor();
  await page.waitForTimeout(before);
}

/** Milliseconds from the press of Run to the end of the run, by the page's own clock. */
function timeRun(page: Page): Promise<number> {
  // No function in it has a name: the compiler would call a helper that the page has not.
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const run = document.querySelector<HTMLElement>('[data-testid="run"]');
        const start = performance.now();
        let hasBegun = false;
        new MutationObserver((_, watch) => {
          const phase =
            document.querySelector<HTMLElement>('[data-testid="run"]')?.dataset['phase'];
          hasBegun ||= phase === 'running';
          if (!hasBegun || phase !== 'finished') return;
          watch.disconnect();
          resolve(performance.now() - start);
        }).observe(document.body, { subtree: true, attributeFilter: ['data-phase'] });
        run?.click();
      }),
  );
}
