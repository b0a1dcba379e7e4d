// The size budget, over the built files whatever their hashes are.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const ASSETS = path.join(DIST, 'assets');

/** The files that a chunk cannot start without: itself and its static imports. */
function closure(/** @type {string} */ file, /** @type {Set<string>} */ seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.endsWith('.js')) return seen;
  const code = readFileSync(file, 'utf8');
  const imports = code.matchAll(/\b(?:import|from)\s*["'](\.[^"']+\.js)["']/g);
  for (const [, specifier = ''] of imports) closure(path.join(path.dirname(file), specifier), seen);
  return seen;
}

/** @param {RegExp} pattern */
const assets = (pattern) =>
  readdirSync(ASSETS)
    .filter((name) => pattern.test(name))
    .map((name) => path.join(ASSETS, name));

const page = [
  ...readFileSync(path.join(DIST, 'index.html'), 'utf8').matchAll(
    /(?:src|href)="(\.\/assets\/[^"]+)"/g,
  ),
];
const entries = page.map(([, file = '']) => path.join(DIST, file));
const workers = assets(/^worker-.*\.js$/);
const kernels = assets(/\.wasm$/).filter((file) => !file.includes('-threads-'));
const teams = assets(/-threads-.*\.wasm$/);

const firstLoad = new Set();
for (const file of [...entries, ...workers]) for (const part of closure(file)) firstLoad.add(part);

export default [
  {
    name: 'First load: all that is needed before training can start',
    path: [...firstLoad, ...kernels, path.join(DIST, 'index.html')],
    gzip: true,
    limit: '450 kB',
  },
  ...(kernels.length > 0
    ? [{ name: 'WebAssembly kernels', path: kernels, gzip: false, brotli: false, limit: '60 kB' }]
    : []),
  { name: 'the same with threads', path: teams, gzip: false, brotli: false, limit: '65 kB' },
];
