// Finds the browsers that tests drive and installs those that are missing. Run by itself it prints their paths:
// `node scripts/browsers.mjs [chromium] [firefox] [webkit] [desktop]`, the first three where none is named. It fails
// only for want of Chromium: the tests of another engine are skipped where it is missing.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const isRoot = process.getuid?.() === 0;
const require = createRequire(import.meta.url);

/** Flags of every headless Chromium: it draws cheaply and talks to no other host. The sandbox cannot start as root. */
const QUIET_FLAGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu-rasterization', // a page is drawn without WebGL in three quarters of the time
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Flags with which WebGL and WebGPU are computed in software, the same on every machine. */
export const CHROMIUM_FLAGS = [
  ...QUIET_FLAGS,
  '--use-angle=swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

/**
 * Flags with which a graphics card computes, where there is one.
 *
 * @param {string} angle the back end of ANGLE that draws WebGL (vulkan, gl-egl, metal, d3d11), or `gpu`: Chromium's choice
 */
export const gpuFlags = (angle) => [
  ...QUIET_FLAGS,
  '--enable-gpu',
  '--enable-unsafe-webgpu',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  ...(angle === 'gpu' ? [] : [`--use-angle=${angle}`]),
  // WebGPU of a browser on Linux needs Vulkan, with which it cannot compose pages where there is no display.
  ...(angle === 'vulkan' || angle === 'gl-egl'
    ? ['--enable-features=Vulkan', '--disable-vulkan-surface', '--disable-gpu-compositing']
    : []),
];

/** Flags of a browser without WebGL and WebGPU: nothing is spent on trying them. */
export const PLAIN_CHROMIUM_FLAGS = [
  ...QUIET_FLAGS,
  '--disable-gpu',
  '--disable-software-rasterizer',
];

/**
 * How a browser is found and installed.
 *
 * @typedef {object} Browser
 * @property {string} name
 * @property {string} variable the environment variable that names one to drive, before any other
 * @property {() => Iterable<string>} candidates where it may be, the best first
 * @property {string[]} [helpers] programs that it needs beside it on Linux
 * @property {string[][]} packages of Debian: sets of them, of which one will do, the best first
 * @property {string} advice what a reader installs
 */

/** @typedef {'chromium' | 'desktop' | 'firefox' | 'webkit'} BrowserId */

/** Without them text has no letters. */
const FONTS = ['fonts-dejavu-core', 'fonts-noto-core'];

/** What readers use and the bench measures. @type {Browser} */
const desktop = {
  name: 'Chromium',
  variable: 'FITSCOPE_CHROMIUM',
  *candidates() {
    yield* placesOf({
      linux: [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
        'microsoft-edge-stable',
      ],
      mac: ['Chromium', 'Google Chrome', 'Microsoft Edge'],
      windows: [
        'Chromium\\Application\\chrome.exe',
        'Google\\Chrome\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ],
    });
    // Loaded only where it is asked: that takes a second.
    yield require('playwright').chromium.executablePath();
  },
  packages: [['chromium', ...FONTS]],
  advice: 'Install Chromium, Chrome or Edge',
};

/** @type {Readonly<Record<BrowserId, Browser>>} */
export const BROWSERS = {
  desktop,
  // The same without windows where it is packed so: tests take a sixth less of a processor.
  chromium: {
    ...desktop,
    *candidates() {
      yield* placesOf({ linux: ['chromium-headless-shell'], mac: [], windows: [] });
      yield* desktop.candidates();
    },
    packages: [['chromium-headless-shell', ...FONTS], ...desktop.packages],
  },
  firefox: {
    name: 'Firefox',
    variable: 'FITSCOPE_FIREFOX',
    candidates: () =>
      placesOf({
        linux: ['firefox-esr', 'firefox'],
        mac: ['firefox'],
        windows: ['Mozilla Firefox\\firefox.exe'],
      }),
    helpers: ['Xvfb'],
    packages: [['firefox-esr', 'xvfb']],
    advice: 'Install Firefox, on Linux with Xvfb',
  },
  webkit: {
    name: 'WebKit',
    variable: 'FITSCOPE_WEBKIT',
    candidates: () => placesOf({ linux: ['WebKitWebDriver'], mac: [], windows: [] }),
    helpers: ['Xvfb'],
    packages: [['webkit2gtk-driver', 'xvfb']],
    advice: 'Install WebKitGTK’s WebKitWebDriver and Xvfb (Linux only)',
  },
};

/** @param {{ linux: string[], mac: string[], windows: string[] }} names programs on the path, apps, and programs */
function placesOf({ linux, mac, windows }) {
  if (process.platform === 'darwin') {
    return mac.map((app) => `/Applications/${capital(app)}.app/Contents/MacOS/${app}`);
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((n) => process.env[n]);
    return roots.flatMap((root) => (root ? windows.map((app) => path.join(root, app)) : []));
  }
  return linux.flatMap(onPath);
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {string} program */
function onPath(program) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, program));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser to drive: the one that `FITSCOPE_CHROMIUM`, `FITSCOPE_FIREFOX` or `FITSCOPE_WEBKIT` (a WebKitWebDriver)
 * names, else the system's; for Chromium also Playwright's own.
 *
 * @param {BrowserId} id
 * @returns {string | undefined} its path, or nothing where it, or what it needs, is not installed
 * @throws when the variable names something that cannot be run
 */
export function findBrowser(id) {
  const { variable, candidates, helpers = [] } = BROWSERS[id];
  const chosen = process.env[variable];
  if (chosen && !isExecutable(chosen)) {
    throw new Error(`${variable}=${chosen} cannot be executed`);
  }
  if (process.platform === 'linux' && !helpers.every((helper) => onPath(helper).some(isExecutable)))
    return undefined;
  if (chosen) return chosen;
  for (const candidate of candidates()) if (isExecutable(candidate)) return candidate;
  return undefined;
}

/** @param {string} command @param {string[]} args @param {number} minutes how long it may take */
function attempt(command, args, minutes) {
  console.error(`> ${command} ${args.join(' ')}`);
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: minutes * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** @param {BrowserId} id */
function downloadFromPlaywright(id) {
  if (BROWSERS[id].name !== desktop.name) return;
  const cli = path.join(path.dirname(require.resolve('playwright/package.json')), 'cli.js');
  attempt(process.execPath, [cli, 'install', 'chromium'], 3);
}

/** @param {BrowserId} id */
function installPackages(id) {
  if (!isRoot || !onPath('apt-get').some(isExecutable)) return;
  attempt('apt-get', ['-qq', 'update'], 5);
  for (const set of BROWSERS[id].packages) {
    attempt('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...set], 10);
    if (findBrowser(id)) return;
  }
}

/**
 * Finds a browser or installs it: Debian's package when root; for Chromium first what Playwright downloads.
 *
 * @param {BrowserId} id
 * @returns {string} its path
 * @throws with one message saying what to do, where neither works
 */
export function ensureBrowser(id) {
  const { name, variable, advice } = BROWSERS[id];
  for (const install of [() => {}, downloadFromPlaywright, installPackages]) {
    install(id);
    const found = findBrowser(id);
    if (found) return found;
  }
  throw new Error(
    `No ${name} was found and none could be installed. ${advice}, or point the environment variable ${variable} to one.`,
  );
}

/** Those of `npm test`. @type {BrowserId[]} */
const tested = ['chromium', 'firefox', 'webkit'];

/** @param {string} id @returns {id is BrowserId} */
const isBrowserId = (id) => id in BROWSERS;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2).filter(isBrowserId);
  for (const id of asked.length > 0 ? asked : tested) {
    try {
      console.log(ensureBrowser(id));
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      if (BROWSERS[id].name === desktop.name) process.exitCode = 1;
      else console.error(`The tests in ${BROWSERS[id].name} are skipped.`);
    }
  }
}
