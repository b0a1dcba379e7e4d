import { expect, type Locator, type Page } from '@playwright/test';
import { field, finished, followLink, openLink, paused, press, ready, test } from './page.ts';

const widths = [320, 360, 390, 600, 768, 992, 1024, 1280, 1440, 2560] as const;

/** Texts that are printed over one another, or cut off at the edge of the page; nothing where all can be read. */
async function illegible(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // Two frames: what has just changed is laid out and drawn.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    interface Box {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
    const windows = new Map<Element | null, Box>();
    const parts = new Map<Element, { readonly text: string; readonly box: Box }[]>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const holder = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      const part = holder && partOf(holder);
      // Only what is seen: hidden texts are for screen readers.
      if (holder === null || part === null || text === '') continue;
      if (!holder.checkVisibility({ checkOpacity: true })) continue;
      if (holder.closest('[class*=visuallyHidden], .hoverlayer, .katex')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = common(range.getBoundingClientRect(), windowOf(holder));
      if (box.right - box.left <= 1 || box.bottom - box.top <= 1) continue;
      const cut = range.getBoundingClientRect().right - box.right;
      if (cut > 2 && holder.closest('header') && clientWidth >= 390)
        found.push(`“${text}” is cut by ${Math.round(cut)} px`);
      if (box.right > clientWidth + 1) found.push(`“${text}” ends at ${Math.round(box.right)} px`);
      parts.set(part, [...(parts.get(part) ?? []), { text, box }]);
    }
    for (const texts of parts.values()) {
      texts.sort((one, other) => one.box.top - other.box.top);
      for (const [i, one] of texts.entries())
        for (const other of texts.slice(i + 1)) {
          if (other.box.top > one.box.bottom) break;
          if (overlap(one.box, other.box)) found.push(`“${one.text}” and “${other.text}”`);
        }
    }
    return [...new Set(found)];

    /** The outermost part of the page that holds an element. */
    function partOf(element: Element): Element | null {
      const part = element.closest('header, main section, main figure, footer');
      return part?.parentElement ? (partOf(part.parentElement) ?? part) : part;
    }

    /** What no ancestor cuts off. */
    function windowOf(element: Element | null): Box {
      const known = windows.get(element);
      if (known !== undefined) return known;
      const everything = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
      if (element === null || element === document.body) return everything;
      const outer = windowOf(element.parentElement);
      const isOpen =
        element instanceof SVGElement || getComputedStyle(element).overflow === 'visible';
      const box = isOpen ? outer : common(element.getBoundingClientRect(), outer);
      windows.set(element, box);
      return box;
    }

    function common(a: Box, b: Box): Box {
      return {
        left: Math.max(a.left, b.left),
        top: Math.max(a.top, b.top),
        right: Math.min(a.right, b.right),
        bottom: Math.min(a.bottom, b.bottom),
      };
    }

    function overlap(a: Box, b: Box): boolean {
      const { left, top, right, bottom } = common(a, b);
      return right - left > 2 && bottom - top > 4;
    }
  });
}

/** Looks at every width, light and dark in turn: no theme moves anything. */
async function expectLegible(page: Page, where: string): Promise<void> {
  for (const [i, width] of widths.entries()) {
    const colorScheme = i % 2 === 0 ? 'light' : 'dark';
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const message = `${where}, ${width} px, ${colorScheme}`;
    await expect
      .poll(() => illegible(page), { message, intervals: [20, 50, 100, 250] })
      .toEqual([]);
  }
}

test('runs of classes, of numbers and kept ones can be read at every width, one that breaks down, too', async ({
  page,
}) => {
  await openLink(page, 'preset=sum-bin-posted&train=200&heldout=50&batch=20&run=1');
  await finished(page);
  await expectLegible(page, 'a run of classes');
  await press(page, 'view-compare');
  await expectLegible(page, 'Compare');
  await press(page, 'view-train');

  await followLink(page, 'preset=sine-hybrid&epochs=20');
  await ready(page);
  await press(page, 'run');
  await finished(page);
  await expectLegible(page, 'a run of numbers');

  await followLink(page, 'preset=parabola-linear&opt=sgd&lr=1&epochs=12345&run=1');
  await finished(page);
  await expect(page.getByTestId('stop-reason')).toContainText(
    /epoch \d+, step \d+\. The running loss before that was \S+ y²/,
  );
  // What it has is soon seen: its tables are looked at instead.
  await press(page, 'table-fit', 'table-loss');
  await expectLegible(page, 'a run that breaks down');
});

test('nothing moves while a run begins, ends, breaks off and is refused a value', async ({
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
  await openLink(page, 'preset=sum-bin-posted&train=200&heldout=50');
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

  await test.step('nor a chart when a run comes to rest', async () => {
    await followLink(page, 'preset=sine-shuffled&epochs=100000');
    await ready(page);
    const chart = page.getByTestId('chart-loss');
    await press(page, 'run');
    await expect(page.getByTestId('epoch')).not.toHaveText('0');
    const shown = await chart.boundingBox();
    await press(page, 'run');
    await expect(page.getByTestId('standing')).not.toBeEmpty();
    expect(await chart.boundingBox()).toEqual(shown);
  });

  const boxOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not shown');
    return box;
  };
  await test.step('a tip covers no button beside its own', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByTestId('new-seed').hover();
    const tip = page.getByRole('tooltip');
    await expect(tip).toBeVisible();
    const [covering, button] = [await boxOf(tip), await boxOf(page.getByTestId('view-compare'))];
    const isBeside =
      covering.y > button.y + button.height || covering.y + covering.height < button.y;
    const isApart = covering.x > button.x + button.width || covering.x + covering.width < button.x;
    expect(isBeside || isApart).toBe(true);
  });

  await test.step('words in a row stand on one line', async () => {
    await press(page, 'view-compare', 'tab-sweeps');
    const middleOf = async (locator: Locator) => {
      const { y, height } = await boxOf(locator);
      return y + height / 2;
    };
    const words = await middleOf(page.getByTestId('try-random').locator('label'));
    expect(Math.abs(words - (await middleOf(page.getByTestId('start-sweep'))))).toBeLessThan(3);
  });
});
