// `npm test`: runs every gate, whatever the ones before said, and sums them up. The very last line is `N passed, N failed`.

import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import process from 'node:process';
import { countPlaywright, countVitest, settle } from './test-counts.mjs';

/** @typedef {import('./test-counts.mjs').Counts} Counts */

/**
 * One npm script. A gate with a report counts its tests; one without counts as one check.
 *
 * @typedef {object} Gate
 * @property {string} title
 * @property {string} script
 * @property {string[]} [args]
 * @property {string} [report] where the script leaves its JSON report
 * @property {(report: any) => Counts} [count]
 */

const REPORTS = '.cache/reports';
const GATE_MINUTES = 25;

/** @param {string} title @param {string} project @returns {Gate} */
function vitestGate(title, project) {
  const report = `${REPORTS}/${project}.json`;
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { title, script: `test:${project}`, args, report, count: countVitest };
}

/** @param {string} title @param {string} script @returns {Gate} */
const check = (title, script) => ({ title, script });

/** Checkers of one program each begin by themselves: two thirds of the work of four. @param {string} room */
const types = (room) => ({
  ...check(`Types: ${room}`, `types:${room}`),
  args: ['--checkers', '1'],
});

/**
 * What runs at the same time, stage after stage: each lane runs its gates in order. Processors have idle times in every
 * suite, so that two suites together are done sooner than one after the other.
 *
 * @type {Gate[][][]}
 */
const STAGES = [
  [[check('WebAssembly kernels', 'wasm')]],
  [
    [
      check('Format', 'format:check'),
      check('Lint', 'lint'),
      ...['core', 'worker', 'kernels', 'page', 'node', 'tests'].map(types),
      check('Dead code', 'knip'),
      check('Build', 'build'),
      check('Size', 'size'),
      {
        title: 'End-to-end tests',
        script: 'test:e2e',
        args: ['--reporter=list,json'],
        report: `${REPORTS}/e2e.json`,
        count: countPlaywright,
      },
    ],
    [vitestGate('Browser tests', 'browser'), vitestGate('Unit tests', 'unit')],
  ],
];

/**
 * @param {Gate} gate
 * @param {boolean} aside whether its output is shown when it has ended, and not in between that of another
 * @returns {Promise<boolean>} whether it ended with status 0
 */
function runScript({ script, args = [] }, aside) {
  return new Promise((resolve) => {
    const stream = aside ? 'pipe' : 'inherit';
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
      stdio: ['ignore', stream, stream],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/e2e.json` },
      shell: process.platform === 'win32',
      timeout: GATE_MINUTES * 60_000,
    });
    /** @type {Buffer[]} */
    const output = [];
    for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', (part) => output.push(part));
    child.on('error', () => resolve(false));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(output));
      resolve(status === 0);
    });
  });
}

/** @param {Gate} gate @param {boolean} aside @returns {Promise<Counts>} */
async function runGate(gate, aside) {
  const { report, count } = gate;
  if (!report || !count) {
    return (await runScript(gate, aside)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  await rm(report, { force: true });
  const succeeded = await runScript(gate, aside);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  return settle(succeeded, text === undefined ? undefined : count(JSON.parse(text)));
}

/** @param {number} since */
const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

await mkdir(REPORTS, { recursive: true });
const start = performance.now();
const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const table = [];

/** @param {Gate[]} gates @param {boolean} aside */
async function runLane(gates, aside) {
  for (const gate of gates) {
    console.log(`\n=== ${gate.title} (npm run ${gate.script})${aside ? ', told at its end' : ''}`);
    const begun = performance.now();
    const { passed, failed, skipped = [] } = await runGate(gate, aside);
    total.passed += passed;
    total.failed += failed;
    const mark = failed === 0 ? 'ok  ' : 'FAIL';
    const left =
      skipped.length === 0
        ? ''
        : `, ${skipped.length} skipped (${[...new Set(skipped)].join(', ')})`;
    const row = `${mark} ${gate.title}: ${passed} passed, ${failed} failed${left}, ${secondsSince(begun)}`;
    console.log(row);
    table.push(row);
  }
}

for (const lanes of STAGES) {
  await Promise.all(lanes.map((gates, lane) => runLane(gates, lane > 0)));
}
console.log(`\n${table.join('\n')}\nin ${secondsSince(start)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
