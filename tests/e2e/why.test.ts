import { expect } from '@playwright/test';
import { causeName } from '#words/causes.ts';
import { sectionTitles } from '#words/why.ts';
import { words } from '#words/why-panel.ts';
import { expectAccessible, finished, hashOf, openLink, press, ready, test } from './page.ts';

test('sum-bin as posted: what its loss amounts to, why seeds get stuck, and a change that mends it', async ({
  page,
}) => {
  await openLink(page, 'preset=sum-bin-posted');
  await ready(page);
  await expect(page.getByTestId('why')).toBeDisabled();
  await press(page, 'run');
  await finished(page);
  await expect(page.getByTestId('standing')).toContainText('0.5514');
  await page.keyboard.press('w');
  await expect(page.getByRole('heading', { name: words.why })).toBeFocused();
  await expect(page.getByTestId('findings')).toContainText('cannot fall below 0.551');
  await expect(page.getByTestId('verdict-headline')).toContainText('of 8 seeds', {
    timeout: 100_000,
  });
  const verdict = page.getByTestId('verdict');
  await expect(verdict.getByRole('heading', { name: sectionTitles.immaterial })).toBeVisible();
  await expect(verdict.getByText(causeName('double_softmax'))).toBeVisible();
  await expect(verdict).toContainText('is dead at the end');
  await expect(page.getByTestId('ladder').getByRole('row')).toHaveCount(6);
  await expectAccessible(page, { within: '#why' });

  const found = await page.getByTestId('verdict-headline').innerText();
  await page.reload();
  await ready(page);
  await press(page, 'run');
  await finished(page);
  await press(page, 'why');
  await expect(page.getByTestId('why-state')).toContainText('earlier visit');
  await expect(page.getByTestId('verdict-headline')).toHaveText(found);
  await expect(page.getByTestId('why-longer')).toBeVisible();

  const asPosted = /&xscale=none.*&net=2:relu&out=softmax/;
  await page.getByTestId('open-trial').first().click();
  await finished(page);
  await expect(page.getByTestId('why-state')).toContainText('before it was changed');
  expect(hashOf(page)).not.toMatch(asPosted);
  await press(page, 'undo');
  await expect.poll(() => hashOf(page)).toMatch(asPosted);

  await page.getByTestId('overlay-trial').first().press('Enter');
  const overlay = page.locator('#overlay');
  await expect(overlay).toBeFocused();
  await expect(overlay.getByTestId('differences')).toContainText('differ');
});

test('on a phone, and stopped at any moment', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLink(page, 'preset=sum-mod-posted&epochs=5');
  await ready(page);
  await press(page, 'run');
  await finished(page);
  await expect(page.getByTestId('standing')).toContainText('At the level of guessing');
  await press(page, 'why', 'why-stop');
  await expect(page.getByTestId('why-state')).toContainText('Stopped');
  await expectAccessible(page, { within: '#why' });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
  await press(page, 'why');
  await expect(page.getByTestId('why-card')).toBeHidden();
});

test('a link runs its proof again, with and without the change', async ({ page }) => {
  const line = 'v=2&target=formula&formula=3*x&domain=-1..1&train=50&yscale=none&net=none&lr=0.05';
  const proof = encodeURIComponent('1000..1003,4,0.05,out=linear');
  await page.goto(`./#${line}&epochs=100&out=softmax&proof=${proof}`);
  await ready(page);
  await expect(page.getByTestId('proof')).toContainText('4 of 4 seeds');
  await press(page, 'check-proof');
  await expect(page.getByTestId('proof')).toHaveAttribute('data-verdict', 'holds');
  await expect(page.getByTestId('proof-state')).toContainText('0 of 4 without it');
  await expectAccessible(page, { within: '[data-testid="proof"]' });
});
