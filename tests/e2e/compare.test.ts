import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { epochOf, ready, test } from './page.ts';
import { csvOf, finished, openLink } from './readings.ts';

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 900 };

/** The hybrid and the normal experiment, short; the later link is what the editor then shows. */
const hybrid = 'preset=sine-hybrid&epochs=12&order=fixed:6,reshuffle';
const normal = 'preset=sine-normal&epochs=12';

async function show(page: Page, view: 'Train' | 'Compare', tab?: 'Runs' | 'Seeds' | 'Sweeps') {
  const name = view === 'Train' ? /^Train$/ : /^Compare/;
  await page.getByRole('radiogroup', { name: 'View' }).getByText(name).click();
  if (tab !== undefined) await page.getByRole('tab', { name: tab }).click();
}

/** Types a number into a small box and leaves it. */
async function setNumber(page: Page, label: string, value: number) {
  const box = page.getByRole('textbox', { name: label, exact: true });
  await box.fill(String(value));
  await box.press('Enter');
}

/** Puts the experiment in the editor among those to be compared. */
async function gather(page: Page) {
  await show(page, 'Compare', 'Seeds');
  await page.getByRole('button', { name: 'Add the experiment in the editor' }).click();
}

/** How far the only run in the database has come; 0 without one. */
function storedEpochs(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('fitscope');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('runs').objectStore('runs').getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result[0]?.figures.epochs ?? 0);
          };
        };
      }),
  );
}

