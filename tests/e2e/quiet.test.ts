import { expect, type Page, test } from '@playwright/test';
import { words as fieldWords } from '#words/fields/panel.ts';
import { listen } from './listen.ts';
import { field, finished, openLink, press, ready } from './page.ts';
import { savedFrom } from './readings.ts';

// What the service worker does is heard, too.
test.use({ serviceWorkers: 'allow' });

test('what the page forbids is heard by these tests, and eval is forbidden', async ({
  page,
  baseURL,
}) => {
  const { problems } = await listen(page, baseURL);
  await page.goto('./');
  await ready(page);
  const ran = await page.evaluate(async () => {
    // A text that a timer would have to evaluate.
    // oxlint-disable-next-line typescript/no-implied-eval
    window.setTimeout('window.evaluated = true');
    // A later timer of the same length is called later.
    await new Promise((resolve) => setTimeout(resolve));
    return 'evaluated' in window;
  });
  expect(ran).toBe(false);
  await expect.poll(() => problems.join('\n')).toContain('forbidden: script-src eval');

  await page.evaluate(() => fetch('https://example.com/').catch(() => undefined));
  await expect.poll(() => problems.join('\n')).toContain('forbidden: connect-src');
});

test('using everything in one dimension leaves the console empty and asks no other host', async ({
  page,
  baseURL,
}) => {
  const { problems } = await listen(page, baseURL);
  await openLink(page, 'target=formula&formula=x&loss=mse&out=linear&net=8:tanh&epochs=20');
  await ready(page);
  const formula = field(page, 'formula');
  await formula.fill('');
  await formula.pressSequentially('sin(3x) + sqrt(abs(x)');
  await expect(page.getByText(fieldWords.character(22, '').trim())).toBeVisible();
  await formula.press(')');
  await expect(page.locator('.katex').filter({ hasText: 'sin' }).first()).toBeVisible();
  await formula.press('Enter');
  await ready(page);
  await press(page, 'run');
  await finished(page);

  await page.getByTestId('chart-loss').locator('select').nth(0).selectOption('seconds log');
  await page.getByTestId('chart-loss').locator('select').nth(1).selectOption('0.9');
  await page.getByTestId('chart-fit').getByRole('checkbox').check();
  for (const chart of ['fit', 'network']) await saveAll(page, chart);
  await press(page, 'table-loss');
  await expect(page.getByTestId('chart-loss').getByRole('row')).toHaveCount(21);
  await shareAndHelp(page);
  expect(problems).toEqual([]);
});

test('using everything in two dimensions leaves the console empty and asks no other host', async ({
  page,
  baseURL,
}) => {
  const noise = await listen(page, baseURL);
  await openLink(page, 'target=ripple&loss=mse&out=linear&net=8:tanh&train=200&heldout=100&run=1');
  await finished(page);
  await page.getByTestId('chart-error').getByRole('checkbox').check();

  await press(page, 'all-experiments', 'preset-spirals');
  await expect(page.getByRole('dialog')).toBeHidden();
  await ready(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('epoch')).toHaveText('1');
  for (const chart of ['regions', 'confusion']) await saveAll(page, chart);
  await page.getByTestId('chart-regions').locator('label').last().click();
  await press(page, 'theme', 'theme-dark', 'group-inputs');
  const features = page.locator('[data-field="field-features"]');
  await features.getByRole('button').last().click();
  await features.getByRole('textbox').last().fill('sin(4x0) * x1');
  await features.getByRole('textbox').last().press('Enter');
  await ready(page);
  await shareAndHelp(page);
  expect(noise.problems).toEqual([]);
  expect(noise.workers).toBeGreaterThan(0);
});

/** Saves a chart in every format there is and looks at what comes. */
async function saveAll(page: Page, chart: string): Promise<void> {
  const png = await savedFrom(page, chart, 'png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(500);
  const svg = (await savedFrom(page, chart, 'svg')).toString();
  expect(svg).toMatch(/^<svg .*<title>\S/s);
  const csv = (await savedFrom(page, chart, 'csv')).toString();
  expect(csv.split('\r\n').length).toBeGreaterThan(2);
}

async function shareAndHelp(page: Page): Promise<void> {
  await press(page, 'share');
  await expect(page.getByRole('dialog').locator('img')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await press(page, 'help');
  await expect(page.getByTestId('version')).toContainText(/^Fitscope \d+\.\d+\.\d+/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}
