import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** What a reader never needs offline: older formats of fonts, and files for hosts and people. */
const LEFT_OUT = /\.(ttf|woff|txt)$|^(_headers|screenshot\.png|index\.html|sw\.js|\.vite\/.*)$/;

/** Writes the service worker, which keeps the built files for use without a network. */
export function offline(): Plugin {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved({ root, build }) {
      folder = path.resolve(root, build.outDir);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const files = readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
          .map((file) => file.replaceAll(path.sep, '/'))
          .filter((file) => !LEFT_OUT.test(file))
          .toSorted();
        const hash = createHash('sha256');
        for (const file of [...files, 'index.html'])
          hash.update(file).update(readFileSync(path.join(folder, file)));
        const version = hash.digest('hex').slice(0, 12);
        const list = JSON.stringify(['./', ...files.map((file) => `./${file}`)]);
        const source = readFileSync(
          fileURLToPath(new URL('service-worker.js', import.meta.url)),
          'utf8',
        )
          .replace("const VERSION = '';", `const VERSION = '${version}';`)
          .replace('const FILES = [];', `const FILES = ${list};`);
        writeFileSync(path.join(folder, 'sw.js'), source);
      },
    },
  };
}
