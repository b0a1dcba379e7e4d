import { test as base, expect, type Page } from '@playwright/test';

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

/** What the page says about the run, by the name of the figure. */
export function figure(page: Page, name: string) {
  return page.getByTestId(name);
}

export async function epochOf(page: Page): Promise<number> {
  const text = await page.getByTestId('epoch').innerText();
  return Number(text.replaceAll(/\D/g, ''));
}

/** Waits until the run is open and the page takes orders. */
export async function ready(page: Page) {
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await expect(page.getByText('preparing…')).toBeHidden();
}
