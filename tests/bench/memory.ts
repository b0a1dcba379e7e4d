import type { Browser, Page } from 'playwright';
import { serveBelow } from '../support/plain-host.ts';
import { setNumber } from './main-thread.ts';

/** What a page holds after each round of the same work, when its garbage is gone. */
export interface Memory {
  readonly what: string;
  readonly rounds: readonly Holding[];
}

export interface Holding {
  /** Bytes of the page's own heap, and of it and its workers together. */
  readonly heap: number;
  readonly all: number;
  readonly nodes: number;
  readonly listeners: number;
}

interface Work {
  readonly what: string;
  readonly link: string;
  prepare?(page: Page): Promise<void>;
  round(page: Page): Promise<void>;
}

const tiny = '#v=1&preset=sum-bin-posted&engine=wasm';
const finished = '[data-testid="run"][data-phase="finished"]';

/** @param seconds of training in a round */
const works = (seconds: number): readonly Work[] => [
  {
    what: `a round of ${seconds} s of one training`,
    link: `${tiny}&epochs=100000`,
    prepare: (page) => page.getByTestId('run').click(),
    round: (page) => page.waitForTimeout(1000 * seconds),
  },
  {
    what: 'a round of 10 runs, one after another',
    link: `${tiny}&epochs=5`,
    async round(page) {
      for (let run = 0; run < 10; run++) {
        await page.getByTestId('new-seed').click();
        await page.locator('[data-testid="run"][data-phase="ready"]').waitFor();
        await page.getByTestId('run').click();
        await page.locator(finished).waitFor({ timeout: 60_000 });
      }
    },
  },
  {
    what: 'a round of 2 batches of 4 seeds',
    link: `${tiny}&epochs=5`,
    async prepare(page) {
      await page.getByTestId('view-compare').click();
      await page.getByTestId('tab-seeds').click();
    },
    async round(page) {
      for (let batch = 0; batch < 2; batch++) {
        await page.getByTestId('gather').click();
        await setNumber(page, 'seed-count', 4);
        await page.getByTestId('start-seeds').click();
        const progress = page.getByTestId('batch-progress');
        await progress.waitFor({ timeout: 2000 }).catch(() => undefined); // a batch may be faster
        await progress.waitFor({ state: 'hidden', timeout: 60_000 });
      }
    },
  },
];

export async function measureMemory(
  browser: Browser,
  rounds: number,
  seconds: number,
): Promise<readonly Memory[]> {
  const host = await serveBelow('/', { isolated: true });
  const results: Memory[] = [];
  try {
    for (const { what, link, prepare, round } of works(seconds)) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 1800 } });
      await page.goto(`${host.address}${link}`);
      await page.locator('[data-testid="run"][data-phase="ready"]').waitFor();
      await prepare?.(page);
      const held: Holding[] = [];
      for (let i = 0; i < rounds; i++) {
        await round(page);
        held.push(await holding(page));
      }
      results.push({ what, rounds: held });
      await page.close();
    }
  } finally {
    host.close();
  }
  return results;
}

async function holding(page: Page): Promise<Holding> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  const all = await page.evaluate(async () => {
    const { measureUserAgentSpecificMemory: measure } = performance as unknown as {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    };
    return (await measure.call(performance)).bytes;
  });
  return {
    heap: metric('JSHeapUsedSize'),
    all,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}
