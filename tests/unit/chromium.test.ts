import process from 'node:process';
import { afterEach, expect, test, vi } from 'vitest';
import { findChromium } from '../../scripts/chromium.mjs';

afterEach(() => vi.unstubAllEnvs());

test('FITSCOPE_CHROMIUM names the browser, before any other', () => {
  vi.stubEnv('FITSCOPE_CHROMIUM', process.execPath);
  expect(findChromium()).toBe(process.execPath);
});

test('a FITSCOPE_CHROMIUM that cannot run is said, not passed over', () => {
  vi.stubEnv('FITSCOPE_CHROMIUM', '/nowhere/chromium');
  expect(findChromium).toThrow('FITSCOPE_CHROMIUM=/nowhere/chromium');
});
