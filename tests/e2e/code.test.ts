import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { fieldWords } from '#words/fields.ts';
import { expectAccessibleInBothSchemes, finished, openLink, press, ready, test } from './page.ts';

const program = `import torch
from torch import nn
x = torch.linspace(-1, 1, 64).view(-1, 1)
y = x ** 2
net = nn.Sequential(nn.Linear(1, 6), nn.Tanh(), nn.Linear(6, 1))
opt = torch.optim.Adam(net.parameters(), lr=0.02)
for i in range(30):
    loss = ((net(x) - y) ** 2).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
`;

async function dropped(page: Page, name: string, text: string) {
  await page.evaluate(
    ({ name, text }) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true }));
    },
    { name, text },
  );
}

test('from a question’s code to a run', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  await press(page, 'all-experiments', 'paste-code-of-question');
  await page.getByTestId('code').fill(program);
  await press(page, 'code-open');
  await expect(page.getByTestId('code')).toBeHidden();
  await ready(page);
  await page.keyboard.press('Space');
  await finished(page);
  await expect(page.getByTestId('epoch')).toHaveText('30');
  expect(new URL(page.url()).hash).toMatch(/formula=x%5E2.*lr=0\.02/);
});

test('a notebook that is dropped on the page is shown before it opens', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  const source = program.split(/(?<=\n)/);
  await dropped(page, 'net.ipynb', JSON.stringify({ cells: [{ cell_type: 'code', source }] }));
  await expect(page.getByTestId('code')).toHaveValue(program);
  await expect(page.getByTestId('code-open')).toBeEnabled();
});

test('axe finds nothing in pasted code', async ({ page }) => {
  await page.goto('./');
  await press(page, 'paste-code');
  await page.getByTestId('code').fill(`${program}\n${program.replace('0.02', '0.3')}`);
  await page.getByRole('button', { name: new RegExp(`^${fieldWords.learningRate.label}`) }).click();
  const dialog = page.getByRole('dialog');
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 740 },
  ]) {
    await page.setViewportSize(viewport);
    await expectAccessibleInBothSchemes(page, '[role="dialog"]');
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
});

test('an experiment is taken away as a script that knows its losses', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 740 });
  await openLink(page, 'target=sine&out=linear&net=4:tanh&train=20&batch=20&epochs=3');
  await ready(page);
  await page.keyboard.press('Space');
  await finished(page);
  await press(page, 'share');
  const script = page.getByTestId('script');
  // What arrives late moves no button that was there.
  const top = (part: Locator) => part.evaluate((shown) => shown.getBoundingClientRect().top);
  expect(await top(page.getByTestId('save-experiment'))).toBeLessThan(await top(script));
  await expect(script).toHaveValue(/^EXPECTED = \[(?:\d\.\d+, ){2}\d\.\d+\]/m);
  const download = page.waitForEvent('download');
  await press(page, 'save-py');
  expect(await readFile(await (await download).path(), 'utf8')).toBe(await script.inputValue());
  const weights = page.waitForEvent('download');
  await press(page, 'save-weights');
  expect((await weights).suggestedFilename()).toMatch(/weights\.onnx$/);
  await expectAccessibleInBothSchemes(page, '[role="dialog"]');
  const dialog = page.getByRole('dialog');
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
});
