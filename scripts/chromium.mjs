// Finds the Chromium that the browser tests drive and, where there is none, installs one.
// Run by itself it prints the path: `node scripts/chromium.mjs`.

import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

const WINDOWS_APPS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

const isRoot = process.getuid?.() === 0;

/**
 * Flags that make a headless Chromium render WebGL in software, the same on every machine, and
 * keep it from talking to other hosts. The sandbox cannot start as root.
 */
export const CHROMIUM_FLAGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function systemCandidates() {
  if (process.platform === 'darwin') return MAC_APPS;
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((n) => process.env[n]);
    return roots.flatMap((root) => (root ? WINDOWS_APPS.map((app) => path.join(root, app)) : []));
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

const require = createRequire(import.meta.url);

/** Where Playwright keeps its own Chromium, whether or not it has been downloaded. */
function playwrightCandidate() {
  const { chromium } = require('playwright');
  return /** @type {string} */ (chromium.executablePath());
}

/**
 * The Chromium to drive: `FITSCOPE_CHROMIUM`, else the system's, else Playwright's own.
 *
 * @returns {string | undefined} its path, or nothing where none is installed
 * @throws when `FITSCOPE_CHROMIUM` names something that cannot be run
 */
export function findChromium() {
  const chosen = process.env.FITSCOPE_CHROMIUM;
  if (chosen) {
    if (!isExecutable(chosen)) throw new Error(`FITSCOPE_CHROMIUM=${chosen} cannot be executed`);
    return chosen;
  }
  return [...systemCandidates(), playwrightCandidate()].find(isExecutable);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {number} minutes how long it may take
 */
function attempt(command, args, minutes) {
  console.error(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: minutes * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

function hasApt() {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds a Chromium or installs one: Playwright's download, else Debian's package when root.
 *
 * @returns {string} its path
 * @throws with one message saying what to do, where neither works
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;

  console.error('No Chromium found; installing one.');
  const playwright = path.join(path.dirname(require.resolve('playwright/package.json')), 'cli.js');
  attempt(process.execPath, [playwright, 'install', 'chromium'], 3);
  const downloaded = findChromium();
  if (downloaded) return downloaded;

  if (isRoot && hasApt()) {
    const packages = ['chromium', 'fonts-dejavu-core', 'fonts-noto-core'];
    attempt('apt-get', ['-qq', 'update'], 5);
    attempt('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], 10);
    const packaged = findChromium();
    if (packaged) return packaged;
  }
  throw new Error(
    'The browser tests need a Chromium and none could be installed. Install Chromium, Chrome or ' +
      'Edge, or point the environment variable FITSCOPE_CHROMIUM to one.',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
