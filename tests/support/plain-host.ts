import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { shippedHeaders } from './shipped-headers.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.txt': 'text/plain',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

export interface PlainHost {
  /** Where the page is. */
  readonly address: string;
  close(): void;
}

interface HostOptions {
  /** Runs in the page before its own scripts; its file lies beside the page, as the page's policy demands. */
  readonly script?: string;
  /** Sends the headers that `dist/_headers` names. */
  readonly headers?: boolean;
  /** Isolates the page, as the measuring of its memory demands. */
  readonly isolated?: boolean;
  /** What a file holds, where not what it holds in `dist`. */
  readonly changed?: (name: string, content: Buffer) => Buffer | string;
}

/**
 * The plainest host there is: `dist` below a path, and nothing else.
 *
 * @param prefix the path, with a slash at both ends
 */
export async function serveBelow(
  prefix: string,
  { script, headers = false, isolated = false, changed }: HostOptions = {},
): Promise<PlainHost> {
  const watching = script === undefined ? '' : '<script src="./watch.js"></script>';

  async function contentOf(name: string): Promise<Buffer | string | undefined> {
    if (script !== undefined && name === 'watch.js') return script;
    const content = await readFile(path.join('dist', name)).catch(() => undefined);
    if (content !== undefined && changed !== undefined) return changed(name, content);
    if (name !== 'index.html') return content;
    return content?.toString().replace('<head>', `<head>${watching}`);
  }

  const shipped = headers ? await shippedHeaders() : () => ({});
  const sent = (name: string) => ({
    ...shipped(name === 'index.html' ? '/' : `/${name}`),
    ...(isolated && isolation),
  });

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.slice(prefix.length) || 'index.html';
    const type = types[path.extname(name)];
    const inside = pathname.startsWith(prefix) && !name.includes('..');
    void (inside ? contentOf(name) : Promise.resolve(undefined)).then((content) => {
      const found = content !== undefined && type !== undefined;
      response.writeHead(found ? 200 : 404, found ? { ...sent(name), 'content-type': type } : {});
      response.end(content);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}${prefix}`, close: () => void server.close() };
}

const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
} as const;
