import { expect, type Page } from '@playwright/test';
import { field, finished, followLink, openLink, press, ready, test } from './page.ts';

/** The mouse goes to a place in a chart's axes, given as shares of their width and height. */
async function pointAt(page: Page, chart: string, [across, down]: readonly [number, number]) {
  const area = page.getByTestId(`chart-${chart}`).locator('.nsewdrag').first();
  await area.scrollIntoViewIfNeeded();
  const box = await area.boundingBox();
  if (box === null) throw new Error(`${chart} is not drawn`);
  await page.mouse.move(box.x + across * box.width, box.y + down * box.height, { steps: 3 });
}

test('charts are zoomed, read, enlarged and printed', async ({ page }) => {
  await openLink(page, 'preset=sum-mod-posted&train=500&heldout=50&run=1');
  await finished(page);
  await test.step('what lies under the pointer is told beside the chart, a wrong point as such', async () => {
    const readout = page.getByTestId('readout-regions');
    for (const across of [0.3, 0.4, 0.5, 0.6, 0.7]) {
      await pointAt(page, 'regions', [across, 0.5]);
      if (/: (correct|wrong)/.test(await readout.innerText())) break;
    }
    await expect(readout).toContainText(/class \d, predicted \d: (correct|wrong)/);
    const [told, area] = await Promise.all([
      readout.boundingBox(),
      page.getByTestId('chart-regions').locator('.nsewdrag').first().boundingBox(),
    ]);
    expect(told?.y).toBeGreaterThan((area?.y ?? 0) + (area?.height ?? 0));
  });

  await followLink(page, 'preset=sum-bin-posted&train=200&heldout=50&batch=20&run=1');
  await finished(page);
  const chart = page.getByTestId('chart-loss');
  const ticks = async () => {
    await chart.scrollIntoViewIfNeeded(); // what is out of sight is not drawn
    return chart.locator('.xtick text').allTextContents();
  };
  await expect.poll(ticks).toContain('40');
  const whole = await ticks();
  const zoomIn = async () => {
    await pointAt(page, 'loss', [0.2, 0.3]);
    await page.mouse.down();
    await pointAt(page, 'loss', [0.5, 0.8]);
    await page.mouse.up();
    await expect.poll(ticks).not.toEqual(whole);
  };

  await test.step('paper has every chart drawn, and no settings', async () => {
    await page.pdf();
    await page.emulateMedia({ media: 'print' });
    for (const screenOnly of ['share', 'moments', 'all-experiments', 'enlarge-loss'])
      await expect(page.getByTestId(screenOnly)).toBeHidden();
    await expect(field(page, 'target')).toBeHidden();
    for (const id of ['loss', 'accuracy', 'gradient-norm'])
      await expect(page.getByTestId(`chart-${id}`).locator('.xtick').first()).toBeAttached();
    await page.emulateMedia({ media: null });
  });

  await test.step('a chart has the window to itself until Escape', async () => {
    const area = page.getByTestId('chart-regions').locator('.nsewdrag').first();
    const width = async () => (await area.boundingBox())?.width ?? 0;
    await expect(area).toBeVisible();
    const small = await width();
    await press(page, 'enlarge-regions');
    await expect.poll(width).toBeGreaterThan(2 * small);
    await page.keyboard.press('Escape');
    await expect.poll(width).toBeCloseTo(small, 0);
  });

  await test.step('a zoom shows the way back, and ends with its experiment', async () => {
    await zoomIn();
    await press(page, 'unzoom-loss');
    await expect.poll(ticks).toEqual(whole);
    await expect(page.getByTestId('unzoom-loss')).toHaveCount(0);
    await zoomIn();
    await press(page, 'story-next');
    await ready(page);
    await expect.poll(ticks).toEqual(whole);
    await expect(page.getByTestId('unzoom-loss')).toHaveCount(0);
  });
});
