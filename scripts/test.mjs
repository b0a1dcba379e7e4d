// `npm test`: runs every gate in order, whatever the ones before said, and sums them up. The very
// last line is `N passed, N failed`.

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
const GATE_MINUTES = 15;

/** @param {string} title @param {string} project @returns {Gate} */
function vitestGate(title, project) {
  const report = `${REPORTS}/${project}.json`;
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { title, script: `test:${project}`, args, report, count: countVitest };
}

/** @type {Gate[]} */
const GATES = [
  { title: 'WebAssembly kernels', script: 'wasm' },
  { title: 'Format', script: 'format:check' },
  { title: 'Lint', script: 'lint' },
  { title: 'Types: core', script: 'types:core' },
  { title: 'Types: worker', script: 'types:worker' },
  { title: 'Types: kernels', script: 'types:kernels' },
  { title: 'Types: page', script: 'types:page' },
  { title: 'Types: node', script: 'types:node' },
  { title: 'Types: tests', script: 'types:tests' },
  { title: 'Layers', script: 'layers' },
  { title: 'Dead code', script: 'knip' },
  vitestGate('Unit tests', 'unit'),
  vitestGate('Browser tests', 'browser'),
  { title: 'Build', script: 'build' },
  { title: 'Size', script: 'size' },
  {
    title: 'End-to-end tests',
    script: 'test:e2e',
    args: ['--reporter=list,json'],
    report: `${REPORTS}/e2e.json`,
    count: countPlaywright,
  },
];

/** @param {Gate} gate @returns {Promise<boolean>} whether it ended with status 0 */
function runScript({ script, args = [] }) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/e2e.json` },
      shell: process.platform === 'win32',
      timeout: GATE_MINUTES * 60_000,
    });
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
}

/** @param {Gate} gate @returns {Promise<Counts>} */
async function runGate(gate) {
  const { report, count } = gate;
  if (!report || !count) {
    return (await runScript(gate)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  await rm(report, { force: true });
  const succeeded = await runScript(gate);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  return settle(succeeded, text === undefined ? undefined : count(JSON.parse(text)));
}

/** @param {number} since */
const secondsSince = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

await mkdir(REPORTS, { recursive: true });
const start = performance.now();
const total = { passed: 0, failed: 0 };
const table = [];
for (const gate of GATES) {
  console.log(`\n=== ${gate.title} (npm run ${gate.script})`);
  const begun = performance.now();
  const { passed, failed, skipped = [] } = await runGate(gate);
  total.passed += passed;
  total.failed += failed;
  const mark = failed === 0 ? 'ok  ' : 'FAIL';
  const left =
    skipped.length === 0 ? '' : `, ${skipped.length} skipped (${[...new Set(skipped)].join(', ')})`;
  const row = `${mark} ${gate.title}: ${passed} passed, ${failed} failed${left}, ${secondsSince(begun)}`;
  console.log(row);
  table.push(row);
}
console.log(`\n${table.join('\n')}\nin ${secondsSince(start)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
