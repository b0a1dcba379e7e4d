import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { fieldWords } from '#words/fields.ts';
import {
  expectAccessible,
  expectAccessibleInBothSchemes,
  finished,
  hashOf,
  openLink,
  press,
  ready,
  test,
} from './page.ts';

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

test('code is brought by a question’s list or as a notebook, read by anyone, and run', async ({
  page,
}) => {
  const code = page.getByTestId('code');
  const dialog = page.getByRole('dialog');
  const expectWidthKept = async () =>
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await openLink(page, 'target=sine&out=linear&net=4:tanh&train=20&batch=20&epochs=3');
  await ready(page);

  await test.step('axe finds nothing in pasted code', async () => {
    await press(page, 'paste-code');
    await code.fill(`${program}\n${program.replace('0.02', '0.3')}`);
    const rate = new RegExp(`^${fieldWords.learningRate.label}`);
    await page.getByRole('button', { name: rate }).click();
    await expectAccessibleInBothSchemes(page, '[role="dialog"]');
    await expectWidthKept();
    await page.setViewportSize({ width: 390, height: 740 });
    await expectAccessible(page, { within: '[role="dialog"]' });
    await expectWidthKept();
    await page.keyboard.press('Escape');
    await expect(code).toBeHidden();
  });

  await test.step('an experiment is taken away as a script that knows its losses', async () => {
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
    await expectWidthKept();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('a notebook that is dropped on the page is shown before it opens', async () => {
    const source = program.split(/(?<=\n)/);
    await dropped(page, 'net.ipynb', JSON.stringify({ cells: [{ cell_type: 'code', source }] }));
    await expect(code).toHaveValue(program);
    await expect(page.getByTestId('code-open')).toBeEnabled();
    await page.keyboard.press('Escape');
    await expect(code).toBeHidden();
  });

  await test.step('from a question’s code to a run', async () => {
    await press(page, 'all-experiments', 'paste-code-of-question');
    await code.fill(program);
    await press(page, 'code-open');
    await expect(code).toBeHidden();
    await ready(page);
    await page.keyboard.press('Space');
    await finished(page);
    await expect(page.getByTestId('epoch')).toHaveText('30');
    await expect.poll(() => hashOf(page)).toMatch(/formula=x%5E2.*lr=0\.02/);
  });
});
