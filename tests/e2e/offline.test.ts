import { expect, type Page, test } from '@playwright/test';
import { serveBelow } from '../support/plain-host.ts';
import { epochOf, finished, press, ready, title } from './page.ts';

test.use({ serviceWorkers: 'allow' });

/** Waits until all of the version is kept and the page is served from it. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(
    () => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null),
    null,
    { timeout: 60_000 },
  );
}

test('after the first visit the page opens and works without a network', async ({
  page,
  context,
}) => {
  const host = await serveBelow('/some/where/');
  await page.goto(host.address);
  await kept(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await context.setOffline(true);
  host.close();

  await page.goto(`${host.address}#v=1&preset=spirals`);
  await page.reload();
  await ready(page);
  // The host sends no headers: from the second visit on the service worker adds those that let threads share memory.
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.workers()[0]?.evaluate(() => crossOriginIsolated)).toBe(true);
  await expect(title(page)).toHaveText('Spirals');
  await press(page, 'run');
  await finished(page);
  await expect(page.locator('.main-svg').first()).toBeVisible();
  await press(page, 'share');
  await expect(page.getByTestId('share-link')).toHaveValue(/preset=spirals|target=spirals/);
  await page.keyboard.press('Escape');
  await press(page, 'view-compare');
  await expect(page.getByTestId('run-row')).toHaveCount(1);
});

test('a newer version is offered while a run trains, and used when it is wanted', async ({
  page,
}) => {
  let isNewer = false;
  const host = await serveBelow('/', {
    changed: (name, content) => {
      if (!isNewer) return content;
      if (name === 'sw.js') return content.toString().replace("VERSION = '", "VERSION = 'newer-");
      if (name === 'index.html') return content.toString().replace('<title>', '<title>Newer ');
      return content;
    },
  });
  await page.goto(`${host.address}#v=1&preset=sine-normal&epochs=100000&run=1`);
  await kept(page);
  isNewer = true;
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(page.getByTestId('update')).toBeVisible({ timeout: 60_000 });
  const epoch = await epochOf(page);
  await expect.poll(() => epochOf(page)).toBeGreaterThan(epoch);
  await expect(page).toHaveTitle(/^(?!Newer)/);

  await press(page, 'use-update');
  await expect(page).toHaveTitle(/^Newer/);
  await press(page, 'view-compare');
  await expect(page.getByTestId('run-row')).toHaveCount(1);
  host.close();
});
