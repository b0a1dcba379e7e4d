import { expect, type Page } from '@playwright/test';
import { originWords } from '#words/batches.ts';
import { words as seedWords } from '#words/compare/seeds.ts';
import { fieldWords } from '#words/fields.ts';
import { words as reportWords } from '#words/share/report.ts';
import { words as sharedWords } from '#words/shared.ts';
import {
  epochOf,
  expectAccessible,
  expectDark,
  field,
  finished,
  followLink,
  giveFile,
  openLink,
  press,
  ready,
  test,
} from './page.ts';
import { csvOf, storedEpochs } from './readings.ts';

/** The hybrid and the normal experiment, short; the later link is what the editor then shows. */
const hybrid = 'preset=sine-hybrid&epochs=12&order=fixed:6,reshuffle';
const normal = 'preset=sine-normal&epochs=12';

/** Types a number into a small box and leaves it. */
async function setNumber(page: Page, id: string, value: number) {
  const box = page.getByTestId(id);
  await box.fill(String(value));
  await box.press('Enter');
}

/** Puts the experiment in the editor among those to be compared. */
function gather(page: Page) {
  return press(page, 'view-compare', 'tab-seeds', 'gather');
}

/** What a seed of a batch has learnt, as a button. */
function seedShown(page: Page, seed: number) {
  return page.getByRole('button', { name: new RegExp(`^${sharedWords.seed(seed)}\\b`) });
}

async function batchEnded(page: Page) {
  await expect(page.getByTestId('batch-progress')).toBeHidden({ timeout: 90_000 });
}

test('normal against hybrid over seeds: bands, the switch, and a sentence that says no more', async ({
  page,
}) => {
  await page.goto(`./#v=1&${hybrid}`);
  await gather(page);
  await page.goto(`./#v=1&${normal}`);
  await gather(page);
  await expect(page.getByTestId('group-differences')).toHaveText(
    'They differ only in: batch order.',
  );
  await setNumber(page, 'seed-count', 3);
  await expect(page.getByTestId('estimate')).toContainText('6 runs, about', { timeout: 30_000 });
  await press(page, 'start-seeds');

  await expect(page.getByTestId('finding')).toContainText(/lower in \d of 3 seeds\.$/, {
    timeout: 60_000,
  });
  await batchEnded(page);
  await expect(page.getByTestId('finding')).toContainText('3 seeds are too few for a verdict');
  await page.getByTestId('chart-band').scrollIntoViewIfNeeded(); // what is out of sight is not drawn
  await expect(page.locator('main')).toContainText('fixed → reshuffled every epoch');
  const table = page.getByTestId('success-table');
  await expect(table.getByRole('row').nth(1)).toContainText(
    /batch order fixed for 6 epochs, then reshuffled.*3/,
  );
  await expect(page.getByRole('list', { name: seedWords.runsOf('').trim() }).last()).toContainText(
    'seed 2',
  );

  await press(page, 'table-band');
  await expect(page.getByTestId('chart-band')).toContainText(
    'batch order reshuffled every epoch: median',
  );
});

test('how many seeds of sum-bin get stuck, and a look at one that is', async ({ page }) => {
  await page.goto('./');
  await press(page, 'batch-stuck-seeds');
  const stuck = seedShown(page, 2);
  await expect(stuck).toHaveAccessibleName(/stuck$/, { timeout: 60_000 });
  await batchEnded(page);
  await expect(
    page.getByRole('row', { name: new RegExp(`^${originWords['stuck-seeds'].groups?.[0] ?? ''}`) }),
  ).toContainText('7 of 8');
  await press(page, 'report-batch');
  await expect(page.getByRole('textbox', { name: reportWords.title })).toHaveValue(
    'Sum-bin, as posted: 8 seeds',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('successes')).toHaveText(
    /^7 of 8 seeds end with a held-out accuracy over 0\.9\d+\. 1 seed is stuck at guessing\.$/,
  );
  await stuck.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('33.3 %').first()).toBeVisible();
  await expect(dialog.getByTestId('chart-regions')).toBeVisible();
  await expect(dialog.getByTestId('chart-loss')).toBeVisible();
});

