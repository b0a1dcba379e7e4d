import { expect, test } from '@playwright/test';
import { CONTENT_SECURITY_POLICY } from '../../config/csp.ts';
import { serveBelow } from '../support/plain-host.ts';
import { finished, title } from './page.ts';

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
  await expect(title(page)).toBeVisible();
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', CONTENT_SECURITY_POLICY);
  expect(CONTENT_SECURITY_POLICY).not.toContain("'unsafe-eval'");
  expect(problems).toEqual([]);
  host.close();
});

test('with the headers that it ships, it is isolated, and a worker asks no other host either', async ({
  page,
}) => {
  const [host, other] = [await serveBelow('/', { headers: true }), await serveBelow('/')];
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(
    `${host.address}#v=1&preset=sine-normal&net=200:relu,200:relu&batch=100&epochs=2&run=1`,
  );
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await finished(page);
  expect(problems).toEqual([]);
  const reached = await page.workers()[0]?.evaluate(
    (url) =>
      fetch(url, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      ),
    other.address,
  );
  expect(reached).toBe(false);
  host.close();
  other.close();
});

const bundled = [
  '@mantine/core',
  '@tensorflow/tfjs-core',
  'idb',
  'katex',
  'plotly.js',
  'react-dom',
  'zod',
  'zustand',
];

test('what is bundled has its licence in the notices', async ({ request }) => {
  const text = await (await request.get('./THIRD-PARTY.txt')).text();
  const notices = text.split(`\n${'-'.repeat(80)}\n`).map((notice) => notice.trim());
  for (const notice of notices) expect(notice).toMatch(/copyright|permission|licen[cs]e/i);
  const named = notices.map((notice) => notice.split(' ')[0]);
  for (const name of [...bundled, 'assemblyscript']) expect(named).toContain(name);
});
