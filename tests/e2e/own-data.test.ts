import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { drawWords } from '#words/table.ts';
import { expectAccessibleInBothSchemes, finished, press, ready, test } from './page.ts';
import { lossCurve } from './readings.ts';

const start = './#v=2&target=sine&epochs=12&net=8:tanh';

async function drag(page: Page, way: readonly (readonly [number, number])[]) {
  const box = await page.getByTestId('drawing-board').boundingBox();
  if (box === null) throw new Error('no board');
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + box.width * x, box.y + box.height * y] as const;
  const [first = [0, 0] as const, ...others] = way;
  await page.mouse.move(...at(first));
  await page.mouse.down();
  for (const place of others) await page.mouse.move(...at(place), { steps: 20 });
  await page.mouse.up();
}

/** Each ends with a table in use. */
const ways = {
  async 'iris from its CSV'(page: Page) {
    await press(page, 'table-tab-sets', 'set-penguins');
    await expect(page.getByTestId('table-verdict')).toContainText('rows left out');
    await expectAccessibleInBothSchemes(page, '[role=dialog]');
    const csv = 'src/panels/fields/table/sets/iris.csv';
    await page.getByTestId('table-text').fill(await readFile(csv, 'utf8'));
    await expect(page.getByTestId('table-verdict')).toContainText('150 rows, 4 inputs');
    await press(page, 'use-table');
  },
  async 'a drawn curve'(page: Page) {
    await press(page, 'table-tab-draw');
    await page.getByTestId('draw-kind').getByText(drawWords.curve).click();
    await drag(page, [
      [0.1, 0.5],
      [0.4, 0.2],
      [0.9, 0.8],
    ]);
    await expect(page.getByTestId('draw-verdict')).toContainText('1 input');
    await press(page, 'use-drawing');
  },
  async 'points of two classes'(page: Page) {
    await press(page, 'table-tab-draw');
    await page.getByTestId('draw-kind').getByText(drawWords.points).click();
    const board = page.getByTestId('drawing-board');
    const box = await board.boundingBox();
    if (box === null) throw new Error('no board');
    for (let i = 0; i < 24; i++) {
      if (i === 12) await page.getByTestId('draw-class').getByText('1', { exact: true }).click();
      const angle = i * 2.4;
      const radius = (i < 12 ? 0.12 : 0.33) + ((i * 7) % 10) / 100;
      await page.mouse.click(
        box.x + box.width * (0.5 + radius * Math.cos(angle)),
        box.y + box.height * (0.5 + radius * Math.sin(angle)),
      );
    }
    await expect(page.getByTestId('draw-verdict')).toContainText('24 rows, 2 inputs');
    await expectAccessibleInBothSchemes(page, '[role=dialog]');
    await press(page, 'use-drawing');
  },
} as const;

test('tables that were pasted, drawn and dotted are trained, shared by link with the same losses elsewhere, and saved', async ({
  page,
  browser,
}) => {
  test.slow();
  await page.goto(start);
  await ready(page);
  await page.locator('#field-target').selectOption('table');
  const shared: { readonly link: string; readonly curve: Awaited<ReturnType<typeof lossCurve>> }[] =
    [];
  for (const [name, bring] of Object.entries(ways))
    await test.step(name, async () => {
      await press(page, 'paste-table');
      await bring(page);
      await ready(page);
      await press(page, 'run');
      await finished(page);
      const curve = await lossCurve(page);
      expect(curve.length).toBeGreaterThan(10);
      await press(page, 'share');
      const link = await page.getByTestId('share-link').inputValue();
      expect(link.length).toBeLessThan(2000);
      const saving = page.waitForEvent('download');
      await press(page, 'save-experiment');
      const file = await readFile(await (await saving).path(), 'utf8');
      const { experiment } = JSON.parse(file) as { experiment: { table: string } };
      expect(link).toContain(`table=${experiment.table}`);
      await page.keyboard.press('Escape');
      shared.push({ link, curve });
    });

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  for (const { link, curve } of shared) {
    await other.goto('about:blank');
    await other.goto(link);
    await finished(other);
    expect((await lossCurve(other)).slice(0, 10)).toEqual(curve.slice(0, 10));
  }
  await elsewhere.close();
});
