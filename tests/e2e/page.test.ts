import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { epochOf, figure, ready, test } from './page.ts';

const phone = { width: 390, height: 844 };

test('a first visit shows sum-bin and trains it by one press', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('experiment-title')).toHaveText('Sum-bin, as posted');
  await expect(page.getByTestId('sentence')).toContainText('2 → 2 ReLU → 3 softmax');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByTestId('epoch')).toHaveText('50');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  // A perfect answer scores 0.5514 through the second softmax; guessing scores ln 3.
  const loss = Number(await figure(page, 'running-loss').innerText());
  expect(loss).toBeGreaterThan(0.5514);
  expect(loss).toBeLessThan(1.0986);
  await expect(page.getByTestId('run-state')).toContainText('Finished');
  expect(new URL(page.url()).hash).toBe('');
});

test('the keyboard does what the help says', async ({ page }) => {
  await page.goto('./#v=1&epochs=2000');
  await ready(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('epoch')).toHaveText('1');
  await expect(page.getByTestId('run-state')).toHaveText('Paused');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText(/^step 2\s001$/)).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByTestId('epoch')).toHaveText('0');

  await page.keyboard.press('Space');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(2);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  const paused = await epochOf(page);
  expect(paused).toBeLessThan(2000);

  await page.keyboard.press('n');
  await expect.poll(() => new URL(page.url()).hash).toContain('seed=1');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('s');
  await expect(page.getByTestId('share-link')).toHaveValue(/#v=\d+&.*epochs=2000&seed=1&run=1$/);
});

test('after a step of a story the keyboard stands on its heading', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  const heading = page.getByTestId('experiment-title');
  const first = await heading.innerText();
  await page.getByRole('button', { name: /^Next/ }).press('Enter');
  await expect(heading).not.toHaveText(first);
  await expect(heading).toBeFocused();
  const second = await heading.innerText();
  await ready(page);
  await page.keyboard.press('Space');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(0);
  await expect(heading).toHaveText(second);
  await page.getByRole('button', { name: 'Back', exact: true }).press('Enter');
  await expect(heading).toHaveText(first);
  await expect(heading).toBeFocused();
});

test('skipping to the charts moves the keyboard and nothing else', async ({ page }) => {
  await page.goto('./#preset=circles');
  await ready(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the charts' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page.getByTestId('experiment-title')).toHaveText('Circles');
  expect(new URL(page.url()).hash).toBe('#preset=circles');
});

test('keys are left alone while one types', async ({ page }) => {
  await page.goto('./#v=1&target=formula_1d&formula=x&loss=mse&out=linear');
  await ready(page);
  const formula = page.getByRole('textbox', { name: 'Formula' });
  await formula.fill('');
  await formula.pressSequentially('sin(x) + n r s');
  await formula.press('ArrowRight');
  await expect(formula).toHaveValue('sin(x) + n r s');
  await expect(page.getByText(/Character 10/)).toBeVisible();
  await formula.fill('sin(x)');
  await formula.press('Enter');
  await expect.poll(() => new URL(page.url()).hash).toContain('formula=sin');
  await expect(page.getByTestId('epoch')).toHaveText('0');
  expect(page.url()).not.toContain('seed=');
});

test('what was typed but refused is said beside Run, and outlives its closed group', async ({
  page,
}) => {
  await page.goto('./#v=1&target=formula_1d&formula=x&loss=mse&out=linear');
  await ready(page);
  const said = page.getByTestId('refused-drafts');
  const group = page.getByRole('button', { name: /^Target/ });
  const formula = page.getByRole('textbox', { name: 'Formula' });
  await formula.fill('sin(3x');
  await formula.press('Enter');
  await expect(said).toHaveText('Formula has an error; its last valid value is used.');
  await group.click();
  await expect(formula).toBeHidden();
  await expect(group).toContainText('needs a look');
  await expect(said).toContainText('Formula has an error');
  await group.click();
  await expect(formula).toHaveValue('sin(3x');
  await formula.fill('sin(3x)');
  await formula.press('Enter');
  await expect(said).toBeEmpty();
  await expect(group).not.toContainText('needs a look');
});

test('keys are heard while a menu or a popover that was dismissed still fades away', async ({
  page,
}) => {
  await page.goto('./');
  await ready(page);
  const share = page.getByTestId('share-link');
  for (const name of ['Loss: save as a file', /^Engine: /, 'About Domain']) {
    await page.getByRole('button', { name }).click();
    const opened = page.locator('[role="menu"], [role="dialog"]');
    await expect(opened).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await expect(share).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
  }
});

test('undo and redo walk through what was changed', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeDisabled();
  await page.getByRole('combobox', { name: 'Output activation' }).selectOption('tanh');
  await expect(page.getByTestId('changes')).toContainText('output activation');
  await page.getByRole('combobox', { name: 'Target', exact: true }).selectOption('spirals');
  await expect(page.getByTestId('experiment-title')).toHaveText('Your experiment');
  await undo.click();
  await expect(page.getByTestId('experiment-title')).toHaveText('Sum-bin, as posted');
  await undo.click();
  await expect(page.getByTestId('changes')).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Target', exact: true })).toHaveValue('sum_bin');
  await page.locator('main').click();
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByRole('combobox', { name: 'Target', exact: true })).toHaveValue('spirals');
});

