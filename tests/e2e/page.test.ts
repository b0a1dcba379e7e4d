import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '#words/app.ts';
import { words as fieldWords } from '#words/fields/panel.ts';
import { words as storyWords } from '#words/train/stories.ts';
import {
  blocked,
  epochOf,
  expectAccessible,
  expectAccessibleInBothSchemes,
  field,
  finished,
  hashOf,
  paused,
  press,
  ready,
  test,
  title,
} from './page.ts';

const phone = { width: 390, height: 844 };

test('a first visit shows sum-bin and trains it by one press; its story leads on, and back', async ({
  page,
}) => {
  await page.goto('./');
  const heading = title(page);
  await expect(heading).toHaveText('Sum-bin, as posted');
  await expect(page.getByTestId('sentence')).toContainText('2 → 2 ReLU → 3 softmax');
  await press(page, 'run');
  await finished(page);
  await expect(page.getByTestId('epoch')).toHaveText('50');
  // A perfect answer scores 0.5514 through the second softmax; guessing scores ln 3.
  const loss = Number(await page.getByTestId('running-loss').innerText());
  expect(loss).toBeGreaterThan(0.5514);
  expect(loss).toBeLessThan(1.0986);
  await expect(page.getByTestId('run-state')).toContainText('Finished');
  expect(hashOf(page)).toBe('');

  await test.step('after a step of a story the keyboard stands on its heading', async () => {
    const first = await heading.innerText();
    await page.getByTestId('story-next').press('Enter');
    await expect(heading).not.toHaveText(first);
    await expect(heading).toBeFocused();
    const second = await heading.innerText();
    await ready(page);
    await page.keyboard.press('Space');
    await expect.poll(() => epochOf(page)).toBeGreaterThan(0);
    await expect(heading).toHaveText(second);
    await page.getByTestId('story-back').press('Enter');
    await expect(heading).toHaveText(first);
    await expect(heading).toBeFocused();
  });

  await test.step('a preset is opened from the list, and back leads to the one before', async () => {
    await press(page, 'all-experiments');
    const circles = page.getByTestId('preset-circles');
    await expect(
      circles.getByRole('img', { name: storyWords.over('x0 −1 … 1, x1 −1 … 1') }),
    ).toBeVisible();
    // One of several outputs has its planes side by side, before its name.
    const polar = page.getByTestId('preset-polar');
    await expect(polar.locator('canvas')).toHaveCount(2);
    const [row, ...planes] = await Promise.all(
      [polar, ...(await polar.locator('canvas').all())].map((shown) => shown.boundingBox()),
    );
    for (const plane of planes) expect(plane?.height).toBeLessThanOrEqual(row?.height ?? 0);
    expect(planes[0]?.y).toBe(planes[1]?.y);
    const nameBegins = await polar.evaluate((shown) => {
      const name = document.createRange();
      name.selectNodeContents(shown.lastChild as Node);
      return name.getBoundingClientRect().left;
    });
    for (const plane of planes)
      expect((plane?.x ?? 0) + (plane?.width ?? 0)).toBeLessThanOrEqual(nameBegins);
    await circles.click();
    await expect(heading).toHaveText('Circles');
    await press(page, 'story-next');
    await expect(heading).toHaveText('Runge’s function');
    await page.goBack();
    await expect(heading).toHaveText('Circles');
  });
});

test('the keyboard does what the help says', async ({ page }) => {
  await page.goto('./#v=1&epochs=2000');
  await ready(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('epoch')).toHaveText('1');
  await expect(page.getByTestId('run-state')).toHaveText('Paused');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByTestId('step')).toHaveText(/^step 2\s001$/);
  await page.keyboard.press('r');
  await expect(page.getByTestId('epoch')).toHaveText('0');

  await page.keyboard.press('Space');
  await expect.poll(() => epochOf(page)).toBeGreaterThan(2);
  await page.keyboard.press('Space');
  await paused(page);
  expect(await epochOf(page)).toBeLessThan(2000);

  await page.keyboard.press('n');
  await expect.poll(() => hashOf(page)).toContain('seed=1');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('s');
  await expect(page.getByTestId('share-link')).toHaveValue(/#v=\d+&.*epochs=2000&seed=1&run=1$/);
});

