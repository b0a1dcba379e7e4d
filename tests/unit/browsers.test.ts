import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
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

test.runIf(process.platform === 'linux')(
  'tests are driven in Chromium without windows, or else in Chromium; readers have windows',
  async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'browsers-'));
    const shell = path.join(folder, 'chromium-headless-shell');
    const whole = path.join(folder, 'chromium');
    vi.stubEnv('FITSCOPE_CHROMIUM', '');
    vi.stubEnv('PATH', folder);
    try {
      for (const program of [shell, whole]) {
        await writeFile(program, '');
        await chmod(program, 0o755);
      }
      expect(findBrowser('chromium')).toBe(shell);
      expect(findBrowser('desktop')).toBe(whole);
      await rm(shell);
      expect(findBrowser('chromium')).toBe(whole);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
