import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Browser } from 'playwright';
import { median } from '#src/lib/statistics.ts';
import { shippedHeaders } from '../support/shipped-headers.ts';

/** A first visit by a link that trains at once, nothing in any cache. */
export interface ColdStart {
  /** Milliseconds from opening the link to the first record of an epoch in the page, and to its first point drawn. */
  readonly firstRecord: number;
  readonly firstPoint: number;
  /** What was sent until that first record, compressed as hosts do; charts that load meanwhile included. */
  readonly bytes: number;
  /** The files among it and the bytes of each, of one visit. */
  readonly files: Readonly<Record<string, number>>;
}

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const compress = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

const link = '#v=1&preset=sum-bin-posted&run=1';

/** @param repeats visits, each in a fresh profile; medians are told */
export async function measureColdStart(browser: Browser, repeats: number): Promise<ColdStart> {
  const host = await serveBuilt();
  try {
    const visits: ColdStart[] = [];
    for (let i = 0; i < repeats; i++) visits.push(await visit(browser, host));
    const of = (quantity: 'firstRecord' | 'firstPoint' | 'bytes') =>
      median(visits.map((visit) => visit[quantity]));
    return {
      firstRecord: of('firstRecord'),
      firstPoint: of('firstPoint'),
      bytes: of('bytes'),
      files: visits.at(-1)?.files ?? {},
    };
  } finally {
    host.close();
  }
}

export interface Host {
  readonly url: string;
  /** Everything sent since it was last cleared: bytes of each file. */
  readonly sent: Map<string, number>;
  close(): void;
}

/** Serves the built app with gzip and the headers that it ships, and counts what it sends. */
export async function serveBuilt(): Promise<Host> {
  const headers = await shippedHeaders();
  const sent = new Map<string, number>();
  const compressed = new Map<string, Promise<Buffer>>();
  const read = (file: string) => {
    const known = compressed.get(file) ?? readFile(file).then((bytes) => compress(bytes));
    compressed.set(file, known);
    return known;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const name = path.normalize(pathname === '/' ? '/index.html' : pathname);
    const file = path.join(dist, name);
    read(file).then(
      (bytes) => {
        sent.set(name, bytes.length);
        const type = types[path.extname(file)] ?? 'application/octet-stream';
        const shipped = headers(name === '/index.html' ? '/' : name);
        response
          .writeHead(200, { ...shipped, 'content-type': type, 'content-encoding': 'gzip' })
          .end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, sent, close: () => void server.close() };
}

declare global {
  interface Window {
    /** Milliseconds since the link was opened; null until it happens. */
    firsts: { record: number | null; point: number | null };
  }
}

async function visit(browser: Browser, host: Host): Promise<ColdStart> {
  const context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 1800 }, // tall enough that the loss is in sight
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchForFirsts);
    host.sent.clear();
    await page.goto(host.url + link, { waitUntil: 'commit' });
    const first = async (name: 'record' | 'point'): Promise<number> => {
      const until = Date.now() + 60_000;
      for (;;) {
        const time = await page.evaluate((key) => window.firsts[key], name);
        if (time !== null) return time;
        if (Date.now() > until) throw new Error(`the page showed no first ${name} in a minute`);
        await page.waitForTimeout(20);
      }
    };
    const firstRecord = await first('record');
    const files = Object.fromEntries(host.sent);
    const bytes = Object.values(files).reduce((a, b) => a + b, 0);
    return { firstRecord, firstPoint: await first('point'), bytes, files };
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page before any of its scripts: listens to its worker, and looks for a point of the loss curve. It holds
 * no function with a name, for which the compiler would put helpers into the code that the page lacks.
 */
function watchForFirsts(): void {
  window.firsts = { record: null, point: null };
  const { firsts } = window;
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent) => {
        const { event, records } = data as { event?: string; records?: Float64Array };
        if (event === 'records' && records && records.length > 0)
          firsts.record ??= performance.now();
      });
    }
  };
  setInterval(() => {
    if (document.querySelector('.scatterlayer [class*=runningLoss] path') !== null)
      firsts.point ??= performance.now();
  }, 5);
}
