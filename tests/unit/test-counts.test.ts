import { expect, test } from 'vitest';
import { countPlaywright, countVitest, settle } from '../../scripts/test-counts.mjs';

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

test('counts the tests of a Vitest report', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [file('passed', 'failed'), file('passed', 'passed')],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: [] });
});

test('a file that does not even load is a failure', () => {
  const broken = { status: 'failed', assertionResults: [] };
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed'), broken] };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1, skipped: [] });
});

test('tells what the skipped tests of a Vitest report lack', () => {
  const titles = ['runs (needs python3-torch)', 'a (needs b) c'];
  const assertionResults = titles.map((title) => ({ status: 'skipped', title }));
  const testResults = [file('passed'), { status: 'passed', assertionResults }];
  expect(countVitest({ numPassedTests: 1, numFailedTests: 0, testResults })).toMatchObject({
    passed: 1,
    skipped: ['needs python3-torch', 'no reason'],
  });
});

test('counts the tests of a Playwright report, flaky ones as failed', () => {
  const report = { stats: { expected: 7, unexpected: 1, flaky: 2 }, errors: [] };
  expect(countPlaywright(report)).toEqual({ passed: 7, failed: 3, skipped: [] });
  expect(countPlaywright({ ...report, errors: ['no server'] })).toMatchObject({ failed: 4 });
});

test('tells why tests of a Playwright report were skipped, once for each', () => {
  const stats = { expected: 1, unexpected: 0, flaky: 0 };
  const annotations = [{ type: 'skip', description: 'no Firefox here' }];
  const skipped = { status: 'skipped', annotations };
  const passed = { status: 'expected', annotations: [] };
  const suites = [
    {
      suites: [{ specs: [{ tests: [skipped] }, { tests: [passed] }] }],
      specs: [{ tests: [skipped] }],
    },
  ];
  expect(countPlaywright({ stats, errors: [], suites })).toEqual({
    passed: 1,
    failed: 0,
    skipped: ['no Firefox here', 'no Firefox here'],
  });
});

test('a runner that ended badly never counts as all passed', () => {
  expect(settle(true, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 0 });
  expect(settle(false, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 1 });
  expect(settle(false, { passed: 5, failed: 2 })).toEqual({ passed: 5, failed: 2 });
  expect(settle(true, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
  expect(settle(true, undefined)).toEqual({ passed: 0, failed: 1 });
});
