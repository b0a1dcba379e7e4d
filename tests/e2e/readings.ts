import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { press } from './page.ts';

/** A row of a chart's CSV by the names of its columns without their units; NaN where nothing was measured. */
export type Row = Readonly<Record<string, number>>;

/** What a chart saves as a file. @param chart by its id */
export async function savedFrom(
  page: Page,
  chart: string,
  extension: 'png' | 'svg' | 'csv',
): Promise<Buffer> {
  await press(page, `save-${chart}`);
  const download = page.waitForEvent('download');
  await press(page, `save-as-${extension}`);
  const content = await readFile(await (await download).path());
  // A menu that is still closing takes keys.
  await expect(page.getByRole('menu')).toBeHidden();
  return content;
}

/** The data of a chart, in full, as the reader downloads it. */
export async function csvOf(page: Page, chart: string): Promise<readonly Row[]> {
  return rowsOf((await savedFrom(page, chart, 'csv')).toString());
}

/** The rows of a CSV file as charts write them. */
export function rowsOf(csv: string): readonly Row[] {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n');
  const names = head.split(',').map((name) => name.replace(/ \(.*\)$/, ''));
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(
      names.map((name, i) => [name, cells[i] ? Number(cells[i]) : Number.NaN]),
    );
  });
}

/** The loss curve of the run on show, to the last digit, without the times, which differ from run to run. */
export async function lossCurve(page: Page): Promise<readonly Row[]> {
  const rows = await csvOf(page, 'loss');
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'time')),
  );
}

/** How far the only run in the database has come; 0 without one. */
export function storedEpochs(page: Page): Promise<number> {
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
