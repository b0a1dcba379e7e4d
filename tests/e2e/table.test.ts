import { expect } from '@playwright/test';
import { finished, openLink, press, test } from './page.ts';
import { lossCurve } from './readings.ts';

const rows = Array.from({ length: 60 }, (_, i) => {
  const kind = ['low', 'middle', 'high'][Math.floor(i / 20)];
  return `${(1 + i / 20).toFixed(2)};${(Math.sin(i) + i / 10).toFixed(3)};${kind}`;
});

test('a pasted table is trained, and opens elsewhere by its link with the same curve', async ({
  page,
  browser,
}) => {
  await openLink(page, 'target=sum_bin&loss=cross_entropy&epochs=12');
  await page.locator('#field-target').selectOption('table_classes');
  await press(page, 'paste-table');
  await page.getByTestId('table-text').fill(['length;width;kind', ...rows].join('\n'));
  await expect(page.getByTestId('table-verdict')).toContainText('60 rows, 2 inputs');
  await press(page, 'use-table');
  await press(page, 'run');
  await finished(page);
  const curve = await lossCurve(page);
  expect(curve.length).toBeGreaterThan(3);
  await press(page, 'share');
  const link = await page.getByTestId('share-link').inputValue();

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await finished(other);
  expect(await lossCurve(other)).toEqual(curve);
  await elsewhere.close();
});
