import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { CONTENT_SECURITY_POLICY } from '../../config/csp.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** The plainest host there is: `dist` below a sub-path, and nothing else. */
async function answer(prefix: string, { url = '/' }: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(url, 'http://localhost');
  const name = pathname.slice(prefix.length) || 'index.html';
  const type = TYPES[path.extname(name)];
  const inside = pathname.startsWith(prefix) && !name.includes('..');
  const body = inside ? await readFile(path.join('dist', name)).catch(() => undefined) : undefined;
  response.writeHead(body && type ? 200 : 404, type ? { 'content-type': type } : {});
  response.end(body);
}

function serveBelow(prefix: string): Promise<Server> {
  const server = createServer((request, response) => void answer(prefix, request, response));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

test('the build works from a sub-path of a plain static host, and asks no other', async ({
  page,
}) => {
  const server = await serveBelow('/some/where/');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;

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

  await page.goto(`${origin}/some/where/`);
  await expect(page.getByRole('heading', { name: 'Fitscope' }).first()).toBeVisible();
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', CONTENT_SECURITY_POLICY);
  expect(CONTENT_SECURITY_POLICY).not.toContain("'unsafe-eval'");
  expect(problems).toEqual([]);
  server.close();
});
