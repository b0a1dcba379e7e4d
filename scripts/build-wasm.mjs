// Compiles the AssemblyScript kernels, when their sources are newer than what was built last.
// `npm run wasm`; the configurations of Vite and Vitest and the command line call it as well.

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = path.join(ROOT, 'src/engine/wasm/assembly');
const OUTPUT = path.join(ROOT, 'src/engine/wasm/generated');

/** One module for each set of machine features; both are built from the same entry. */
const TARGETS = [
  { name: 'kernels.wasm', flags: ['--enable', 'simd'] },
  { name: 'kernels-relaxed.wasm', flags: ['--enable', 'simd', '--enable', 'relaxed-simd'] },
];

const COMMON_FLAGS = [
  '--optimizeLevel',
  '3',
  '--shrinkLevel',
  '0',
  '--noAssert',
  '--runtime',
  'stub',
];

/**
 * @param {string[]} files
 * @returns {Promise<number[]>} when each was last written; 0 for a file that is not there
 */
function modifiedTimes(files) {
  return Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
}

/** @param {string} output @param {string[]} flags */
async function compile(output, flags) {
  const { default: asc } = await import('assemblyscript/asc');
  // Under a name of its own first, so that nobody ever reads half a file, nor two write one.
  const partial = `${output}.${randomUUID()}`;
  const entry = path.join(SOURCES, 'index.ts');
  const files = [path.relative(ROOT, entry), '--outFile', path.relative(ROOT, partial)];
  let messages = '';
  const stderr = { write: (/** @type {unknown} */ text) => void (messages += String(text)) };
  const args = [...files, '--baseDir', ROOT, ...COMMON_FLAGS, ...flags];
  const { error } = await asc.main(args, { stderr });
  if (error) throw new Error(`The kernels do not compile.\n${messages}`);
  await rename(partial, output);
}

/**
 * Brings `src/engine/wasm/generated` up to date.
 *
 * @returns {Promise<string[]>} the names of the modules that had to be compiled
 * @throws with the compiler's messages
 */
export async function buildWasm() {
  const names = await readdir(SOURCES).catch(() => /** @type {string[]} */ ([]));
  const sources = names.filter((name) => name.endsWith('.ts')).map((n) => path.join(SOURCES, n));
  if (sources.length === 0) return [];

  await mkdir(OUTPUT, { recursive: true });
  const newest = Math.max(...(await modifiedTimes([...sources, fileURLToPath(import.meta.url)])));
  const built = [];
  for (const { name, flags } of TARGETS) {
    const output = path.join(OUTPUT, name);
    const [age = 0] = await modifiedTimes([output]);
    if (age >= newest) continue;
    await compile(output, flags);
    built.push(name);
  }
  return built;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const name of await buildWasm()) console.error(`compiled ${name}`);
}