test('skipping to the charts moves the keyboard and nothing else; the theme that was chosen is remembered', async ({
  page,
}) => {
  await page.goto('./#preset=circles');
  await ready(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: words.skipToTheCharts })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(title(page)).toHaveText('Circles');
  expect(hashOf(page)).toBe('#preset=circles');

  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  expect(await scheme()).toBe('light');
  await press(page, 'theme', 'theme-dark');
  await expect.poll(scheme).toBe('dark');
  await page.reload();
  await expect.poll(scheme).toBe('dark');
});

test('keys are left alone while one types; what is refused is said beside Run and outlives its closed group', async ({
  page,
}) => {
  await page.goto('./#v=2&target=formula&formula=x&loss=mse&out=linear');
  await ready(page);
  const formula = field(page, 'formula');
  await formula.fill('');
  await formula.pressSequentially('sin(x) + n r s');
  await formula.press('ArrowRight');
  await expect(formula).toHaveValue('sin(x) + n r s');
  await expect(page.getByText(fieldWords.character(10, '').trim())).toBeVisible();
  await expect(page.getByTestId('epoch')).toHaveText('0');

  const said = page.getByTestId('refused-drafts');
  const group = page.getByTestId('group-target');
  await formula.fill('sin(3x');
  await formula.press('Enter');
  await expect(said).toHaveText('Formula has an error; its last valid value is used.');
  await group.click();
  await expect(formula).toBeHidden();
  await expect(group.getByTestId('group-error')).toBeVisible();
  await expect(said).toContainText('Formula has an error');
  await group.click();
  await expect(formula).toHaveValue('sin(3x');
  await formula.fill('sin(3x)');
  await formula.press('Enter');
  await expect(said).toBeEmpty();
  await expect(group.getByTestId('group-error')).toHaveCount(0);
  await expect.poll(() => hashOf(page)).toContain('formula=sin');
  expect(page.url()).not.toContain('seed=');
});

