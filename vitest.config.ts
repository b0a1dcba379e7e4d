import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_FLAGS, findBrowser, gpuFlags } from './scripts/browsers.mjs';
import { pseudoLanguage } from './tests/support/pseudo-language.ts';

const executablePath = findBrowser('chromium');
/** Where it is set the graphics card computes, drawn by this back end of ANGLE; else software. */
const angle = process.env.FITSCOPE_ANGLE;
const flags = angle ? gpuFlags(angle) : CHROMIUM_FLAGS;

/** Tests in a real page. */
function inBrowser(name: string, include: string[], plugins: Plugin[]) {
  return {
    extends: './vite.config.ts' as const,
    plugins,
    // Found late, these would reload the page in the middle of a test.
    optimizeDeps: {
      include: [
        '@mantine/core',
        '@mantine/hooks',
        '@tabler/icons-react',
        'fast-check',
        'vitest-browser-react',
        'zundo',
        'zustand',
        'zustand/react/shallow',
        'zustand/vanilla',
      ],
    },
    test: {
      name,
      include,
      testTimeout: 120_000,
      // Files share a page and what they import, so each leaves it as it was.
      isolate: false,
      setupFiles: 'tests/support/clean-page.ts',
      provide: { software: !angle },
      // Generous, for busy machines: nothing waits longer than it must.
      expect: { poll: { timeout: 15_000 } },
      // One page at a time: rendering WebGL in software already takes every core.
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { args: flags, ...(executablePath && { executablePath }) },
        }),
        instances: [{ browser: 'chromium' as const }],
      },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          name: 'unit',
          include: ['tests/{unit,architecture}/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Files share a process and what they import, so each leaves it as it was; vitest puts stubs back.
          isolate: false,
          unstubEnvs: true,
          unstubGlobals: true,
          restoreMocks: true,
          testTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: '100%',
        },
      },
      inBrowser('browser', ['tests/browser/!(words)/**/*.test.{ts,tsx}'], []),
      inBrowser('words', ['tests/browser/words/**/*.test.{ts,tsx}'], [pseudoLanguage()]),
    ],
  },
});
