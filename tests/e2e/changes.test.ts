import { expect } from '@playwright/test';
import { epochOf, finished, hashOf, openLink, press, ready, test } from './page.ts';
import { lossCurve } from './readings.ts';

test('a rate that is changed while a run trains is noted in its link, which trains the same curve', async ({
  page,
}) => {
  const link = 'preset=sine-normal&epochs=60&engine=wasm';
  await openLink(page, link);
  await ready(page);
  await press(page, 'change');
  await expect(page.getByTestId('change-learningRate')).toBeHidden();
  await page.keyboard.press('Escape');
  await press(page, 'step-epoch');
  await expect(page.getByTestId('epoch')).toHaveText('1');
  await press(page, 'change');
  await page.getByTestId('change-learningRate').fill('0.0005');
  await page.keyboard.press('Enter');
  await page.getByTestId('change-l2').fill('0.001');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => hashOf(page)).toContain('changes=1:lr:0.0005,1:l2:0.001');
  expect(await epochOf(page)).toBe(1);
  await press(page, 'run');
  await finished(page);
  await page.getByTestId('chart-loss').scrollIntoViewIfNeeded();
  await expect(page.getByTestId('chart-loss')).toContainText('learning rate 0.0005');
  const curve = await lossCurve(page);
  expect(curve).toHaveLength(60);
  const address = page.url();

  await page.goto('about:blank');
  await page.goto(address);
  await ready(page);
  await press(page, 'run');
  await finished(page);
  expect(await lossCurve(page)).toEqual(curve);
});
