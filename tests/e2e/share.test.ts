import { expect, type Page } from '@playwright/test';
import { ready, test } from './page.ts';

const epochs = 10;

test('a preset is changed, trained and shared; its link gives the same run to somebody else', async ({
  page,
  browser,
}) => {
  await page.goto('./#preset=circles');
  await page.getByRole('button', { name: /^Batches/ }).click();
  const slider = page.getByRole('slider', { name: 'Batch size' });
  await slider.focus();
  await slider.press('ArrowRight');
  await slider.press('ArrowRight');
  await expect(page.getByTestId('changes')).toContainText('batch size');
  const input = page.getByRole('textbox', { name: 'Epochs', exact: true });
  await input.fill(String(epochs));
  await input.press('Enter');
  await ready(page);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const losses = await lossesOf(page);

  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByTestId('share-link').inputValue();
  expect(link).toContain('run=1');
  await page.getByRole('button', { name: 'Close' }).click();
  const told = await page.getByTestId('sentence').innerText();

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  expect(await lossesOf(other)).toEqual(losses);
  await expect(other.getByTestId('sentence')).toHaveText(told);
  await elsewhere.close();
});

test('an experiment is saved to a file and opened from it', async ({ page }) => {
  await page.goto('./#preset=chirp');
  await page.getByRole('button', { name: 'Share' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file', exact: true }).click();
  const file = await (await download).path();

  await page.goto('./');
  await page.getByRole('button', { name: 'Share' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file', exact: true }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByTestId('experiment-title')).toHaveText('A chirp');
  await expect(page.getByTestId('changes')).toBeHidden();
});

/** The loss table once training has ended: one row an epoch, every column in full but the time it took. */
async function lossesOf(page: Page): Promise<readonly string[][]> {
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await page.getByRole('button', { name: 'Loss: table' }).click();
  const rows = page.getByRole('figure', { name: /^Loss/ }).locator('tbody tr');
  await expect(rows).toHaveCount(epochs);
  const figure = page.getByRole('figure', { name: /^Loss/ });
  const columns = await figure.locator('thead th').allInnerTexts();
  const timed = columns.findIndex((name) => name.includes('(s)'));
  expect(timed).toBeGreaterThan(0);
  return (await rows.allInnerTexts()).map((row) => row.split(/\s+/).toSpliced(timed, 1));
}
