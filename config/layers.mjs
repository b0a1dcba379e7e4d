// Who may import whom, as one table. `scripts/layers.mjs` checks it with dependency-cruiser.

import { readdirSync } from 'node:fs';

// The words of rooms that stand below all other words: what is wrong with a value.
const wordsBelow = ['lib', 'words/en/base'];
const core = [...wordsBelow, 'experiment'];
const data = [...core, 'network', 'data'];
const floors = [...data, 'doctor/floors'];
const records = [...floors, 'records'];
const kept = [...records, 'words', 'library', 'studies', 'doctor'];
const page = [...kept, 'code', 'share', 'export', 'charts', 'ui', 'store'];
/** Every folder of the engines' room but those that they share. */
const engines = readdirSync(new URL('../src/engine', import.meta.url))
  .filter((name) => !['contract', 'gpu', 'page', 'worker'].includes(name))
  .map((name) => `engine/${name}`);

/**
 * Each room of `src/`, from the ground up, and the rooms that it may import. Imports of types count too. A room inside
 * another one is a room of its own: who may import `engine/contract` need not import the rest of `engine`.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const ROOMS = {
  lib: [],
  'words/en/base': ['lib'],
  experiment: wordsBelow,
  network: core,
  data: core,
  'doctor/floors': data,
  records: floors,
  library: records,
  doctor: records,
  studies: [...records, 'library'],
  share: [...core, 'library'],
  'export/weights': [...records, 'code'],
  export: [...kept, 'share'],
  'engine/contract': [...records, 'doctor'],
  code: data,
  words: [...records, 'engine/contract', 'code', 'doctor', 'library', 'studies', 'share'],
  'engine/page': [...records, 'engine/contract'],
  'engine/gpu': [...data, 'engine/contract'],
  ...Object.fromEntries(
    engines.map((engine) => [engine, [...data, 'engine/contract', 'engine/gpu']]),
  ),
  'engine/worker': [
    ...records,
    'doctor',
    'library',
    'export/weights',
    'engine/contract',
    ...engines,
  ],
  ui: ['lib', 'words'],
  charts: [...kept, 'ui'],
  store: [...kept, 'share', 'export', 'engine/contract', 'engine/page'],
  'panels/shared': page,
  'panels/fields': [...page, 'panels/shared'],
  'panels/train': [...page, 'panels/shared'],
  'panels/why': [...page, 'panels/shared'],
  'panels/inside': [...page, 'panels/shared'],
  'panels/compare': [...page, 'panels/shared'],
  'panels/share': [...page, 'panels/shared'],
  'panels/help': [...page, 'panels/shared'],
  app: [
    ...page,
    'engine/page',
    'panels/shared',
    'panels/fields',
    'panels/train',
    'panels/why',
    'panels/inside',
    'panels/compare',
    'panels/share',
    'panels/help',
  ],
  cli: [
    ...kept,
    'code',
    'share',
    'export',
    'engine/contract',
    'engine/page',
    'engine/worker',
    'engine/wasm',
  ],
};

const REACT =
  '(^|/)node_modules/(react|react-dom|@mantine|@tabler|zustand/(react|esm/index))(/|\\.|$)';
const TENSORFLOW = '(^|/)node_modules/@tensorflow/';
const PLOTLY = '(^|/)node_modules/(plotly\\.js|@types/plotly\\.js)/';

/** @typedef {import('dependency-cruiser').IForbiddenRuleType & { name: string }} Rule */

/** @param {string} room @returns {string[]} the folders of rooms inside it */
const roomsWithin = (room) =>
  Object.keys(ROOMS).flatMap((other) => (other.startsWith(`${room}/`) ? [`^src/${other}/`] : []));

/** @type {Rule[]} */
const roomRules = Object.entries(ROOMS).map(([room, below]) => ({
  name: `room-${room}`,
  comment: `src/${room} imports only: ${below.join(', ') || 'nothing of src'}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: roomsWithin(room) },
  to: { path: '^src/', pathNot: `^src/(${[room, ...below].join('|')})/` },
}));

/** @type {Rule[]} */
const placeRules = [
  {
    name: 'room-unknown',
    comment: 'every file of src is in a room of this table, but for main.ts',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/((${Object.keys(ROOMS).join('|')})/|main\\.ts$)` },
    to: {},
  },
  {
    name: 'panels-apart',
    comment: 'a panel never imports another panel of its place',
    severity: 'error',
    from: { path: '^src/panels/([^/]+)/([^/]+)/' },
    to: { path: '^src/panels/$1/[^/]+/', pathNot: '^src/panels/$1/($2|shared)/' },
  },
  {
    name: 'engines-are-loaded',
    comment: 'the worker side knows the engines only by the file that loads them',
    severity: 'error',
    from: { path: '^src/engine/worker/', pathNot: '^src/engine/worker/engines\\.ts$' },
    to: { path: `^src/(${engines.join('|')})/` },
  },
  {
    name: 'cli-headless',
    comment: 'the command line runs the WebAssembly engine and loads no other',
    severity: 'error',
    from: { path: '^src/cli/' },
    to: { path: '^src/engine/worker/(worker|engines)\\.ts$' },
  },
  {
    name: 'main-is-the-top',
    comment: 'no file imports main.ts',
    severity: 'error',
    from: {},
    to: { path: '^src/main\\.ts$' },
  },
  {
    name: 'no-tests-in-src',
    comment: 'the product never imports tests, scripts or tool configs',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^(tests|scripts|config)/|^[^/]+\\.config\\.ts$' },
  },
  {
    name: 'no-cycles',
    comment: 'no file imports itself by way of others',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
];

/** @type {Rule[]} */
const packageRules = [
  {
    name: 'tensorflow-in-its-engine',
    comment: 'only src/engine/tfjs imports TensorFlow.js',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/engine/tfjs/' },
    to: { path: TENSORFLOW },
  },
  {
    name: 'plotly-in-charts',
    comment: 'only src/charts knows Plotly, its types included',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/charts/' },
    to: { path: PLOTLY },
  },
  {
    name: 'plotly-in-one-file',
    comment:
      'src/charts/plot.tsx and plotly*.ts, what is changed of Plotly, alone load it; figures know its types',
    severity: 'error',
    from: {
      path: '^src/charts/',
      pathNot: '^src/charts/(plot\\.tsx|plotly(-heat-map|-lines)?\\.ts)$',
    },
    to: { path: PLOTLY, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'react-in-the-page',
    comment: 'React only in main, app, panels, ui, charts and store/hooks.ts',
    severity: 'error',
    from: {
      path: '^src/',
      pathNot: '^src/((app|panels|ui|charts)/|store/hooks\\.ts$|main\\.tsx$)',
    },
    to: { path: REACT },
  },
  {
    name: 'no-development-packages',
    comment: 'the product is built from `dependencies` alone',
    severity: 'error',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-unlisted-packages',
    comment: 'every package is named in package.json',
    severity: 'error',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-missing-files',
    comment: 'every import leads somewhere',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '^src/engine/wasm/generated/|\\?|^virtual:' },
  },
];

export const FORBIDDEN = [...roomRules, ...placeRules, ...packageRules];