test('a sweep that is killed loses no finished run and offers to go on', async ({
  page,
  context,
}) => {
  await page.goto('./#v=1&preset=sine-normal&epochs=60');
  await press(page, 'view-compare', 'tab-sweeps');
  await setNumber(page, 'sweep-seed-count', 2);
  await press(page, 'start-sweep');
  const progress = page.getByTestId('batch-progress');
  await expect(progress).toHaveText(/^([2-9]) of 10 runs/, { timeout: 60_000 });
  const kept = Number((await progress.innerText()).split(' ')[0]);
  await page.close();

  const again = await context.newPage();
  await again.goto('./');
  const goOn = again.getByTestId('go-on');
  await expect(goOn).toContainText(/\d of 10/);
  const left = Number(/\d+/.exec(await goOn.innerText())?.[0]);
  expect(10 - left).toBeGreaterThanOrEqual(kept);
  await press(again, 'view-compare', 'tab-runs');
  await expect(again.getByTestId('run-count')).toHaveText(`${10 - left} runs`);
  await goOn.click();
  await expect(again.getByTestId('best')).toContainText('5 combinations with 2 seeds each', {
    timeout: 90_000,
  });
  await press(again, 'tab-runs');
  await expect(again.getByTestId('run-count')).toHaveText('10 runs');
});

test('a sweep and an overlay come in a link, and are trained when their reader starts them', async ({
  page,
}) => {
  const circles = 'preset=circles&epochs=2&train=40&heldout=20';
  const rates = encodeURIComponent('0..1,all,lr=0.1&lr=1');
  await openLink(page, `${circles}&sweep=${rates}`);
  await press(page, 'start-sweep');
  await expect(page.getByTestId('best')).toBeVisible({ timeout: 60_000 });
  await batchEnded(page);
  await expect(page.getByTestId('copy-sweep')).toBeEnabled();

  const runs = encodeURIComponent(`0..1,|7,v=1&${circles}&lr=1&seed=7`);
  await followLink(page, `${circles}&overlay=${runs}`);
  await press(page, 'start-overlay');
  await expect(page.getByTestId('proposed-overlay')).toBeHidden();
  await batchEnded(page);
  await expect(page.getByTestId('selected-count')).toHaveText('3 selected');
  await expect(page.getByTestId('copy-overlay')).toBeEnabled();
});

test('a run that a reload interrupts is kept with its curve, and says so', async ({ page }) => {
  await page.goto('./#v=1&preset=circles&epochs=100000&engine=wasm');
  await ready(page);
  await page.keyboard.press('Space');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(100);
  const shown = await epochOf(page);
  // A run is kept as far as its parameters are known, which come some times a second: told that it is left, the page
  // stores it before long as far as it was shown.
  await expect
    .poll(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
      return storedEpochs(page);
    })
    .toBeGreaterThanOrEqual(shown);
  await page.reload();
  await press(page, 'view-compare', 'tab-runs');
  const run = page.getByTestId('look-at-run');
  await expect(run).toContainText(/interrupted at epoch [\d\s]+ of 100\s000/);
  const kept = /epoch ([\d\s]+) of/.exec(await run.innerText())?.[1] ?? '';
  expect(Number(kept.replaceAll(/\s/g, ''))).toBeGreaterThanOrEqual(shown);
  await run.click();
  await expect(page.getByRole('dialog').getByTestId('chart-regions')).toBeVisible();
  expect(await csvOf(page, 'loss')).toHaveLength(Number(kept.replaceAll(/\s/g, '')));
});

