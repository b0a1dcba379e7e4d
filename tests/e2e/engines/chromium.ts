import path from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS } from '../../../scripts/browsers.mjs';
import { listen } from '../listen.ts';
import type { Driver } from './driver.ts';

/** Starts a headless Chromium, driven by Playwright, which hears workers and requests, too. */
export async function startChromium(
  program: string,
  downloads: string,
  host: string,
): Promise<Driver> {
  const browser = await chromium.launch({ executablePath: program, args: CHROMIUM_FLAGS });
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    // Which those with windows give to a page that was pressed; without any none is given unasked.
    permissions: ['clipboard-write'],
  });
  const { problems } = await listen(page, host);
  page.on('download', (file) => void file.saveAs(path.join(downloads, file.suggestedFilename())));
  return {
    open: async (url) => {
      await page.goto('about:blank');
      problems.length = 0;
      await page.goto(url);
    },
    heard: problems,
    run: (script, ...args) => page.evaluate(`(${String(script)})(...${JSON.stringify(args)})`),
    click: (selector) => page.click(selector),
    type: async (selector, text) => {
      await page.fill(selector, text);
      await page.press(selector, 'Enter');
    },
    close: () => browser.close(),
  };
}
