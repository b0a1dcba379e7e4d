// Compiles the AssemblyScript kernels and writes the tables that they share with TypeScript, when their sources are newer
// than what was built last.
// `npm run wasm`; the configurations of Vite and Vitest and the command line call it as well.

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = path.join(ROOT, 'src/engine/wasm/assembly');
const OUTPUT = path.join(ROOT, 'src/engine/wasm/generated');
const TABLES = path.join(SOURCES, 'tables.ts');

/** What the shared tables are made from, by `assembly-tables.ts`. */
const TABLE_SOURCES = [
  'src/engine/wasm/assembly-tables.ts',
  'src/engine/wasm/tables.ts',
  'src/engine/wasm/codes.ts',
  'src/experiment/ids.ts',
  'src/network/activations.ts',
  'src/network/losses.ts',
].map((file) => path.join(ROOT, file));

const SIMD = ['--enable', 'simd'];
const RELAXED = [...SIMD, '--enable', 'relaxed-simd'];
// 1 GiB of memory at the most.
const THREADS = '--enable threads --importMemory --sharedMemory --maximumMemory 16384'.split(' ');

/** One module for each set of machine features, from one of two entries. */
const TARGETS = [
  { name: 'kernels.wasm', entry: 'index.ts', flags: SIMD },
  { name: 'kernels-relaxed.wasm', entry: 'index.ts', flags: RELAXED },
  { name: 'kernels-threads.wasm', entry: 'team.ts', flags: [...SIMD, ...THREADS] },
  { name: 'kernels-relaxed-threads.wasm', entry: 'team.ts', flags: [...RELAXED, ...THREADS] },
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

/** A name of its own for what is being written, so that no process reads half a file, nor two write one. */
const partialName = (/** @type {string} */ output) => `${output}.${randomUUID()}`;

async function writeTables() {
  const { assemblyTables } = await tsImport(
    '../src/engine/wasm/assembly-tables.ts',
    import.meta.url,
  );
  const partial = partialName(TABLES);
  await writeFile(partial, assemblyTables());
  await rename(partial, TABLES);
}

/**
 * The source of a module, in which functions whose doc comment says `@inline` get the compiler's decorator: TypeScript
 * knows decorators of classes alone, so that no other tool could read the kernels.
 *
 * @param {string} name
 * @param {string} folder
 * @returns {Promise<string | null>} null where there is no such file
 */
async function source(name, folder) {
  const text = await readFile(path.resolve(folder, name), 'utf8').catch(() => null);
  return text?.replace(/@inline(\s*\*\/)(?=\n(?:export )?function )/g, '$1 @inline') ?? null;
}

/** @param {string} entry @param {string} output @param {string[]} flags */
async function compile(entry, output, flags) {
  const { default: asc } = await import('assemblyscript/asc');
  const partial = partialName(output);
  const files = [
    path.relative(ROOT, path.join(SOURCES, entry)),
    '--outFile',
    path.relative(ROOT, partial),
  ];
  let messages = '';
  const stderr = { write: (/** @type {unknown} */ text) => void (messages += String(text)) };
  const args = [...files, '--baseDir', ROOT, ...COMMON_FLAGS, ...flags];
  const { error } = await asc.main(args, { stderr, readFile: source });
  if (error) throw new Error(`The kernels do not compile.\n${messages}`);
  await rename(partial, output);
}

/**
 * Brings `src/engine/wasm/generated` and the shared tables up to date.
 *
 * @returns {Promise<string[]>} the names of the modules that had to be compiled
 * @throws with the compiler's messages
 */
export async function buildWasm() {
  const names = await readdir(SOURCES).catch(() => /** @type {string[]} */ ([]));
  const kernels = names.filter((name) => name.endsWith('.ts')).map((n) => path.join(SOURCES, n));
  const sources = kernels.filter((file) => file !== TABLES);
  if (sources.length === 0) return [];

  await mkdir(OUTPUT, { recursive: true });
  sources.push(...TABLE_SOURCES, fileURLToPath(import.meta.url));
  const newest = Math.max(...(await modifiedTimes(sources)));
  const [tablesAge = 0] = await modifiedTimes([TABLES]);
  if (tablesAge < newest) await writeTables();
  const built = [];
  for (const { name, entry, flags } of TARGETS) {
    const output = path.join(OUTPUT, name);
    const [age = 0] = await modifiedTimes([output]);
    if (age >= newest) continue;
    await compile(entry, output, flags);
    built.push(name);
  }
  return built;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const name of await buildWasm()) console.error(`compiled ${name}`);
}
