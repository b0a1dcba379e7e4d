import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import {
  epochOf,
  expectAccessible,
  finished,
  followLink,
  giveFile,
  hashOf,
  openLink,
  paused,
  press,
  ready,
  test,
  title,
} from './page.ts';
import { lossCurve } from './readings.ts';

function messages(page: Page) {
  return page.getByTestId('messages');
}

test('a link opens at rest, with run=1 it trains; its address stays as it was; back and forward open what was there', async ({
  page,
}) => {
  const atRest = 'preset=circles&epochs=12';
  await openLink(page, atRest);
  await ready(page);
  await expect(page.getByTestId('epoch')).toHaveText('0');
  expect(hashOf(page)).toBe(`#v=1&${atRest}`);

  await followLink(page, `${atRest}&run=1`);
  await finished(page);
  await expect(page.getByTestId('epoch')).toHaveText('12');
  expect(hashOf(page)).toBe(`#v=1&${atRest}&run=1`);
  const circles = await lossCurve(page);

  await followLink(page, 'preset=spirals&epochs=15&run=1');
  await expect(title(page)).toHaveText('Spirals, changed');
  await finished(page);
  await expect(page.getByTestId('epoch')).toHaveText('15');
  await page.goBack();
  await expect(title(page)).toHaveText('Circles, changed');
  await finished(page);
  expect(await lossCurve(page)).toEqual(circles);
  await page.goForward();
  await expect(title(page)).toHaveText('Spirals, changed');
  await finished(page);
  await expect(page.getByTestId('epoch')).toHaveText('15');

  await test.step('a change goes into it after a pause, one entry of the history for many', async () => {
    await followLink(page, 'preset=circles');
    await ready(page);
    const before = await page.evaluate(() => history.length);
    for (let i = 0; i < 5; i++) await page.keyboard.press('n');
    await expect.poll(() => hashOf(page)).toContain('&seed=5');
    expect(hashOf(page)).toMatch(/^#v=\d+&target=circles&/);
    expect(await page.evaluate(() => history.length)).toBe(before);
  });
});

test('what is wrong in a link is named with its reason, and the rest opens; nothing of a newer version is guessed', async ({
  page,
}) => {
  await page.goto('./#v=999&target=sine&epochs=9&run=1');
  await expect(messages(page)).toContainText('newer');
  await expect(title(page)).toHaveText('Sum-bin, as posted');
  await expect(page.getByTestId('epoch')).toHaveText('0');
  expect(hashOf(page)).toBe('#v=999&target=sine&epochs=9&run=1');

  const wrong = 'target=unicorn&train=1e9&net=3:relu,9999:relu&lr=-1&colour=red&epochs=9&batch=4';
  await followLink(page, wrong);
  await ready(page);
  for (const name of ['Target', 'Training points', 'Hidden layers', 'Learning rate', 'colour'])
    await expect(messages(page)).toContainText(name);
  await expect(messages(page)).not.toContainText('Epochs');
  await expect(page.getByTestId('epochs')).toHaveText('9');
  await expect(page.getByTestId('sentence')).toContainText('4 at a time');
  await expect(page.getByTestId('sentence')).toContainText('2 → 2 ReLU → 3');
  expect(hashOf(page)).toBe(`#v=1&${wrong}`);
  await expectAccessible(page);
  await messages(page).getByRole('button').click();
  await expect(messages(page)).toHaveText('');

  await followLink(page, 'preset=perpetual-motion&epochs=8');
  await expect(messages(page)).toContainText('perpetual-motion');
  await expect(page.getByTestId('epochs')).toHaveText('8');
});

test('an experiment is saved as a file and opened again where another one was; no other file is', async ({
  page,
}) => {
  await openLink(page, 'preset=spirals&noise=0.125&epochs=12&seed=3&run=1');
  await finished(page);
  const spirals = await lossCurve(page);
  await page.keyboard.press('s');
  const link = await page.getByTestId('share-link').inputValue();
  const saved = page.waitForEvent('download');
  await press(page, 'save-experiment');
  const buffer = await readFile(await (await saved).path());
  expect(JSON.parse(buffer.toString())).toMatchObject({
    fitscope: expect.any(Number),
    experiment: { target: 'spirals', noise: 0.125, epochs: 12, seed: 3 },
  });

  await page.keyboard.press('Escape');
  await followLink(page, 'preset=runge');
  await ready(page);
  await page.keyboard.press('s');
  const other = Buffer.from('{"shopping": ["milk"]}');
  await giveFile(page, 'open-file', { name: 'notes.json', mimeType: 'text/json', buffer: other });
  await expect(messages(page)).toContainText('The file could not be opened');
  await expect(title(page)).toHaveText('Runge’s function');

  await page.keyboard.press('s');
  await giveFile(page, 'open-file', { name: 'e.json', mimeType: 'application/json', buffer });
  await expect(title(page)).toHaveText('Spirals, changed');
  await ready(page);
  await page.keyboard.press('s');
  await expect(page.getByTestId('share-link')).toHaveValue(link);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await finished(page);
  expect(await lossCurve(page)).toEqual(spirals);
});

test('training goes on in a tab that nobody sees', async ({ page }) => {
  await page.addInitScript(countEpochMessages);
  await openLink(page, 'preset=circles&epochs=100000&engine=wasm&run=1');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(0);
  await hide(page);
  const before = await epochOf(page);
  const told = () => page.evaluate(() => (window as unknown as { told: number }).told);
  const toldBefore = await told();
  await expect.poll(told).toBeGreaterThan(toldBefore + 3);
  await page.keyboard.press('Space');
  await paused(page);
  expect(await epochOf(page)).toBeGreaterThan(before);
});

/** Counts in `window.told` how often the worker tells of records. */
function countEpochMessages(): void {
  Object.assign(window, { told: 0 });
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent<{ event?: string }>) => {
        if (data.event === 'records') (window as unknown as { told: number }).told++;
      });
    }
  };
}

/** Makes the page what it is behind another tab: hidden, and with no frame to draw. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    Object.defineProperty(document, 'hidden', { value: true });
    window.requestAnimationFrame = () => 0;
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
