import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const mark = '?pseudo';
const catalogues = `${path.sep}src${path.sep}words${path.sep}en${path.sep}`;
const pseudo = fileURLToPath(new URL('pseudo-words.ts', import.meta.url));

/** What a language does with texts, and the only module here that is not itself texts. */
const rules = '#words/forms.ts';

/** Serves the page in a language of accents and brackets: what stands there without them is in no catalogue. */
export function pseudoLanguage(): Plugin {
  return {
    name: 'pseudo-language',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!source.startsWith('#words/') || source === rules) return null;
      // Catalogues that use one another put no brackets into brackets.
      if (importer?.includes(catalogues)) return null;
      const plain = await this.resolve(source, importer, { ...options, skipSelf: true });
      return plain === null ? null : plain.id + mark;
    },
    async load(id) {
      if (!id.endsWith(mark)) return null;
      const file = id.slice(0, -mark.length);
      const code = await readFile(file, 'utf8');
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(
        ([, name]) => name,
      );
      return [
        `import * as plain from ${JSON.stringify(file)};`,
        `import { inBrackets } from ${JSON.stringify(pseudo)};`,
        ...names.map((name) => `export const ${name} = inBrackets(plain.${name});`),
      ].join('\n');
    },
  };
}
