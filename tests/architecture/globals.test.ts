import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const TSC = path.join(REPOSITORY, 'node_modules/@typescript/native/bin/tsc');

/** One use of each global, and the rooms whose types know it. */
const GLOBALS: Readonly<Record<string, { use: string; known: readonly string[] }>> = {
  document: { use: 'document.title', known: ['page'] },
  window: { use: 'window.innerWidth', known: ['page'] },
  localStorage: { use: 'localStorage.length', known: ['page'] },
  HTMLElement: { use: 'HTMLElement.name', known: ['page'] },
  OffscreenCanvas: { use: 'new OffscreenCanvas(1, 1)', known: ['page', 'worker', 'node'] },
  WebAssembly: { use: 'WebAssembly.validate', known: ['page', 'worker', 'node'] },
  process: { use: 'process.argv', known: ['node'] },
  performance: { use: 'performance.now()', known: ['core', 'page', 'worker', 'node'] },
  structuredClone: { use: 'structuredClone(1)', known: ['core', 'page', 'worker', 'node'] },
};

const PLACES = ['core', 'worker', 'page', 'node'];

let folder = '';

beforeAll(async () => {
  const cache = path.join(REPOSITORY, '.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(path.join(cache, 'globals-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Compiles one file for each global under the options of a room; gives the globals refused. */
async function refusedIn(place: string): Promise<string[]> {
  const project = path.join(folder, place);
  await mkdir(project);
  for (const [name, { use }] of Object.entries(GLOBALS)) {
    await writeFile(path.join(project, `${name}.ts`), `export const used: unknown = ${use};\n`);
  }
  const config = {
    extends: `../../../config/tsconfig.${place}.json`,
    include: ['*.ts', ...(place === 'core' ? ['../../../config/core-globals.d.ts'] : [])],
    exclude: [],
  };
  await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(config));
  const output = await new Promise<string>((resolve) => {
    const args = [TSC, '-p', project, '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: project }, (_error, stdout) => resolve(stdout));
  });
  return [...output.matchAll(/^(\w+)\.ts\(\d+,\d+\): error TS/gm)]
    .map(([, name = '']) => name)
    .sort();
}

test.each(PLACES)('%s code knows only the globals of the place where it runs', async (place) => {
  const unknown = Object.keys(GLOBALS).filter((name) => !GLOBALS[name]?.known.includes(place));
  expect(await refusedIn(place)).toEqual(unknown.sort());
});
