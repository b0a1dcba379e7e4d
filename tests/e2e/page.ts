import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

/**
 * A page that must stay quiet: no error in the console, none thrown, no request to another host. The test fails at its
 * end otherwise.
 */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && !url.startsWith(baseURL ?? ''))
        problems.push(`asked ${url}`);
    });
    await use(page);
    expect(problems).toEqual([]);
  },
});

/** Opens a link in a page that has forgotten whatever it showed before. @param hash after `#v=1&` */
export async function openLink(page: Page, hash: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`./#v=1&${hash}`);
}

/** Follows a link in the page that is open; what it showed before is gone from it then. @param hash after `#v=1&` */
export async function followLink(page: Page, hash: string): Promise<void> {
  await page.evaluate(
    (fragment) =>
      new Promise<void>((followed) => {
        window.addEventListener('hashchange', () => followed(), { once: true });
        location.hash = fragment;
      }),
    `v=1&${hash}`,
  );
}

/** Presses what bears these test ids, one after another. */
export async function press(page: Page, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await page.getByTestId(id).click();
}

/** The input of a field of the experiment. */
export function field(page: Page, id: string): Locator {
  return page.locator(`#field-${id}`);
}

/** The thumb of a field's slider. */
export function slider(page: Page, id: string): Locator {
  return page.locator(`[data-field="field-${id}"]`).getByRole('slider');
}

export async function epochOf(page: Page): Promise<number> {
  const text = await page.getByTestId('epoch').innerText();
  return Number(text.replaceAll(/\D/g, ''));
}

export function title(page: Page): Locator {
  return page.getByTestId('experiment-title');
}

export function hashOf(page: Page): string {
  return new URL(page.url()).hash;
}

type Phase = 'ready' | 'running' | 'paused' | 'finished' | 'blocked' | 'failed';

/** Waits until the run has come to a phase. */
async function inPhase(page: Page, phase: Phase): Promise<void> {
  await expect(page.getByTestId('run')).toHaveAttribute('data-phase', phase, { timeout: 60_000 });
}

/** Waits until the run is open and the page takes orders. */
export const ready = (page: Page) => inPhase(page, 'ready');
export const paused = (page: Page) => inPhase(page, 'paused');
export const blocked = (page: Page) => inPhase(page, 'blocked');
/** Waits until the run has ended, for whatever reason. */
export const finished = (page: Page) => inPhase(page, 'finished');

/** Gives a file to whatever asks for one when something is pressed. */
export async function giveFile(
  page: Page,
  id: string,
  file: Parameters<Locator['setInputFiles']>[0],
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await press(page, id);
  await (await chooser).setFiles(file);
}

/** Finds nothing that keeps people out. @param rules all that axe knows unless some are named */
export async function expectAccessible(
  page: Page,
  { within = 'body', rules }: { within?: string; rules?: string[] } = {},
): Promise<void> {
  // One document without frames needs no second page, and what passes is not told.
  const builder = new AxeBuilder({ page }).include(within).setLegacyMode();
  builder.options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  }));
  expect(found).toEqual([]);
}

/** The same in light and in dark, which differ in their colours only. */
export async function expectAccessibleInBothSchemes(page: Page, within = 'body'): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectAccessible(page, { within });
  await expectDark(page);
  await expectAccessible(page, { within, rules: ['color-contrast'] });
}

/** The reader's system is dark now, and the page as well. */
export async function expectDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
}
