// Counts of passed and failed tests out of the reports of the test runners.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} [skipped] why each test that was skipped was
 */

/**
 * The parts of Vitest's JSON report that are read here.
 *
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string, assertionResults: VitestTest[] }[]} testResults
 *
 * @typedef {{ status: string, title?: string }} VitestTest
 */

/**
 * Counts of a Vitest run. A file that fails without a failing test (it does not compile, or a hook
 * throws) counts as one failure. What a skipped test lacks is said at the end of its title: `(needs …)`.
 *
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const skipped = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => /^(?:skipped|pending|todo)$/.test(status))
    .map(({ title = '' }) => /\((needs [^()]+)\)$/.exec(title)?.[1] ?? 'no reason');
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length, skipped };
}

/**
 * The parts of Playwright's JSON report that are read here.
 *
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number }} stats
 * @property {unknown[]} errors errors outside of any test
 * @property {PlaywrightSuite[]} [suites]
 *
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ tests: PlaywrightTest[] }[]} [specs]
 *
 * @typedef {object} PlaywrightTest
 * @property {string} status
 * @property {{ type: string, description?: string }[]} annotations
 */

/**
 * Counts of a Playwright run. A test that passed only when repeated counts as failed.
 *
 * @param {PlaywrightReport} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors, suites = [] }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: suites.flatMap(skippedOf),
  };
}

/** @param {PlaywrightSuite} suite @returns {string[]} the reason of each test that was skipped */
function skippedOf({ suites = [], specs = [] }) {
  const skipped = specs.flatMap(({ tests }) => tests.filter(({ status }) => status === 'skipped'));
  const reasons = skipped.map(
    ({ annotations }) =>
      annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason',
  );
  return [...suites.flatMap(skippedOf), ...reasons];
}

/**
 * What a gate adds to the sum, given how its process ended. A runner that ends badly or leaves no
 * report never counts as passed, whatever its report says; nor does one that ran no test.
 *
 * @param {boolean} succeeded the process ended with status 0
 * @param {Counts | undefined} counts of its report, where it left one
 * @returns {Counts}
 */
export function settle(succeeded, counts) {
  if (!counts) return { passed: 0, failed: 1 };
  const bad = counts.failed === 0 && (!succeeded || counts.passed === 0);
  return { ...counts, failed: counts.failed + (bad ? 1 : 0) };
}
