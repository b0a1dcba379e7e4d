import { test as anyPage, expect, type Page } from '@playwright/test';
import { words as runWords } from '#words/compare/runs.ts';
import { epochOf, finished, openLink, press, ready, test } from './page.ts';
import { storedEpochs } from './readings.ts';

const short = 'preset=sum-bin-posted&train=200&heldout=50&epochs=3';
const long = 'preset=sine-normal&epochs=100000&engine=wasm';

async function showRuns(page: Page): Promise<void> {
  await press(page, 'view-compare', 'tab-runs');
}

/** Another tab of the same browser, with a link open in it. */
async function tab(page: Page, hash: string): Promise<Page> {
  const other = await page.context().newPage();
  await openLink(other, hash);
  await ready(other);
  return other;
}

test('two tabs that train at once list both runs, and what one says of a run outlives what the other trains', async ({
  page,
}) => {
  await openLink(page, long);
  const other = await tab(page, `${short}&seed=7`);
  await press(page, 'run');
  await press(other, 'run');
  await finished(other);
  await expect.poll(() => epochOf(page)).toBeGreaterThan(2);
  await press(page, 'run', 'reset');
  for (const each of [page, other]) {
    await showRuns(each);
    await expect(each.getByTestId('run-count')).toHaveText('2 runs');
  }

  const row = other.getByTestId('run-row').filter({ hasText: 'interrupted' });
  await row.getByTestId('run-more').click();
  await press(other, 'run-label');
  const named = (tab: Page) =>
    tab.getByTestId('run-row').filter({ hasText: 'Named in the other tab' });
  const name = other.getByRole('dialog').getByRole('textbox').first();
  await name.fill('Named in the other tab');
  await other.keyboard.press('Escape');
  await expect(named(page)).toHaveCount(1);
  const before = await page.getByTestId('run-row').allInnerTexts();

  const kept = /epoch ([\d\s]+) of/.exec(before.join())?.[1] ?? '';
  await press(page, 'view-train', 'run');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(Number(kept.replaceAll(/\s/g, '')));
  await press(page, 'run', 'reset');
  for (const each of [page, other]) {
    await showRuns(each);
    await expect(each.getByTestId('run-row')).toHaveCount(2);
    await expect(named(each)).toHaveCount(1);
  }
  expect(await page.getByTestId('run-row').allInnerTexts()).not.toEqual(before);
});

test('a run is saved as it goes on: a tab that is killed has lost the last seconds of it', async ({
  page,
}) => {
  await openLink(page, long);
  await ready(page);
  await press(page, 'run');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(50);
  const shown = await epochOf(page);
  await expect.poll(() => storedEpochs(page)).toBeGreaterThanOrEqual(shown);
  await killed(page);

  const again = await page.context().newPage();
  await again.goto('./');
  await showRuns(again);
  const run = again.getByTestId('look-at-run');
  await expect(run).toContainText('interrupted at epoch');
  const kept = /epoch ([\d\s]+) of/.exec(await run.innerText())?.[1] ?? '';
  expect(Number(kept.replaceAll(/\s/g, ''))).toBeGreaterThanOrEqual(shown);
});

/** Its process ends without a word to the page, as where memory runs out. */
async function killed(page: Page): Promise<void> {
  const gone = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await gone;
}

anyPage(
  'a run that finds no room is kept as soon as there is some; a database of a newer version is left alone, and runs live on beside it',
  async ({ page, baseURL }) => {
    const devtools = await page.context().newCDPSession(page);
    const setQuota = (quotaSize?: number) =>
      devtools.send('Storage.overrideQuotaForOrigin', {
        origin: new URL(baseURL ?? '').origin,
        ...(quotaSize !== undefined && { quotaSize }),
      });
    const count = page.getByTestId('run-count');
    const expectExport = async () => {
      await page.getByTestId('select-all').check();
      const download = page.waitForEvent('download');
      await press(page, 'export-runs');
      expect(await (await download).failure()).toBeNull();
    };
    await setQuota(1);
    await openLink(page, `${short}&run=1`);
    await finished(page);
    const trouble = page.getByTestId('storage-trouble');
    await expect(trouble).toContainText('1 run is not kept');
    await showRuns(page);
    await expect(count).toHaveText('1 run');
    await expectExport();
    await setQuota();
    await press(page, 'retry-storage');
    await expect(trouble).toBeHidden();

    await page.goto('./THIRD-PARTY.txt');
    expect(await page.evaluate(keptRuns)).toBe(1);
    await changeVersion(page, 1000);
    await openLink(page, `${short}&seed=1&run=1`);
    await finished(page);
    await showRuns(page);
    await expect(page.getByText(runWords.aNewerFitscopeHasKept)).toBeVisible();
    await expect(count).toHaveText('1 run');
    await expectExport();
    await page.goto('./THIRD-PARTY.txt');
    expect(await page.evaluate(keptRuns)).toBe(1);
  },
);

/** Opens the page's database as a version that is yet to come would. */
async function changeVersion(page: Page, version: number): Promise<void> {
  await page.evaluate(
    (version) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('fitscope', version);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
    version,
  );
}

function keptRuns(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('fitscope');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('runs').objectStore('runs').count();
      counting.onerror = () => reject(counting.error);
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  });
}
