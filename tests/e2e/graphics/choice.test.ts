import { expect, type Page } from '@playwright/test';
import { finished, openLink, press, test } from '../page.ts';

const small = 'train=40&heldout=20&epochs=4&run=1';

async function expectEngine(page: Page, id: string, reason: string | RegExp): Promise<void> {
  await finished(page);
  await expect(page.getByTestId('engine')).toHaveAttribute('data-engine', id);
  await press(page, 'engine');
  await expect(page.getByTestId('engine-details')).toContainText(reason);
}

test('an engine that cannot do an experiment says why, and another one does it', async ({
  page,
}) => {
  // It pairs every prediction with every label.
  await openLink(page, `preset=parabola-posted&${small}&engine=webgl`);
  await expectEngine(page, 'wasm', /WebGL: .+/);
});

test('where WebGL is drawn in software the page says why it takes WebAssembly', async ({
  page,
}) => {
  await openLink(page, `preset=sum-bin-posted&${small}`);
  await expectEngine(page, 'wasm', 'in software');
});
