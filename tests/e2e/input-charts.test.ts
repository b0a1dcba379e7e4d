import { expect } from '@playwright/test';
import { expectAccessibleInBothSchemes, finished, press, ready, test } from './page.ts';
import { savedFrom } from './readings.ts';

test('of many inputs, charts say what each tells, and slices go through any row', async ({
  page,
}) => {
  await page.goto('./#v=2&target=sine&epochs=30&net=8:tanh');
  await ready(page);
  await page.locator('#field-target').selectOption('table_classes');
  await press(page, 'paste-table', 'table-tab-sets', 'set-iris');
  await expect(page.getByTestId('table-verdict')).toContainText('150 rows, 4 inputs');
  await press(page, 'use-table');
  await ready(page);
  await press(page, 'run');
  await finished(page);
  const csv = async (chart: string) => (await savedFrom(page, chart, 'csv')).toString();
  // Questions are asked for charts that are seen.
  for (const id of ['dependence', 'importance'])
    await page.getByTestId(`chart-${id}`).scrollIntoViewIfNeeded();
  await expect(page.getByTestId('chart-dependence')).toContainText('Your row');
  await expect(page.getByTestId('chart-importance')).toContainText('held-out rows');
  const importance = await csv('importance');
  expect(importance.trim().split('\r\n')).toHaveLength(5);
  expect(importance).toContain('petal');
  await expect(page.getByTestId('chart-confusion')).toContainText('Recall: setosa 100 %');
  const lines = (await csv('dependence')).split('\r\n');
  await press(page, 'point-dependence');
  await page.getByTestId('row-dependence').fill('3');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await csv('dependence')).split('\r\n')[5]).not.toBe(lines[5]);
  await page.getByTestId('along-regions-0').selectOption({ label: 'petal length (cm)' });
  await expect.poll(async () => (await csv('regions')).split(',')[0]).toBe('petal length (cm)');
  await expectAccessibleInBothSchemes(page, 'main');
});
