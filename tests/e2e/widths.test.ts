import { expect, type Locator, type Page } from '@playwright/test';
import { field, finished, openLink, paused, press, ready, test } from './page.ts';

const widths = [320, 360, 390, 600, 768, 992, 1024, 1280, 1440, 2560] as const;

/** Texts that are printed over one another, or cut off at the edge of the page; nothing where all can be read. */
async function illegible(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // Two frames: what has just changed is laid out and drawn.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide`);
    for (const part of document.querySelectorAll('header, main section, main figure, footer')) {
      const texts = textsIn(part);
      for (const [i, one] of texts.entries())
        for (const other of texts.slice(i + 1))
          if (overlap(one.box, other.box)) found.push(`“${one.text}” and “${other.text}”`);
    }
    return [...new Set(found)];

    function textsIn(part: Element) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      const texts: { readonly text: string; readonly box: DOMRect }[] = [];
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const holder = node.parentElement;
        const text = node.textContent?.trim() ?? '';
        // Only what is seen: hidden texts are for screen readers, and those in a box that scrolls may be out of it.
        if (holder === null || text === '' || !holder.checkVisibility({ checkOpacity: true }))
          continue;
        if (
          holder.closest(
            '[class*=visuallyHidden], .hoverlayer, [role=region], table, mjx-container, .katex',
          )
        )
          continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = inView(range.getBoundingClientRect(), holder);
        if (box.width <= 1 || box.height <= 1) continue;
        if (box.right > clientWidth + 1)
          found.push(`“${text}” ends at ${Math.round(box.right)} px`);
        texts.push({ text, box });
      }
      return texts;
    }

    /** The part that no ancestor cuts off. */
    function inView(box: DOMRect, holder: Element): DOMRect {
      let { left, top, right, bottom } = box;
      for (
        let at: Element | null = holder;
        at !== null && at !== document.body;
        at = at.parentElement
      ) {
        if (at instanceof SVGElement || getComputedStyle(at).overflow === 'visible') continue;
        const edge = at.getBoundingClientRect();
        [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
        [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
      }
      return new DOMRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0));
    }

    function overlap(a: DOMRect, b: DOMRect): boolean {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      return across > 2 && down > 4;
    }
  });
}

async function expectLegible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await expect
        .poll(() => illegible(page), { message: `${where}, ${width} px, ${colorScheme}` })
        .toEqual([]);
    }
  }
}

for (const [name, hash] of [
  ['a run of classes', 'preset=sum-bin-posted'],
  ['a run of numbers', 'preset=sine-hybrid&epochs=20'],
  ['a run that breaks down', 'preset=parabola-linear&opt=sgd&lr=1&epochs=12345'],
] as const)
  test(`${name} can be read at every width`, async ({ page }) => {
    await openLink(page, hash);
    await ready(page);
    await press(page, 'run');
    await finished(page);
    await expectLegible(page, name);
  });

test('kept runs can be read at every width', async ({ page }) => {
  await openLink(page, 'preset=sum-bin-posted&run=1');
  await finished(page);
  await press(page, 'view-compare');
  await expectLegible(page, 'Compare');
});

test('nothing in the run bar moves while a run begins, ends, breaks off and is refused a value', async ({
  page,
}) => {
  const parts = [
    'run',
    'step-epoch',
    'new-seed',
    'epoch',
    'running-loss',
    'held-out-accuracy',
    'engine',
  ];
  const places = () =>
    Promise.all(
      parts.map(async (id) => Math.round((await page.getByTestId(id).boundingBox())?.x ?? -1)),
    );
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLink(page, 'preset=sum-bin-posted');
  await ready(page);
  const before = await places();
  await press(page, 'step-batch');
  await paused(page);
  expect(await places()).toEqual(before);
  await press(page, 'run');
  await finished(page);
  expect(await places()).toEqual(before);
  await press(page, 'group-stopping');
  await field(page, 'targetLoss').fill('−1');
  await field(page, 'targetLoss').press('Enter');
  await expect(page.getByTestId('refused-drafts')).not.toBeEmpty();
  expect(await places()).toEqual(before);
});

test('no chart moves when a run comes to rest', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLink(page, 'preset=sine-shuffled&epochs=100000');
  await ready(page);
  const chart = page.getByTestId('chart-loss');
  await press(page, 'run');
  await expect(page.getByTestId('epoch')).not.toHaveText('0');
  const before = await chart.boundingBox();
  await press(page, 'run');
  await expect(page.getByTestId('standing')).not.toBeEmpty();
  expect(await chart.boundingBox()).toEqual(before);
});

test('a tip covers no button beside its own, and words in a row stand on one line', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await openLink(page, 'preset=sum-bin-posted');
  await ready(page);
  const boxOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not shown');
    return box;
  };
  await page.getByTestId('new-seed').hover();
  const tip = page.getByRole('tooltip');
  await expect(tip).toBeVisible();
  const [covering, button] = [await boxOf(tip), await boxOf(page.getByTestId('view-compare'))];
  const isBeside = covering.y > button.y + button.height || covering.y + covering.height < button.y;
  const isApart = covering.x > button.x + button.width || covering.x + covering.width < button.x;
  expect(isBeside || isApart).toBe(true);

  await press(page, 'view-compare', 'tab-sweeps');
  const middleOf = async (locator: Locator) => {
    const { y, height } = await boxOf(locator);
    return y + height / 2;
  };
  const words = await middleOf(page.getByTestId('try-random').locator('label'));
  expect(Math.abs(words - (await middleOf(page.getByTestId('start-sweep'))))).toBeLessThan(3);
});