async function batchEnded(page: Page) {
  await expect(page.getByTestId('batch-progress')).toBeHidden({ timeout: 90_000 });
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(', ')}`,
  );
  expect(found).toEqual([]);
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
  await setNumber(page, 'Seeds', 3);
  await expect(page.getByTestId('estimate')).toContainText('6 runs, about', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Start', exact: true }).click();

  await expect(page.getByTestId('finding')).toContainText(/lower in \d of 3 seeds\.$/, {
    timeout: 60_000,
  });
  await batchEnded(page);
  await expect(page.getByTestId('finding')).toContainText('3 seeds are too few for a verdict');
  await expect(page.getByText('fixed → reshuffle').first()).toBeVisible();
  const table = page.getByRole('region', { name: 'How often, how soon: table' });
  await expect(
    table.getByRole('row', { name: /batch order fixed for 6 epochs, then reshuffled/ }),
  ).toContainText('3');
  await expect(
    page.getByRole('list', { name: 'Runs of batch order reshuffled every epoch' }),
  ).toContainText('seed 2');

  await page.getByRole('button', { name: 'Held-out loss over seeds: table' }).click();
  await expect(page.getByRole('region', { name: 'Held-out loss over seeds: table' })).toContainText(
    'batch order reshuffled every epoch: median',
  );
});

test('how many seeds of sum-bin get stuck, and a look at one that is', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'How many get stuck?' }).click();
  const stuck = page.getByRole('button', { name: /^seed 2 .*stuck$/ });
  await expect(stuck).toBeVisible({ timeout: 60_000 });
  await batchEnded(page);
  await expect(page.getByRole('row', { name: /^as posted/ })).toContainText('7 of 8');
  await stuck.click();
  const dialog = page.getByRole('dialog', { name: 'Sum-bin, as posted' });
  await expect(dialog.getByText('33.3 %').first()).toBeVisible();
  await expect(dialog.getByRole('figure', { name: /^Decision regions/ })).toBeVisible();
  await expect(dialog.getByRole('figure', { name: /^Loss/ })).toBeVisible();
});

test('a sweep that is killed loses no finished run and offers to go on', async ({
  page,
  context,
}) => {
  await page.goto('./#v=1&preset=sine-normal&epochs=60');
  await show(page, 'Compare', 'Sweeps');
  await setNumber(page, 'Seeds each', 2);
  await page.getByRole('button', { name: 'Start the sweep' }).click();
  const progress = page.getByTestId('batch-progress');
  await expect(progress).toHaveText(/^([2-9]) of 10 runs/, { timeout: 60_000 });
  const kept = Number((await progress.innerText()).split(' ')[0]);
  await page.close();

  const again = await context.newPage();
  await again.goto('./');
  const goOn = again.getByRole('button', { name: /^Go on with \d of 10 left$/ });
  await expect(goOn).toBeVisible();
  const left = Number(/\d+/.exec(await goOn.innerText())?.[0]);
  expect(10 - left).toBeGreaterThanOrEqual(kept);
  await show(again, 'Compare', 'Runs');
  await expect(again.getByText(`${10 - left} runs`, { exact: true })).toBeVisible();
  await goOn.click();
  await expect(again.getByTestId('best')).toContainText('5 combinations with 2 seeds each', {
    timeout: 90_000,
  });
  await show(again, 'Compare', 'Runs');
  await expect(again.getByText('10 runs', { exact: true })).toBeVisible();
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
  await show(page, 'Compare', 'Runs');
  const run = page.getByRole('button', { name: /^Circles.* interrupted at epoch/ });
  await expect(run).toContainText(/interrupted at epoch [\d\s]+ of 100\s000/);
  const kept = /epoch ([\d\s]+) of/.exec(await run.innerText())?.[1] ?? '';
  expect(Number(kept.replaceAll(/\s/g, ''))).toBeGreaterThanOrEqual(shown);
  await run.click();
  const dialog = page.getByRole('dialog', { name: /^Circles/ });
  await expect(dialog.getByRole('figure', { name: /^Decision regions/ })).toBeVisible();
  expect(await csvOf(page, 'Loss')).toHaveLength(Number(kept.replaceAll(/\s/g, '')));
});

test('a shared result is reproduced elsewhere, and with another seed it is not', async ({
  page,
  browser,
}) => {
  await page.goto('./#v=1&preset=sum-bin-posted&epochs=6&run=1');
  await finished(page);
  await show(page, 'Compare', 'Runs');
  await page.getByRole('button', { name: /^Sum-bin, as posted/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Share result' }).click();
  const link = await page.getByTestId('claim-link').inputValue();
  expect(link).toMatch(/claim=0,heldOutLoss,0\.\d+,6,wasm:(plain|relaxed)$/);

  const verdictOf = async (address: string) => {
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await other.goto(address);
    await expect(other.getByTestId('claim')).toContainText('after 6 epochs');
    await other.getByRole('button', { name: 'Run it again' }).click();
    const verdict = other.getByTestId('verdict');
    await expect(verdict).toContainText('eproduced', { timeout: 30_000 });
    const text = await verdict.innerText();
    await elsewhere.close();
    return text;
  };
  expect(await verdictOf(link)).toMatch(/^Reproduced: 0\.\d+ to six figures\.$/);
  expect(await verdictOf(link.replace('claim=0,', 'claim=1,'))).toMatch(
    /^Not reproduced: 0\.\d+ instead of 0\.\d+, [\d.]+ % off\. Both were computed by /,
  );
});

test('a fork says what differs; deleted runs come back; runs travel as a file', async ({
  page,
}) => {
  await page.goto('./#v=1&preset=sum-bin-posted&epochs=2&run=1');
  await finished(page);
  await show(page, 'Compare', 'Runs');
  await page.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Fork' }).click();
  await expect(page.getByTestId('fork-differences')).toContainText('Nothing is changed yet');
  await page.getByRole('combobox', { name: 'Output activation' }).selectOption('linear');
  await expect(page.getByTestId('fork-differences')).toHaveText(
    'Differs only in: output activation.',
  );
  await page.getByRole('button', { name: 'Run both' }).click();
  const table = page.getByRole('region', { name: 'How often, how soon: table' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await batchEnded(page);
  await expect(page.getByRole('list', { name: /^Runs of/ })).toHaveCount(2);

  await show(page, 'Compare', 'Runs');
  await page.getByRole('checkbox', { name: 'Select all runs in the list' }).check();
  await expect(page.getByTestId('differences')).toHaveText(
    'These runs differ only in: output activation.',
  );
  await expect(page.getByRole('figure', { name: /^Loss/ })).toBeVisible();
  await page.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('What was compared');
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).first().click();
  const file = await (await download).path();

  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('3 runs deleted.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(page.getByText('3 runs', { exact: true })).toBeVisible();

  await page.getByRole('checkbox', { name: 'Select all runs in the list' }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByText('3 runs', { exact: true })).toBeVisible();
  const address = page.url();
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Runs', selected: true })).toBeVisible();
  await expect(page.getByText('3 runs', { exact: true })).toBeVisible();
  expect(page.url()).toBe(address);
});

test('the menu of a run leads to its name, and back', async ({ page }) => {
  await page.goto('./#v=1&preset=sum-bin-posted&epochs=2&run=1');
  await finished(page);
  await show(page, 'Compare', 'Runs');
  const menu = page.getByRole('button', { name: /^More for Sum-bin, as posted.*, seed 0$/ });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Name, colour, notes' }).click();
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toBeFocused();
  await expect(name).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
});

for (const [colorScheme, viewport] of [
  ['light', phone],
  ['dark', desktop],
  ['light', desktop],
] as const) {
  test(`axe finds nothing when comparing: ${colorScheme}, ${viewport.width} px`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await openLink(page, 'preset=sum-bin-posted&epochs=4');
    await show(page, 'Compare');
    await expect(page.getByText('No runs yet.')).toBeVisible();
    await expectAccessible(page);

    await gather(page);
    await setNumber(page, 'Seeds', 3);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByRole('button', { name: /^seed 2/ })).toBeVisible({ timeout: 30_000 });
    await batchEnded(page);
    await expectAccessible(page);

    await page.getByRole('tab', { name: 'Sweeps' }).click();
    await setNumber(page, 'Seeds each', 1);
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    await expect(page.getByTestId('best')).toBeVisible({ timeout: 30_000 });
    await batchEnded(page);
    await expectAccessible(page);

    await page.getByRole('tab', { name: 'Runs' }).click();
    await page
      .getByRole('checkbox', { name: /^Select Sum-bin/ })
      .first()
      .check();
    await expect(page.getByRole('figure', { name: /^Loss/ })).toBeVisible();
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(overflow).toBeLessThanOrEqual(viewport.width);
  });
}
