import process from 'node:process';
import { describe, expect, test, vi } from 'vitest';
import { findBrowser } from '../../scripts/browsers.mjs';

describe.each(['chromium', 'firefox'] as const)('%s', (id) => {
  const variable = `FITSCOPE_${id.toUpperCase()}`;

  test('is the one that its variable names, before any other', () => {
    vi.stubEnv(variable, process.execPath);
    expect(findBrowser(id)).toBe(process.execPath);
  });

  test('that a variable names and that cannot run is said, not passed over', () => {
    vi.stubEnv(variable, '/nowhere/browser');
    expect(() => findBrowser(id)).toThrow(`${variable}=/nowhere/browser`);
  });
});

test('a browser that lacks what it needs beside it counts as missing', () => {
  vi.stubEnv('FITSCOPE_WEBKIT', process.execPath);
  vi.stubEnv('PATH', '');
  expect(findBrowser('webkit')).toBeUndefined();
});
