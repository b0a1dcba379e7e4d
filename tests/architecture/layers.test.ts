import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FORBIDDEN, ROOMS } from '../../config/layers.mjs';
import { checkLayers } from '../../scripts/layers.mjs';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const HELPER = "import { helper } from '#src/lib/helper.ts';\nexport const use = helper;\n";

/** A small project in which every file breaks the rule it is listed under, and no other. */
const PLANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(
    Object.keys(ROOMS).map((room) => [
      `room-${room}`,
      // No room may import the command line, and the command line not the page.
      { [`src/${room}/upwards.ts`]: importing(`#src/${room === 'cli' ? 'app' : 'cli'}/target.ts`) },
    ]),
  ),
  'room-unknown': { 'src/util/drawer.ts': HELPER },
  'panels-apart': {
    'src/panels/train/one/borrow.ts': importing('#src/panels/train/two/target.ts'),
  },
  'engines-are-loaded': {
    'src/engine/worker/borrow.ts': importing('#src/engine/webgl/target.ts'),
  },
  'cli-headless': { 'src/cli/page.ts': importing('#src/engine/worker/engines.ts') },
  'main-is-the-top': { 'tests/unit/starts-all.ts': importing('#src/main.ts') },
  'no-tests-in-src': { 'src/lib/cheats.ts': importing('../../tests/unit/target.ts') },
  // A cycle is reported once: its other half, round.ts, is below. Types count here too.
  'no-cycles': { 'src/lib/circle.ts': importing('#src/lib/round.ts') },
  'tensorflow-in-its-engine': {
    'src/engine/worker/session.ts': importing('@tensorflow/tfjs-core'),
    'src/engine/worker/types.ts': importing('@tensorflow/tfjs-core', 'type '),
  },
  'plotly-in-charts': { 'src/panels/train/types.ts': importing('plotly.js', 'type ') },
  'plotly-in-one-file': { 'src/charts/figures/loss.ts': importing('plotly.js/lib/core') },
  'react-in-the-page': {
    'src/data/hook.ts': importing('react'),
    'src/store/commands.ts': importing('@mantine/hooks'),
  },
  'no-development-packages': { 'src/lib/property.ts': importing('fast-check') },
  'no-unlisted-packages': { 'src/lib/unlisted.ts': importing('rolldown') },
  'no-missing-files': { 'src/lib/lost.ts': importing('#src/lib/nowhere.ts') },
  'address-in-one-file': {
    'src/app/reads.ts': 'export const start = () => window.location.hash;\n',
    'src/store/writes.ts': "export const go = () => history.pushState(null, '', '#v=1');\n",
  },
};

const ALLOWED: Readonly<Record<string, string>> = {
  'src/main.ts': importing('#src/engine/wasm/target.ts'),
  'src/lib/helper.ts': 'export const helper = 1;\n',
  'src/app/target.ts': HELPER,
  'src/cli/target.ts': HELPER,
  'src/engine/wasm/target.ts': HELPER,
  'src/engine/webgl/target.ts': HELPER,
  'src/engine/worker/engines.ts': importing('#src/engine/webgl/target.ts'),
  'src/engine/tfjs/kernels.ts': importing('@tensorflow/tfjs-core'),
  'src/panels/train/two/target.ts': HELPER,
  'src/charts/plot.tsx': importing('plotly.js/lib/core'),
  'src/charts/figures/types.ts': importing('plotly.js', 'type '),
  'src/store/hooks.ts': importing('react'),
  'src/share/url-binding.ts': 'export const read = () => window.location.hash;\n',
  'src/lib/round.ts': importing('#src/lib/circle.ts', 'type '),
  'src/lib/comment.ts': '// window.location is for others\nexport const location = 1;\n',
  'tests/unit/target.ts': HELPER,
};

function importing(specifier: string, type = ''): string {
  return `import ${type}{ target } from '${specifier}';\nexport ${type}{ target };\n`;
}

let root = '';
let found: Awaited<ReturnType<typeof checkLayers>>;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fitscope-layers-'));
  const files = { ...ALLOWED, ...Object.assign({}, ...Object.values(PLANTED)) };
  for (const [name, text] of Object.entries<string>(files)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await symlink(path.join(REPOSITORY, 'package.json'), path.join(root, 'package.json'));
  await symlink(path.join(REPOSITORY, 'node_modules'), path.join(root, 'node_modules'));
  found = await checkLayers(root);
});

afterAll(() => rm(root, { recursive: true, force: true }));

test('every rule has a planted violation', () => {
  const rules = [...FORBIDDEN.map(({ name }) => name), 'address-in-one-file'];
  expect(Object.keys(PLANTED).sort()).toEqual(rules.sort());
});

test.each(Object.entries(PLANTED))('%s fires', (rule, files) => {
  const caught = found.violations.filter((violation) => violation.rule === rule);
  expect([...new Set(caught.map(({ from }) => from))].sort()).toEqual(Object.keys(files).sort());
});

test('what the table allows passes', () => {
  const broken = found.violations.filter(({ from }) => from in ALLOWED);
  expect(broken).toEqual([]);
});

test('every file is read', () => {
  const planted = Object.values(PLANTED).flatMap((files) => Object.keys(files));
  expect(found.unread).toEqual([]);
  expect(found.read).toBe(planted.length + Object.keys(ALLOWED).length);
});

// All modules are read: on a busy machine that takes minutes.
test('the product keeps the rules', { timeout: 300_000 }, async () => {
  const { violations, unread, read } = await checkLayers(REPOSITORY);
  expect(violations).toEqual([]);
  expect(unread).toEqual([]);
  expect(read).toBeGreaterThan(0);
});
