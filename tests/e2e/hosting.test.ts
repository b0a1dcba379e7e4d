import { expect, test } from '@playwright/test';
import { CONTENT_SECURITY_POLICY } from '../../config/csp.ts';
import { serveBelow } from '../support/plain-host.ts';

test('the build works from a sub-path of a plain static host, and asks no other', async ({
  page,
}) => {
  const host = await serveBelow('/some/where/');
  const { origin } = new URL(host.address);

  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (!response.ok()) problems.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(origin)) problems.push(url);
  });

  await page.goto(host.address);
  await expect(page.getByRole('heading', { name: 'Fitscope' }).first()).toBeVisible();
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', CONTENT_SECURITY_POLICY);
  expect(CONTENT_SECURITY_POLICY).not.toContain("'unsafe-eval'");
  expect(problems).toEqual([]);
  host.close();
});
