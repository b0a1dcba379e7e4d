// `npm run layers`: checks the imports of src and tests against the table in config/layers.mjs.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cruise } from 'dependency-cruiser';
import { FORBIDDEN } from '../config/layers.mjs';

/** Not modules of the product: AssemblyScript, and what is compiled from it. */
const NOT_READ = /(^|\/)wasm\/(assembly|generated)\/|\.d\.ts$/;

/** The one file that may touch the address. */
const ADDRESS_BINDING = 'src/share/url-binding.ts';

const ADDRESS =
  /\b(?:location|history)\s*\.\s*(?:hash|href|search|pathname|host|hostname|origin|protocol|assign|reload|replace|pushState|replaceState|back|forward|go|state)\b|\b(?:window|globalThis|self|document)\s*\.\s*(?:location|history)\b|\b(?:popstate|hashchange)\b/;

/**
 * @typedef {object} Violation
 * @property {string} rule
 * @property {string} from
 * @property {string} to
 */

/** @param {string} root @param {string} folder */
async function modulesOf(root, folder) {
  const names = await readdir(path.join(root, folder), { recursive: true }).catch(() => []);
  return names
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .filter((name) => /\.(ts|tsx|mts|mjs)$/.test(name) && !NOT_READ.test(name));
}

/** @param {string} root @param {string[]} files @returns {Promise<Violation[]>} */
async function addressViolations(root, files) {
  const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')));
  return files.flatMap((from, i) => {
    if (from === ADDRESS_BINDING) return [];
    const code = (texts[i] ?? '').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    const match = ADDRESS.exec(code);
    return match ? [{ rule: 'address-in-one-file', from, to: match[0] }] : [];
  });
}

/**
 * Checks a project's imports.
 *
 * @param {string} root the folder that holds `src` and `package.json`
 * @returns {Promise<{ violations: Violation[], read: number, unread: string[] }>} what breaks a
 *   rule, how many files of src and tests were read, and those that were not
 */
export async function checkLayers(root) {
  const files = (await Promise.all([modulesOf(root, 'src'), modulesOf(root, 'tests')])).flat();
  const { output } = await cruise(
    files,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: FORBIDDEN },
      doNotFollow: { path: 'node_modules' },
      // Imports of types count: who knows a room's types depends on it.
      tsPreCompilationDeps: true,
      // eslint-style names of the exports conditions that the bundler uses.
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['types', 'import', 'browser', 'default'],
        mainFields: ['types', 'module', 'main'],
      },
    },
    // As files are asked for by their real path, so they come back.
    { symlinks: false },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text, not modules');
  const seen = new Set(output.modules.map(({ source }) => source));
  const unread = files.filter((file) => !seen.has(file));
  const violations = output.summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }));
  const inSource = files.filter((file) => file.startsWith('src/'));
  return {
    violations: [...violations, ...(await addressViolations(root, inSource))],
    read: files.length - unread.length,
    unread,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { violations, read, unread } = await checkLayers(
    fileURLToPath(new URL('..', import.meta.url)),
  );
  const comments = new Map(FORBIDDEN.map(({ name, comment }) => [name, comment]));
  for (const { rule, from, to } of violations) {
    console.error(
      `${rule}: ${from} → ${to}\n  ${comments.get(rule) ?? 'only src/share/url-binding.ts touches the address'}`,
    );
  }
  // A cruiser that cannot parse TypeScript reads nothing and finds nothing wrong.
  for (const file of unread) console.error(`not read: ${file}`);
  console.log(`${read} modules read, ${unread.length} not read, ${violations.length} violations`);
  if (read === 0 || unread.length > 0 || violations.length > 0) process.exitCode = 1;
}
