// Builds `dist` where it is missing or older than what it is built from. With `--serve` it then
// serves it and prints the address: `npm start`.

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['src', 'public', 'config', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** @param {string} file @returns {Promise<number>} when it was last written, in ms */
const modified = async (file) => (await stat(path.join(ROOT, file))).mtimeMs;

/** @returns {Promise<boolean>} */
async function isFresh() {
  const built = await modified('dist/index.html').catch(() => 0);
  for (const source of SOURCES) {
    if ((await modified(source)) > built) return false;
    const names = await readdir(path.join(ROOT, source), { recursive: true }).catch(() => []);
    const times = await Promise.all(names.map((name) => modified(path.join(source, name))));
    if (times.some((time) => time > built)) return false;
  }
  return true;
}

if (!(await isFresh())) {
  console.error('Building…');
  await build({ root: ROOT, logLevel: 'warn' });
}

if (process.argv.includes('--serve')) {
  const server = await preview({ root: ROOT });
  console.log('Fitscope is served at');
  server.printUrls();
}
