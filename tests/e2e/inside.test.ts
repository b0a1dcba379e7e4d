import { expect } from '@playwright/test';
import { expectAccessible, finished, openLink, press, test } from './page.ts';

test('every chart shows the run at any epoch that was kept, by keyboard, and played', async ({
  page,
}) => {
  await openLink(page, 'preset=sum-bin-posted&run=1');
  await finished(page);
  await press(page, 'table-network');
  const firstWeight = page
    .getByTestId('chart-network')
    .getByRole('row')
    .nth(1)
    .getByRole('cell')
    .last();
  const trained = await firstWeight.innerText();
  const marks = page.getByTestId('chart-loss').locator('.shapelayer path');
  await expect(marks).toHaveCount(0);

  await page.getByRole('slider', { name: 'Epoch shown' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('moment')).toHaveText('Epoch 0');
  await expect(firstWeight).not.toHaveText(trained);
  const initial = await firstWeight.innerText();
  await expect(marks).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('moment')).not.toHaveText('Epoch 0');
  await expect(firstWeight).not.toHaveText(initial);
  await expectAccessible(page, { within: '[data-testid="moments"]' });

  await press(page, 'latest-moment');
  await expect(firstWeight).toHaveText(trained);
  await expect(marks).toHaveCount(0);
  await press(page, 'play-moments');
  await expect(page.getByTestId('moment')).toHaveText(/Epoch/);
  await expect(page.getByTestId('moment')).toHaveText('Latest', { timeout: 60_000 });
  await expect(firstWeight).toHaveText(trained);
});

test('on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLink(page, 'preset=sum-bin-posted&run=1');
  await finished(page);
  await page.getByRole('slider', { name: 'Epoch shown' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('moment')).toHaveText('Epoch 0');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
});
