import { defineConfig } from '@playwright/test';
import {
  type BrowserId,
  CHROMIUM_FLAGS,
  findBrowser,
  PLAIN_CHROMIUM_FLAGS,
} from './scripts/browsers.mjs';
import { freePort } from './tests/support/free-port.ts';

// Chosen once: every worker reads this file again.
const port = (process.env.FITSCOPE_E2E_PORT ??= String(await freePort()));
const executablePath = findBrowser('chromium');

/** @param args flags of Chromium */
const launched = (args: string[]) => ({ args, ...(executablePath && { executablePath }) });

export default defineConfig<object, { browserEngine: BrowserId }>({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: '.cache/playwright',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The longest rows of tests in one browser first, what can be divided last: so both workers end together.
  projects: [
    ...(['chromium', 'firefox', 'webkit'] as const).map((browserEngine) => ({
      name: browserEngine,
      testMatch: 'engines/**/*.test.ts',
      use: { browserEngine, serviceWorkers: 'allow' as const },
    })),
    {
      name: 'graphics',
      testMatch: 'graphics/**/*.test.ts',
      use: { launchOptions: launched(CHROMIUM_FLAGS) },
    },
    { name: 'page', testIgnore: ['engines/**', 'graphics/**'], fullyParallel: true },
  ],
  // Journeys wait more than they compute.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    trace: 'off',
    // What a test does to a request is seen by the page alone.
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
    launchOptions: launched(PLAIN_CHROMIUM_FLAGS),
  },
  webServer: {
    command: `npx --no-install vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
