import { test as base, expect } from '@playwright/test';
import { BROWSERS, findBrowser } from '../../../scripts/browsers.mjs';
import { serveBelow } from '../../support/plain-host.ts';
import { AppPage } from './app-page.ts';
import { startChromium } from './chromium.ts';
import { startFirefox } from './firefox.ts';
import { makeFolder } from './processes.ts';
import { startWebKit } from './webkit.ts';

const start = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit };
export type BrowserEngine = keyof typeof start;

interface WorkerFixtures {
  /** The engine of all tests of a project. */
  readonly browserEngine: BrowserEngine;
  /** What a page needs that all tests share: a browser, what it downloads, and the app's host. */
  readonly visit: ConstructorParameters<typeof AppPage>;
}

/** A page in the engine of the project; it fails where it told of anything wrong. */
export const test = base.extend<{ readonly app: AppPage }, WorkerFixtures>({
  browserEngine: ['chromium', { option: true, scope: 'worker' }],
  visit: [
    async ({ browserEngine }, use) => {
      const host = await serveBelow('/', { headers: true, script: `(${String(watch)})()` });
      const downloads = await makeFolder();
      const program = findBrowser(browserEngine) ?? '';
      const driver = await start[browserEngine](program, downloads.folder, host.address);
      await use([driver, host.address, downloads.folder]);
      await driver.close();
      await downloads.remove();
      host.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  app: async ({ visit }, use) => {
    const app = new AppPage(...visit);
    await use(app);
    expect(await app.problems()).toEqual([]);
  },
});

test.beforeEach(({ browserEngine }) => {
  const { name } = BROWSERS[browserEngine];
  test.skip(findBrowser(browserEngine) === undefined, `no ${name} here`);
});

/** Runs before the scripts of the page and notes in it whatever a quiet page would not tell. */
function watch(): void {
  const problems: string[] = [];
  const note = (text: string) => {
    problems.push(text);
    document.documentElement.dataset.problems = JSON.stringify(problems);
  };
  const noteError = ({ target, message }: ErrorEvent) => {
    if (!(target instanceof Element)) return note(`thrown: ${message}`);
    // Loading ahead may come to nothing: a part that cannot be loaded is told where it is imported.
    if (!target.matches('link[rel="modulepreload"]')) note(`not loaded: ${target.outerHTML}`);
  };
  // The error of a file that cannot be loaded does not bubble.
  window.addEventListener('error', noteError, true);
  window.addEventListener('unhandledrejection', ({ reason }) => note(`rejected: ${reason}`));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    note(`forbidden: ${effectiveDirective} ${blockedURI}`),
  );
  for (const level of ['error', 'warn'] as const)
    console[level] = (...words) => note(`${level}: ${words.join(' ')}`);
}
