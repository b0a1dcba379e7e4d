import { expect, type Page } from '@playwright/test';
import { epochOf, field, finished, openLink, press, slider, test, title } from './page.ts';
import { csvOf, lossCurve } from './readings.ts';

test('open a preset, run, change a slider, share, open the link elsewhere: the same curve', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./');
  await press(page, 'all-experiments', 'preset-circles');
  await expect(title(page)).toHaveText('Circles');
  await press(page, 'run');
  await finished(page);
  const asPreset = await lossCurve(page);

  await press(page, 'group-optimizer');
  const rate = slider(page, 'learningRate');
  await rate.focus();
  for (let i = 0; i < 6; i++) await rate.press('ArrowLeft');
  await expect(page.getByTestId('changes')).toContainText('learning rate');
  await expect(page.getByTestId('epoch')).toHaveText('0');
  await press(page, 'run');
  await finished(page);
  const changed = await lossCurve(page);
  expect(changed).toHaveLength(100);
  expect(changed.slice(0, 10)).not.toEqual(asPreset.slice(0, 10));

  await press(page, 'share', 'copy-share-link');
  await expect(page.getByTestId('copy-share-link')).toHaveAttribute('data-outcome', 'copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#v=\d+&target=circles&/);
  expect(link).toMatch(/&run=1$/);
  const sentence = await page.getByTestId('sentence').innerText();
  const rateText = await rate.getAttribute('aria-valuetext');

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await finished(other);
  expect(await lossCurve(other)).toEqual(changed);
  await expect(other.getByTestId('sentence')).toHaveText(sentence);
  await expect(title(other)).toHaveText('Circles, changed');
  await press(other, 'group-optimizer');
  await expect(slider(other, 'learningRate')).toHaveAttribute('aria-valuetext', rateText ?? '');
  await other.keyboard.press('s');
  await expect(other.getByTestId('share-link')).toHaveValue(link);
  await elsewhere.close();
});

test('settings changed twenty times in training: nothing lost, nothing left of older runs', async ({
  page,
}) => {
  // Drawn less often, charts leave the page more time for its reader.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // As long as a run may be and still have every epoch in its file: none ends before it is changed.
  await openLink(page, 'preset=circles&net=32:relu,32:relu&epochs=16000&engine=wasm&run=1');
  await press(page, 'group-optimizer', 'group-batches');
  const [rate, batch] = [slider(page, 'learningRate'), slider(page, 'batchSize')];
  for (let i = 0; i < 20; i++) {
    // Some changes fall into one rest of the hand, others meet a run under way.
    if (i % 5 === 4) await expect(page.getByTestId('epoch')).not.toHaveText('0');
    await (i % 2 === 0 ? rate : batch).press(i % 3 === 0 ? 'ArrowLeft' : 'ArrowRight');
    if (i % 7 === 6) await expectOneRun(page);
  }
  const epochs = field(page, 'epochs');
  await epochs.fill('300');
  await epochs.press('Enter');
  await finished(page);
  const rows = await lossCurve(page);
  expect(rows.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));

  await press(page, 'share');
  const link = await page.getByTestId('share-link').inputValue();
  expect(link).toContain('lr=');
  expect(link).toContain('batch=');
  await page.goto('about:blank');
  await page.goto(link);
  await finished(page);
  expect(await lossCurve(page)).toEqual(rows);
});

test('from the moment of a change on nothing of the run before is told', async ({ page }) => {
  await openLink(page, 'preset=circles&epochs=100000&engine=wasm&run=1');
  await press(page, 'group-optimizer');
  await recordEpochs(page);
  for (let i = 0; i < 4; i++) {
    await expect.poll(() => epochOf(page)).toBeGreaterThan(100);
    await slider(page, 'learningRate').press('ArrowLeft');
    await expect.poll(() => epochOf(page)).toBeGreaterThan(100);
    const told = await page.evaluate(() => (window as unknown as { told: number[] }).told);
    expect(told[0]).toBe(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  }
});

/** Notes every epoch that the bar shows, in `window.told`; begins anew with every key that is pressed. */
async function recordEpochs(page: Page): Promise<void> {
  await page.getByTestId('epoch').evaluate((shown) => {
    const told: number[] = [];
    Object.assign(window, { told });
    const note = () => told.push(Number(shown.textContent?.replaceAll(/\D/g, '')));
    const whole = { characterData: true, childList: true, subtree: true };
    new MutationObserver(note).observe(shown, whole);
    window.addEventListener('keydown', () => told.splice(0), true);
  });
}

/** The epochs on show are those of one run: they start at 1 and leave none out. */
async function expectOneRun(page: Page): Promise<void> {
  const epochs = (await csvOf(page, 'loss')).map(({ epoch }) => epoch);
  expect(epochs).toEqual(Array.from({ length: epochs.length }, (_, i) => i + 1));
}