test('a change while training shows no epoch of the old run and trains on', async ({ page }) => {
  await page.goto('./#v=1&epochs=100000');
  await ready(page);
  await page.keyboard.press('Space');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(5);
  for (const optimizer of ['adam', 'sgd']) {
    const before = await epochOf(page);
    await page.getByRole('button', { name: /^Optimiser/ }).click();
    await page.getByRole('combobox', { name: 'Optimiser' }).selectOption(optimizer);
    await expect.poll(() => epochOf(page)).toBeLessThan(before);
    await expect.poll(() => epochOf(page)).toBeGreaterThan(5);
    await page.getByRole('button', { name: /^Optimiser/ }).click();
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
});

test('a message is accessible and can be dismissed', async ({ page }) => {
  await page.goto('./#v=1&colour=red');
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('colour');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Dismiss/ }).click();
  await expect(messages).toHaveText('');
});

test('an experiment that cannot run says why, and runs again once it is mended', async ({
  page,
}) => {
  await page.goto('./');
  await ready(page);
  await page.getByRole('button', { name: /^Batches/ }).click();
  await page.getByRole('button', { name: 'Then another order' }).click();
  const epochs = page.getByRole('listitem', { name: 'Phase 1' }).getByRole('textbox');
  await epochs.fill('60');
  await epochs.press('Enter');
  await expect(page.getByText('This experiment cannot run yet').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  await expect(page.getByText('Cannot run yet', { exact: true })).toBeVisible();
  await expect(page.getByText(/^Epoch 0 of/)).toBeHidden();
  await epochs.fill('20');
  await epochs.press('Enter');
  await ready(page);
});

test('a loss that is no longer finite is named with its epoch and step', async ({ page }) => {
  await page.goto('./#v=1&target=parabola&loss=mse&out=linear&lr=100&opt=sgd&epochs=20&run=1');
  await expect(page.getByTestId('stop-reason')).toContainText(/epoch 1, step \d+/);
});

test('a preset is opened from the list, and back leads to the one before', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'All experiments' }).click();
  await page.getByRole('button', { name: 'Circles' }).click();
  await expect(page.getByTestId('experiment-title')).toHaveText('Circles');
  await page.getByRole('button', { name: /^Next/ }).click();
  await expect(page.getByTestId('experiment-title')).toHaveText('Runge’s function');
  await page.goBack();
  await expect(page.getByTestId('experiment-title')).toHaveText('Circles');
});