test('a shared result is reproduced elsewhere; a fork says what differs; deleted runs come back and travel as a file', async ({
  page,
  browser,
}) => {
  await page.goto('./#v=1&preset=sum-bin-posted&train=200&heldout=50&epochs=6&run=1');
  await finished(page);

  await test.step('the menu of a run leads to its name, and back', async () => {
    await press(page, 'view-compare', 'tab-runs', 'run-more', 'run-label');
    const name = page.getByRole('dialog').getByRole('textbox').first();
    await expect(name).toBeFocused();
    await expect(name).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('run-more')).toBeFocused();
    await expect(name).toBeHidden();
  });

  await press(page, 'look-at-run', 'share-result');
  const link = await page.getByTestId('claim-link').inputValue();
  expect(link).toMatch(/claim=0,heldOutLoss,\d\.\d+,6,wasm:(plain|relaxed)$/);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(other.getByTestId('claim')).toContainText('after 6 epochs');
  await press(other, 'check-claim');
  await expect(other.getByTestId('verdict')).toHaveText(/^Reproduced: \d\.\d+ to six figures\.$/);
  await elsewhere.close();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await press(page, 'run-more', 'run-fork');
  await expect(page.getByTestId('fork-differences')).toContainText('Nothing has changed yet');
  await field(page, 'outputActivation').selectOption('linear');
  await expect(page.getByTestId('fork-differences')).toHaveText(
    'Differs only in: output activation.',
  );
  await press(page, 'run-both');
  await expect(page.getByTestId('success-table').getByRole('row')).toHaveCount(3);
  await batchEnded(page);
  await expect(page.getByRole('list', { name: seedWords.runsOf('').trim() })).toHaveCount(2);

  await press(page, 'tab-runs');
  await page.getByTestId('select-all').check();
  await expect(page.getByTestId('differences')).toHaveText(
    'These runs differ only in: output activation.',
  );
  await expect(page.getByTestId('chart-loss')).toBeVisible();
  const head = page.getByRole('columnheader', { name: fieldWords.outputActivation.label });
  await expect(head.first()).toBeVisible();
  await press(page, 'show-overlay');
  await expect(page.getByTestId('differences')).toBeInViewport();
  await press(page, 'report');
  await expect(page.getByRole('textbox', { name: reportWords.title })).toHaveValue(
    'What was compared',
  );
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await press(page, 'export-runs');
  const file = await (await download).path();

  const count = page.getByTestId('run-count');
  await press(page, 'delete-selected');
  await expect(count).toBeHidden();
  await press(page, 'undelete');
  await expect(count).toHaveText('3 runs');

  await page.getByTestId('select-all').check();
  await press(page, 'delete-selected');
  await giveFile(page, 'import-runs', file);
  await expect(count).toHaveText('3 runs');
  const address = page.url();
  await page.reload();
  await expect(page.getByTestId('tab-runs')).toHaveAttribute('aria-selected', 'true');
  await expect(count).toHaveText('3 runs');
  expect(page.url()).toBe(address);
});

test('axe finds nothing when comparing, on a phone and, dark, on a wide screen', async ({
  page,
}) => {
  const height = 900;
  const expectNoFault = async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height });
    await expectDark(page);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height });
  };
  await page.setViewportSize({ width: 390, height });
  await openLink(page, 'preset=sum-bin-posted&train=200&heldout=50&epochs=4');
  await press(page, 'view-compare');
  await expect(page.getByTestId('import-runs')).toBeVisible();
  await expectNoFault();

  await gather(page);
  await setNumber(page, 'seed-count', 3);
  await press(page, 'start-seeds');
  await expect(seedShown(page, 2)).toBeVisible({ timeout: 30_000 });
  await batchEnded(page);
  await expectNoFault();

  await press(page, 'tab-sweeps');
  await setNumber(page, 'sweep-seed-count', 1);
  await press(page, 'start-sweep');
  await expect(page.getByTestId('best')).toBeVisible({ timeout: 30_000 });
  await batchEnded(page);
  await expectNoFault();

  await press(page, 'tab-runs');
  await page.getByTestId('run-row').first().getByRole('checkbox').check();
  await expect(page.getByTestId('chart-loss')).toBeVisible();
  await expectNoFault();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(overflow).toBeLessThanOrEqual(390);
});
