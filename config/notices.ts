import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Compiled into the kernels, though no module of theirs is bundled. */
const COMPILED_IN = ['assemblyscript'];
/** Of the data that come with the page. */
const DATA_NOTICE = path.resolve('src/panels/fields/table/sets/NOTICE.txt');
const LICENCE_FILE = /^(licen[cs]e|notice|copying)([.-].*)?$/i;

/** Writes the licences of all packages that are bundled, workers included, to `THIRD-PARTY.txt`. */
export class ThirdPartyNotices {
  readonly #folders = new Set<string>();

  /** Of the page and of its workers: notes what is bundled. */
  watch(): Plugin {
    return {
      name: 'third-party-modules',
      apply: 'build',
      generateBundle: (_, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          for (const id of file.moduleIds) {
            const folder = packageFolder(id);
            if (folder !== null) this.#folders.add(folder);
          }
        }
      },
    };
  }

  /** Of the page, after `watch`: workers are bundled before it. */
  write(): Plugin {
    const folders = this.#folders;
    return {
      name: 'third-party-notices',
      apply: 'build',
      generateBundle() {
        for (const name of COMPILED_IN) folders.add(path.resolve('node_modules', name));
        const notices = [...folders].map(noticeOf).toSorted();
        const all = [...new Set(notices), readFileSync(DATA_NOTICE, 'utf8')];
        const source = all.join(`\n${'-'.repeat(80)}\n\n`);
        this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source });
      },
    };
  }
}

/** The folder of the package that a module belongs to; null for our own. */
function packageFolder(id: string): string | null {
  const file = id.replace(/^\0/, '').split('?')[0] ?? '';
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match?.[1] !== undefined && existsSync(path.join(match[1], 'package.json'))
    ? match[1]
    : null;
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

function noticeOf(folder: string): string {
  const described = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as PackageFile;
  const { name, version, license = 'see below' } = described;
  const texts = licenceTexts(folder);
  const told = texts.length > 0 ? texts : [standardText(described)];
  return `${[`${name} ${version} (${license})`, ...new Set(told)].join('\n\n')}\n`;
}

function licenceTexts(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .toSorted()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
}

/** The licence of a package that names one and brings no text. */
function standardText({ name, license, author = '' }: PackageFile): string {
  const holder = typeof author === 'string' ? author : author.name;
  const copyright = `Copyright (c) ${holder || `the authors of ${name}`}`;
  if (license === 'Apache-2.0')
    return [copyright, ...licenceTexts(path.resolve('node_modules', 'assemblyscript'))].join(
      '\n\n',
    );
  if (license === 'MIT') return `${copyright}\n\n${MIT}`;
  throw new Error(`${name} has no licence text, and that of ${license} is not known here`);
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
