import { expect } from '@playwright/test';
import { words as cardWords } from '#words/inside/card.ts';
import { words as batchWords } from '#words/inside/first-batch.ts';
import { words as mapWords } from '#words/inside/maps.ts';
import { words as momentWords } from '#words/inside/moments.ts';
import { words as weightWords } from '#words/inside/weights.ts';
import {
  expectAccessible,
  expectDark,
  finished,
  followLink,
  openLink,
  press,
  ready,
  test,
} from './page.ts';

const card = '[data-testid="inside"]';

test('the network at any epoch that was kept: its charts, signs, units and weights', async ({
  page,
}) => {
  await openLink(
    page,
    'preset=sum-bin-posted&net=20:relu&train=200&heldout=50&batch=20&epochs=8&run=1',
  );
  await finished(page);
  const bar = page.getByRole('slider', { name: momentWords.bar });
  const moment = page.getByTestId('moment');

  await test.step('every chart shows it, by keyboard, and played', async () => {
    await press(page, 'table-network');
    const lastBias = page
      .getByTestId('chart-network')
      .getByRole('row')
      .last()
      .getByRole('cell')
      .last();
    const trained = await lastBias.innerText();
    const marks = page.getByTestId('chart-loss').locator('.shapelayer path');
    await expect(marks).toHaveCount(0);
    await bar.focus();
    await page.keyboard.press('Home');
    await expect(moment).toHaveText('Epoch 0');
    await expect(lastBias).not.toHaveText(trained);
    const initial = await lastBias.innerText();
    await expect(marks).toHaveCount(1);
    await page.keyboard.press('ArrowRight');
    await expect(moment).not.toHaveText('Epoch 0');
    await expect(lastBias).not.toHaveText(initial);
    await expectAccessible(page, { within: '[data-testid="moments"]' });
    await press(page, 'latest-moment');
    await expect(lastBias).toHaveText(trained);
    await expect(marks).toHaveCount(0);
    await press(page, 'play-moments');
    await expect(moment).toHaveText('Latest', { timeout: 60_000 });
    await expect(lastBias).toHaveText(trained);
  });

  await test.step('the signs of each layer, at the epoch that charts show, by key', async () => {
    await page.keyboard.press('i');
    await expect(page.getByRole('heading', { name: cardWords.title })).toBeFocused();
    const rows = page.getByTestId('signs').getByRole('row');
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(1)).toContainText(/hidden 1\d of 20/);
    await expect(page.getByTestId('largest-rate')).toContainText(
      /Learning rate 0\.001, largest stable/,
    );
    const trained = await rows.nth(2).innerText();
    await bar.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => rows.nth(2).innerText()).not.toBe(trained);
    await expectAccessible(page, { within: card });
  });

  await test.step('what units compute and how weights are spread; a unit is enlarged', async () => {
    await press(page, 'inside-units');
    const maps = page.getByTestId('unit-maps');
    await expect(maps).toHaveCount(2);
    const units = maps
      .first()
      .getByRole('button', { name: mapWords.unit(mapWords.hidden(1), 0).replace('0', '') });
    await expect(units).toHaveCount(12);
    await press(page, 'more-units');
    await expect(units).toHaveCount(20);
    await expectAccessible(page, { within: card });
    await units.nth(3).click();
    await expect(page.getByTestId('unit-enlarged')).toContainText(/Across: x0 .* Up: x1/);
    await page.keyboard.press('Escape');
    await expect(units.nth(3)).toBeFocused();
    await press(page, 'inside-spread');
    await expect(page.getByTestId('histograms').getByRole('figure')).toHaveCount(6);
    await expectAccessible(page, { within: card });
  });

  await test.step('a weight is edited, undone, and trained on from; the kept run says so', async () => {
    await press(page, 'inside-weights', 'latest-moment');
    const loss = page.getByTestId('edited-loss');
    const bias = page.getByRole('textbox', { name: weightWords.biasOf(weightWords.unit(0)) });
    const before = await bias.inputValue();
    await bias.fill('3');
    await bias.press('Enter');
    await expect(loss).toContainText('before the edits');
    await expect(moment).toHaveText('Edited weights');
    await press(page, 'undo-edit');
    await expect(bias).toHaveValue(before);
    await expect(loss).not.toContainText('before the edits');
    await bias.fill('3');
    await bias.press('Enter');
    await expect(loss).toContainText('before the edits');
    await expectAccessible(page, { within: card });
    await press(page, 'train-on');
    await expect(page.getByText(weightWords.begun.title)).toBeVisible();
    await finished(page);
    await bar.focus();
    await page.keyboard.press('Home');
    await expect(bias).toHaveValue('3');
  });

  await test.step('in dark each part can be read, too', async () => {
    await expectDark(page);
    for (const tab of ['inside-weights', 'inside-signs', 'inside-units']) {
      await press(page, tab);
      await expectAccessible(page, { within: card, rules: ['color-contrast'] });
    }
  });

  await test.step('the first batch is followed by numbers, on a phone as well', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await followLink(page, 'preset=sum-bin-posted');
    await ready(page);
    await press(page, 'inside-batch');
    const batch = page.getByTestId('first-batch');
    await expect(batch.getByRole('row')).toHaveCount(2);
    await batch.getByText(/^5\. /).click();
    await expect(batch.getByRole('row', { name: batchWords.bias(0) }).first()).toBeVisible();
    await expectAccessible(page, { within: card });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.keyboard.press('i');
    await expect(page.locator(card)).toBeHidden();
  });
});
