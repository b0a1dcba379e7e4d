import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';

const assets = path.join('dist', 'assets');
const chunks = readdirSync(assets).filter((name) => name.endsWith('.js'));

test('no chunk imports the entry of a worker, which WebKit would evaluate a second time', () => {
  const entries = chunks.filter((name) => name.startsWith('worker-'));
  expect(entries).toHaveLength(1);
  for (const entry of entries) {
    const importers = chunks.filter((name) => name !== entry && imports(name).includes(entry));
    expect(importers).toEqual([]);
  }
});

test('the code of a first visit is marked to be compiled as it comes', () => {
  const html = readFileSync(path.join('dist', 'index.html'), 'utf8');
  const first = [...html.matchAll(/href="\.\/assets\/([^"]+\.js)"/g)].map(([, file = '']) => file);
  const large = [...first, ...chunks.filter((name) => name.startsWith('plotly-'))]
    .map((name) => ({ name, code: readFileSync(path.join(assets, name), 'utf8') }))
    .filter(({ code }) => code.length > 10_000);
  expect(large.length).toBeGreaterThanOrEqual(5);
  for (const { name, code } of large)
    expect(code, name).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
});

/** The chunks that a chunk imports, at once or later. */
function imports(name: string): readonly string[] {
  const code = readFileSync(path.join(assets, name), 'utf8');
  const specifiers = code.matchAll(/\b(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g);
  return [...specifiers].map(([, file = '']) => file);
}
