import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { epochOf, ready, test } from './page.ts';
import { finished, lossCurve, openLink } from './readings.ts';

function hashOf(page: Page): string {
  return new URL(page.url()).hash;
}

function title(page: Page) {
  return page.getByTestId('experiment-title');
}

function messages(page: Page) {
  return page.getByLabel('Messages');
}

test('a link opens at rest, with run=1 it trains; its address stays as it was', async ({
  page,
}) => {
  await openLink(page, 'preset=circles&epochs=30');
  await ready(page);
  await expect(page.getByTestId('epoch')).toHaveText('0');
  expect(hashOf(page)).toBe('#v=1&preset=circles&epochs=30');

  await openLink(page, 'preset=circles&epochs=30&run=1');
  await finished(page);
  await expect(page.getByTestId('epoch')).toHaveText('30');
  expect(hashOf(page)).toBe('#v=1&preset=circles&epochs=30&run=1');
});

test('a change goes into the address after a pause, one entry of the history for many', async ({
  page,
}) => {
  await openLink(page, 'preset=circles');
  await ready(page);
  const before = await page.evaluate(() => history.length);
  for (let i = 0; i < 5; i++) await page.keyboard.press('n');
  await expect.poll(() => hashOf(page)).toContain('&seed=5');
  expect(hashOf(page)).toMatch(/^#v=\d+&target=circles&/);
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test('back and forward open what was there, with the curve of what was there', async ({ page }) => {
  await openLink(page, 'preset=circles&epochs=12&run=1');
  await finished(page);
  const circles = await lossCurve(page);
  await page.evaluate(() => {
    location.hash = '#v=1&preset=spirals&epochs=15&run=1';
  });
  await expect(title(page)).toHaveText('Spirals');
  await expect(page.getByTestId('epoch')).toHaveText('15');
  await finished(page);

  await page.goBack();
  await expect(title(page)).toHaveText('Circles');
  await finished(page);
  expect(await lossCurve(page)).toEqual(circles);
  await page.goForward();
  await expect(title(page)).toHaveText('Spirals');
  await expect(page.getByText('of 15')).toBeVisible();
});

test('everything wrong in a link is named with its reason, and the rest opens', async ({
  page,
}) => {
  const wrong = 'target=unicorn&train=1e9&net=3:relu,9999:relu&lr=-1&colour=red&epochs=9&batch=4';
  await openLink(page, wrong);
  await ready(page);
  for (const name of ['Target', 'Training points', 'Hidden layers', 'Learning rate', 'colour'])
    await expect(messages(page)).toContainText(name);
  await expect(messages(page)).not.toContainText('Epochs');
  await expect(page.getByText('of 9')).toBeVisible();
  await expect(page.getByTestId('sentence')).toContainText('4 at a time');
  await expect(page.getByTestId('sentence')).toContainText('2 → 2 ReLU → 3');
  expect(hashOf(page)).toBe(`#v=1&${wrong}`);
});

test('a preset that is not known is named', async ({ page }) => {
  await openLink(page, 'preset=perpetual-motion&epochs=9');
  await expect(messages(page)).toContainText('perpetual-motion');
  await expect(page.getByText('of 9')).toBeVisible();
});

test('a newer version is said, nothing of it is guessed, and the address is kept', async ({
  page,
}) => {
  await page.goto('./#v=999&target=sine&epochs=9&run=1');
  await expect(messages(page)).toContainText('newer');
  await expect(title(page)).toHaveText('Sum-bin, as posted');
  await expect(page.getByTestId('epoch')).toHaveText('0');
  expect(hashOf(page)).toBe('#v=999&target=sine&epochs=9&run=1');
});

test('an experiment is saved as a file and opened again, on a page that had another', async ({
  page,
}) => {
  await openLink(page, 'preset=spirals&noise=0.125&epochs=12&seed=3&run=1');
  await finished(page);
  const spirals = await lossCurve(page);
  await page.keyboard.press('s');
  const link = await page.getByTestId('share-link').inputValue();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file', exact: true }).click();
  const file = await (await saved).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    fitscope: expect.any(Number),
    experiment: { target: 'spirals', noise: 0.125, epochs: 12, seed: 3 },
  });

  await openLink(page, 'preset=runge');
  await ready(page);
  await page.keyboard.press('s');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles({
    name: 'experiment.json',
    mimeType: 'application/json',
    buffer: await readFile(file),
  });
  await expect(title(page)).toHaveText('Spirals');
  await ready(page);
  await page.keyboard.press('s');
  await expect(page.getByTestId('share-link')).toHaveValue(link);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await finished(page);
  expect(await lossCurve(page)).toEqual(spirals);
});

test('a file that is no experiment is refused with a reason', async ({ page }) => {
  await openLink(page, 'preset=runge');
  await ready(page);
  await page.keyboard.press('s');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles({
    name: 'notes.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"shopping": ["milk"]}'),
  });
  await expect(messages(page)).toContainText('The file could not be opened');
  await expect(title(page)).toHaveText('Runge’s function');
});

test('training goes on in a tab that nobody sees', async ({ page }) => {
  await openLink(page, 'preset=circles&epochs=100000&engine=wasm&run=1');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(0);
  await hide(page);
  const before = await epochOf(page);
  // Nothing is drawn while hidden, so time passes outside of the page.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  expect(await epochOf(page)).toBeGreaterThan(before + 50);
});

/** Makes the page what it is behind another tab: hidden, and with no frame to draw. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    Object.defineProperty(document, 'hidden', { value: true });
    window.requestAnimationFrame = () => 0;
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
