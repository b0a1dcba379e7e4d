import { test as anyPage, expect, type Page } from '@playwright/test';
import { ready, test } from './page.ts';

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

test('an experiment file that is dropped on the page opens', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  const hint = page.getByText('Drop an experiment file to open it');
  await dragFile(page, ['dragover'], 'circles.json', circles);
  await expect(hint).toBeVisible();
  await dragFile(page, ['dragleave'], 'circles.json', circles);
  await expect(hint).toBeHidden();
  await dragFile(page, ['dragover', 'drop'], 'circles.json', circles);
  await expect(hint).toBeHidden();
  await expect(page.getByText('of 9')).toBeVisible();
  await expect(page.getByTestId('sentence')).toContainText('“Circles”');
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#v=\d+&target=circles&.*epochs=9/);
});

test('among the runs, too, a dropped file opens where it can be trained, or is refused', async ({
  page,
}) => {
  await page.goto('./#v=1&preset=runge');
  await page
    .getByRole('radiogroup', { name: 'View' })
    .getByText(/^Compare/)
    .click();
  await expect(page.getByText('No runs yet.')).toBeVisible();
  await dragFile(page, ['dragover', 'drop'], 'list.json', '{"shopping": ["milk"]}');
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(
    'The file could not be opened',
  );
  await expect(page.getByText('No runs yet.')).toBeVisible();
  await dragFile(page, ['dragover', 'drop'], 'circles.json', circles);
  await expect(page.getByText('of 9')).toBeVisible();
});

// A part of the page that cannot be loaded (the network is gone, or the site was published anew) breaks the drawing.
anyPage('a page that breaks says so, and leads on', async ({ page }) => {
  const part = /\/share-dialog-[^/]*\.js$/;
  await page.route(part, (route) => route.abort());
  await page.goto('./#v=1&preset=spirals&epochs=9');
  await ready(page);
  const broken = page.getByRole('heading', { name: 'The page broke' });

  await page.getByRole('button', { name: 'Share' }).click();
  await expect(broken).toBeVisible();
  await expect(page.getByRole('main')).toContainText('share-dialog');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(broken).toBeHidden();
  await expect(page.getByTestId('experiment-title')).toHaveText('Sum-bin, as posted');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();

  await page.goBack();
  await expect(page.getByTestId('experiment-title')).toHaveText('Spirals');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(broken).toBeVisible();
  await page.unroute(part);
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByTestId('experiment-title')).toHaveText('Spirals');
  await expect(page.getByText('of 9')).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByTestId('share-link')).toHaveValue(/epochs=9/);
});