test.describe('on a phone', () => {
  test.use({ viewport: phone, hasTouch: true, isMobile: true });

  test('the charts come first, the settings in a drawer, and nothing is cut off', async ({
    page,
  }) => {
    await page.goto('./');
    await ready(page);
    await expect(page.getByRole('combobox', { name: 'Target', exact: true })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeInViewport();
    const regions = page.getByRole('figure', { name: /^Decision regions/ });
    await expect(regions).toBeInViewport();
    const top = async () => (await regions.boundingBox())?.y ?? Number.POSITIVE_INFINITY;
    expect(await top()).toBeLessThan(phone.height / 2);
    await expect(page.getByRole('figure', { name: /^Data/ })).not.toBeInViewport();
    await expectNothingCutOff(page);
    await expectRoomForFingers(page);

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('combobox', { name: 'Target', exact: true }).selectOption('sine');
    await expectNothingCutOff(page);
    await page.getByRole('button', { name: 'Close settings' }).click();
    await expect(page.getByRole('figure', { name: /^Fit/ })).toBeVisible();
    await expectNothingCutOff(page);
  });

  test('a finger zooms into a chart when it is asked to', async ({ page }) => {
    await page.goto('./#v=1&run=1');
    await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
    const chart = page.getByRole('figure', { name: /^Loss/ });
    await chart.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const epochs = () => chart.locator('.xtick text').allTextContents();
    await expect.poll(epochs).toContain('20');
    const whole = await epochs();
    const choose = async (item: string) => {
      await chart.getByRole('button', { name: 'Loss: zoom' }).tap();
      await page.getByRole('menuitem', { name: item }).tap();
      await expect(page.getByRole('menu')).toBeHidden();
    };
    await choose('Drag to zoom');
    await drag(page, chart.locator('.nsewdrag').first());
    await expect.poll(epochs).not.toEqual(whole);
    await choose('Show all');
    await expect.poll(epochs).toEqual(whole);
    await choose('Drag to scroll the page');
    await drag(page, chart.locator('.nsewdrag').first());
    // A zoom would be drawn in the frame after the touch.
    await page.evaluate(
      () =>
        new Promise((drawn) =>
          requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))),
        ),
    );
    expect(await epochs()).toEqual(whole);
  });
});

/** A finger moves over the middle third of an element from left to right. */
async function drag(page: Page, over: Locator) {
  const box = await over.boundingBox();
  if (box === null) throw new Error('nothing to drag over');
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', share: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [{ x: box.x + share * box.width, y: box.y + box.height / 2 }],
    });
  await touch('touchStart', 1 / 3);
  for (const share of [0.4, 0.5, 0.6, 2 / 3]) await touch('touchMove', share);
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await finger.detach();
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const [name, viewport] of [
    ['a wide screen', { width: 1280, height: 800 }],
    ['a phone', phone],
  ] as const)
    test(`axe finds nothing: ${colorScheme}, ${name}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await page.goto('./#v=1&run=1');
      await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
      await expectAccessible(page);
      if (name === 'a phone') {
        await page.getByRole('button', { name: 'Settings' }).click();
        await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
        await openEveryGroup(page);
      } else {
        await openEveryGroup(page);
        await expectAccessible(page);
        await page.getByRole('button', { name: 'Share' }).click();
        await expect(page.getByTestId('share-link')).toBeVisible();
      }
      await expectAccessible(page, '[role="dialog"]');
    });

test('the theme that was chosen is remembered', async ({ page }) => {
  await page.goto('./');
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  expect(await scheme()).toBe('light');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect.poll(scheme).toBe('dark');
  await page.reload();
  await expect.poll(scheme).toBe('dark');
});

async function openEveryGroup(page: Page) {
  const closed = page.locator('[data-accordion-control="true"][aria-expanded="false"]');
  while ((await closed.count()) > 0) await closed.first().click();
}

async function expectAccessible(page: Page, within = 'body') {
  const { violations } = await new AxeBuilder({ page }).include(within).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  }));
  expect(found).toEqual([]);
}

async function expectNothingCutOff(page: Page) {
  const overflow = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean => {
      const style = getComputedStyle(element);
      return style.overflowX !== 'visible' || style.position === 'fixed';
    };
    const hidden = (element: Element | null): boolean =>
      element !== null && (scrolls(element) || hidden(element.parentElement));
    return [...document.querySelectorAll('main *, header *, footer *, [role="dialog"] *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !hidden(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
  expect(overflow).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
    page.viewportSize()?.width,
  );
}

async function expectRoomForFingers(page: Page) {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('main button, main select, header button, footer button')]
      .map((element) => ({ element, room: element.getBoundingClientRect() }))
      .filter(({ room }) => room.width > 0 && (room.width < 40 || room.height < 40))
      .map(({ element }) => element.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
}