test('keys, undo and settings that cannot be', async ({ page }) => {
  await page.goto('./');
  await ready(page);

  await test.step('keys are heard while a menu or a popover that was dismissed still fades away', async () => {
    const share = page.getByTestId('share-link');
    const help = page.locator('[data-field="field-domain"]').getByRole('button');
    for (const opener of [page.getByTestId('save-loss'), page.getByTestId('engine'), help]) {
      await opener.click();
      const opened = page.locator('[role="menu"], [role="dialog"]');
      await expect(opened).toBeVisible();
      await page.keyboard.press('Escape');
      await page.keyboard.press('s');
      await expect(share).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(opened).toBeHidden();
    }
  });

  await test.step('undo and redo walk through what was changed', async () => {
    const undo = page.getByTestId('undo');
    const target = field(page, 'target');
    await expect(undo).toBeDisabled();
    await field(page, 'outputActivation').selectOption('tanh');
    await expect(page.getByTestId('changes')).toContainText('output activation');
    await target.selectOption('spirals');
    await expect(title(page)).toHaveText('Your experiment');
    await undo.click();
    await expect(title(page)).toHaveText('Sum-bin, as posted, changed');
    await undo.click();
    await expect(page.getByTestId('changes')).toBeHidden();
    await expect(target).toHaveValue('sum_bin');
    await page.locator('main').click();
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+Shift+z');
    await expect(target).toHaveValue('spirals');
  });

  await test.step('an experiment that cannot run says why, and runs again once it is mended', async () => {
    await press(page, 'group-batches', 'add-phase');
    const epochs = page.locator('[data-field="field-phases"]').getByRole('textbox').first();
    await epochs.fill('60');
    await epochs.press('Enter');
    await blocked(page);
    await expect(page.getByTestId('blocked')).toBeVisible();
    await expect(page.getByTestId('run')).toBeDisabled();
    await expect(page.getByTestId('epoch')).toBeHidden();
    await epochs.fill('20');
    await epochs.press('Enter');
    await ready(page);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: phone, hasTouch: true, isMobile: true });

  test('the charts come first, the settings in a drawer, and nothing is cut off', async ({
    page,
  }) => {
    await page.goto('./');
    await ready(page);
    await expect(field(page, 'target')).toBeHidden();
    await expect(page.getByTestId('run')).toBeInViewport();
    const regions = page.getByTestId('chart-regions');
    await expect(regions).toBeInViewport();
    const top = async () => (await regions.boundingBox())?.y ?? Number.POSITIVE_INFINITY;
    expect(await top()).toBeLessThan(phone.height / 2);
    await expect(page.getByTestId('chart-data')).not.toBeInViewport();
    await expectNothingCutOff(page);
    await expectRoomForFingers(page);

    const middle = async (id: string) => {
      const box = await page.getByTestId(id).boundingBox();
      return box && box.y + box.height / 2;
    };
    expect(await middle('change'), 'beside the engine').toBeCloseTo(
      (await middle('engine')) ?? 0,
      0,
    );

    await press(page, 'settings');
    const [sheet, bar] = [page.getByRole('dialog'), page.getByRole('contentinfo')];
    const between = async () => {
      const [above, below] = await Promise.all([sheet.boundingBox(), bar.boundingBox()]);
      return above && below && below.y - above.y - above.height;
    };
    await expect.poll(between, 'the settings stand on the bar').toBeCloseTo(0, 0);
    await field(page, 'target').selectOption('sine');
    await expectNothingCutOff(page);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('chart-fit')).toBeVisible();
    await expectNothingCutOff(page);
  });

  test('a finger zooms into a chart when it is asked to', async ({ page }) => {
    await page.goto('./#v=1&run=1');
    await finished(page);
    const chart = page.getByTestId('chart-loss');
    // Charts that come above it move it, and what is out of sight is not drawn.
    const epochs = async () => {
      await chart.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      return chart.locator('.xtick text').allTextContents();
    };
    await expect.poll(epochs).toContain('20');
    const whole = await epochs();
    const choose = async (item: 'fingers' | 'all') => {
      await page.getByTestId('zoom-loss').tap();
      await page.getByTestId(`zoom-${item}`).tap();
      await expect(page.getByRole('menu')).toBeHidden();
    };
    const dragMode = async () => {
      await epochs();
      const plot = chart.locator('.js-plotly-plot');
      return plot.evaluate((element) => (element as unknown as PlotElement)._fullLayout.dragmode);
    };
    const area = chart.locator('.nsewdrag').first();
    await choose('fingers');
    await expect.poll(dragMode).toBe('zoom');
    await expect(async () => {
      await drag(page, area);
      await expect.poll(epochs, { timeout: 2000 }).not.toEqual(whole);
    }).toPass();
    await choose('all');
    await expect.poll(epochs).toEqual(whole);
    await choose('fingers');
    await expect.poll(dragMode).toBe(false);
    await drag(page, area);
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

/** A chart of Plotly's, which knows what a drag over it does. */
interface PlotElement {
  readonly _fullLayout: { readonly dragmode: string | false };
}

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

test('axe finds nothing, on a wide screen and on a phone', async ({ page }) => {
  await page.goto('./#v=1&train=200&heldout=50&batch=20&run=1');
  await finished(page);
  await openEveryGroup(page);
  await expectAccessibleInBothSchemes(page);
  await page.setViewportSize(phone);
  await expect(page.getByTestId('settings')).toBeVisible();
  await expectAccessible(page);
  await press(page, 'settings');
  await expect(page.getByRole('dialog')).toBeVisible();
  await openEveryGroup(page);
  await expectAccessible(page, { within: '[role="dialog"]' });
});

async function openEveryGroup(page: Page) {
  const closed = page.locator('[data-accordion-control="true"][aria-expanded="false"]');
  while ((await closed.count()) > 0) await closed.first().click();
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
