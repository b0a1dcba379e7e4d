import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { build, type InlineConfig, preview } from 'vite';
import { ISOLATION } from '../../config/csp.ts';
import { ensureBrowser, gpuFlags } from '../../scripts/browsers.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const built = fileURLToPath(new URL('../../.cache/bench', import.meta.url));

const config: InlineConfig = {
  configFile: false,
  root: here,
  base: './',
  logLevel: 'error',
  define: { global: 'globalThis' },
  build: {
    target: 'es2023',
    outDir: built,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { input: `${here}page.html` },
  },
  worker: { format: 'es' },
};

/** Builds the bench's own page, which is no part of the app, and serves it. */
export async function servePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  await build(config);
  const server = await preview({
    ...config,
    preview: { host: '127.0.0.1', port: 0, headers: ISOLATION },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the page is not served');
  return { url: `${url}page.html`, close: () => server.close() };
}

/**
 * @param angle what draws WebGL: `gpu` the graphics card that Chromium finds, or else software; `swiftshader` software
 *   in any case; or a back end of ANGLE, such as vulkan, gl-egl, metal or d3d11
 * @param url where it may be asked what WebGPU finds: software computes it where that is nothing
 */
export async function launchChromium(angle: string, url: string): Promise<Browser> {
  const launch = (...more: readonly string[]) =>
    chromium.launch({
      executablePath: ensureBrowser('desktop'),
      args: [...gpuFlags(angle), ...more],
    });
  const browser = await launch();
  if (angle !== 'swiftshader' && (await findsAdapter(browser, url))) return browser;
  await browser.close();
  return launch('--use-webgpu-adapter=swiftshader');
}

async function findsAdapter(browser: Browser, url: string): Promise<boolean> {
  const page = await browser.newPage();
  await page.goto(url);
  const found = await page.evaluate(async () => (await navigator.gpu.requestAdapter()) !== null);
  await page.close();
  return found;
}

/** Whether a renderer draws on the processor. */
export function isSoftware(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}
