import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';

/** Opens a link in a page that has forgotten whatever it showed before. @param hash after `#v=1&` */
export async function openLink(page: Page, hash: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`./#v=1&${hash}`);
}

/** Waits until the run has ended, for whatever reason. */
export async function finished(page: Page): Promise<void> {
  const again = page.getByRole('button', { name: 'Run again' });
  await expect(again).toBeVisible({ timeout: 60_000 });
}

/** A figure of the run bar by the name it is shown under; a percentage as a share. */
export async function reading(page: Page, name: string): Promise<number> {
  const term = page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
  const text = await term.locator('xpath=following-sibling::dd').innerText();
  return text.endsWith('%')
    ? Number.parseFloat(text) / 100
    : Number(text.replace('−', '-').replaceAll('\u202f', ''));
}

/** A row of a chart's CSV by the names of its columns; NaN where nothing was measured. */
export type Row = Readonly<Record<string, number>>;

/** The data of a chart, in full, as the reader downloads it. */
export async function csvOf(page: Page, chart: string): Promise<readonly Row[]> {
  await page.getByRole('button', { name: `${chart}: save as a file` }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV data' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  // A menu that is still closing takes keys.
  await expect(page.getByRole('menu')).toBeHidden();
  return rowsOf(text);
}

/** The rows of a CSV file as charts write them. */
export function rowsOf(csv: string): readonly Row[] {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(
      names.map((name, i) => [name, cells[i] ? Number(cells[i]) : Number.NaN]),
    );
  });
}

/** The loss curve of the run on show, to the last digit, without the times, which differ from run to run. */
export async function lossCurve(page: Page): Promise<readonly Row[]> {
  const rows = await csvOf(page, 'Loss');
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'time (s)')),
  );
}
