import { test as anyPage, expect, type Page } from '@playwright/test';
import { epochOf, finished, hashOf, press, ready, test, title } from './page.ts';

/** Drags a file over the page and lets go of it, as the browser tells the page. */
async function dragFile(page: Page, events: readonly string[], name: string, text: string) {
  await page.evaluate(
    ({ events, name, text }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
      for (const type of events)
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
        );
    },
    { events, name, text },
  );
}

const circles = JSON.stringify({
  fitscope: 1,
  experiment: { target: 'circles', loss: 'cross_entropy', outputActivation: 'linear', epochs: 9 },
});

test('an experiment file that is dropped on the page opens, among the runs, too, or is refused', async ({
  page,
}) => {
  await page.goto('./#v=1&preset=runge');
  await ready(page);
  const hint = page.getByTestId('drop-hint');
  await dragFile(page, ['dragover'], 'circles.json', circles);
  await expect(hint).toBeVisible();
  await dragFile(page, ['dragleave'], 'circles.json', circles);
  await expect(hint).toBeHidden();
  await dragFile(page, ['dragover', 'drop'], 'circles.json', circles);
  await expect(hint).toBeHidden();
  await expect(page.getByTestId('epochs')).toHaveText('9');
  await expect.poll(() => hashOf(page)).toMatch(/^#v=\d+&target=circles&.*epochs=9/);

  await press(page, 'view-compare');
  await dragFile(page, ['dragover', 'drop'], 'list.json', '{"shopping": ["milk"]}');
  await expect(page.getByTestId('messages')).toContainText('The file could not be opened');
  await expect(page.getByTestId('tab-runs')).toBeVisible();
  await dragFile(page, ['dragover', 'drop'], 'circles.json', circles.replace('9', '8'));
  await expect(page.getByTestId('epochs')).toHaveText('8');
});

const sharing = /\/share-dialog-[^/]*\.js$/;

// A site that was published anew keeps its old parts no more; without a network it is the same to the page.
anyPage('training goes on where a part of the page cannot be loaded', async ({ page }) => {
  const parts = /\/assets\/.*\.(js|css)$/;
  await page.goto('./#v=1&preset=sine-normal&epochs=100000');
  await ready(page);
  await expect(page.locator('.main-svg').first()).toBeVisible();
  await press(page, 'run');
  await page.route(parts, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await press(page, 'share');
  const missing = page.getByTestId('missing-part');
  await expect(missing).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(missing).toBeHidden();
  await press(page, 'view-compare');
  await expect(missing).toBeVisible();
  await press(page, 'view-train');
  const epoch = await epochOf(page);
  await expect.poll(() => epochOf(page)).toBeGreaterThan(epoch);
  await page.unroute(parts);
  await press(page, 'share');
  await expect(page.getByTestId('share-link')).toHaveValue(/epochs=100000/);
  await page.keyboard.press('Escape');
  await press(page, 'view-compare');
  await expect(page.getByTestId('import-runs')).toBeVisible();
});

anyPage('a page that breaks says so, and leads on', async ({ page }) => {
  const body = 'export function ShareDialog() { throw new Error("share-dialog"); }';
  await page.route(sharing, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await page.goto('./#v=1&preset=spirals&epochs=9');
  await ready(page);
  const broken = page.getByTestId('broken');

  await press(page, 'share');
  await expect(broken).toContainText('share-dialog');
  await press(page, 'reset-page');
  await expect(broken).toBeHidden();
  await expect(title(page)).toHaveText('Sum-bin, as posted');
  await press(page, 'run');
  await finished(page);

  await page.goBack();
  await expect(title(page)).toHaveText('Spirals, changed');
  await press(page, 'share');
  await expect(broken).toBeVisible();
  await page.unroute(sharing);
  await press(page, 'reload-page');
  await expect(title(page)).toHaveText('Spirals, changed');
  await expect(page.getByTestId('epochs')).toHaveText('9');
  await press(page, 'share');
  await expect(page.getByTestId('share-link')).toHaveValue(/epochs=9/);
});
