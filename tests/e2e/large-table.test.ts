import { expect, type Page } from '@playwright/test';
import { blocked, press, ready, test } from './page.ts';

/** A sheet of some megabytes, made in the page: what is dropped has no place on a disk. */
async function dropTable(page: Page, rows: number, columns: number) {
  const data = await page.evaluateHandle(
    ([rowCount, columnCount]) => {
      const names = Array.from({ length: columnCount }, (_, i) => `c${i}`).join(',');
      const lines = Array.from({ length: rowCount }, (_, r) =>
        Array.from({ length: columnCount }, (_, c) =>
          (((r * 7919 + c * 104729) % 1000003) / 1000).toFixed(3),
        ).join(','),
      );
      const transfer = new DataTransfer();
      transfer.items.add(new File([[names, ...lines].join('\n')], 'measured.csv'));
      return transfer;
    },
    [rows, columns] as const,
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('a large table is dropped, named in the link by its hash, and asked for elsewhere', async ({
  page,
  browser,
}) => {
  await page.goto('./#v=2&target=sine&epochs=1&batch=512&net=4:relu');
  await ready(page);
  await dropTable(page, 20_000, 6);
  await expect(page.getByTestId('table-verdict')).toContainText(/20.000 rows, 5 inputs/);
  await expect(page.getByTestId('table-verdict')).toContainText('send the data file along');
  await press(page, 'use-table');
  await ready(page);
  await expect.poll(() => page.url()).toContain('table=sha256:');
  const link = page.url();
  expect(link.length).toBeLessThan(2000);
  await press(page, 'share');
  const saved = page.waitForEvent('download');
  await press(page, 'save-data');
  const file = await (await saved).path();

  await page.goto('about:blank');
  await page.goto(link);
  await ready(page);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await blocked(other);
  await press(other, 'paste-table');
  await expect(other.getByTestId('table-wanted')).toContainText(/20.000 rows/);
  const chooser = other.waitForEvent('filechooser');
  await press(other, 'open-table');
  await (await chooser).setFiles(file);
  await ready(other);
  expect(other.url()).toBe(link);
  await elsewhere.close();
});
