import { type Browser, expect, test } from '@playwright/test';
import { epochOf, finished, openLink, press, ready } from '../page.ts';
import { lossCurve } from '../readings.ts';

test('a graphics context that is lost in mid-run leaves no trace in the curve', async ({
  page,
  browser,
}) => {
  const experiment = 'train=120&heldout=20&epochs=60&evaluate=1&engine=webgl&batch=20';
  await openLink(page, `${experiment}&run=1`);
  await finished(page);
  const whole = await lossCurve(page);

  await openLink(page, experiment);
  await ready(page);
  await press(page, 'run');
  await expect.poll(() => epochOf(page), { intervals: [50] }).toBeGreaterThan(0);
  await crashGraphics(browser);
  await expect(page.getByTestId('messages')).toContainText('The graphics context was lost');
  await finished(page);
  expect(await lossCurve(page)).toEqual(whole);
});

/** Ends the browser's graphics process, as a driver that resets does. */
async function crashGraphics(browser: Browser): Promise<void> {
  const devtools = await browser.newBrowserCDPSession();
  await devtools.send('Browser.crashGpuProcess');
  await devtools.detach();
}
