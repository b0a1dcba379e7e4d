import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const mark = '?pseudo';
const catalogues = `${path.sep}src${path.sep}words${path.sep}en${path.sep}`;
const pseudo = fileURLToPath(new URL('pseudo-words.ts', import.meta.url));

/** How numbers are written: with a decimal comma. */
const numbers = '#words/base/numbers.ts';
const numbersCode = `import { numbersOf } from '#src/lib/number-format.ts';
export const { decimalMark, separators, formatNumber, formatCount, formatFixed, formatDuration } = numbersOf(',');`;

/** What a language does with texts, and the only module here that is not itself texts. */
const rules = '#words/forms.ts';

/**
 * Serves the page in a language of accents, brackets and decimal commas: what stands there without them is in no
 * catalogue.
 */
export function pseudoLanguage(): Plugin {
  return {
    name: 'pseudo-language',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!source.startsWith('#words/') || source === rules) return null;
      // Catalogues that use one another put no brackets into brackets.
      if (importer?.includes(catalogues) && source !== numbers) return null;
      const plain = await this.resolve(source, importer, { ...options, skipSelf: true });
      return plain === null ? null : plain.id + mark;
    },
    async load(id) {
      if (!id.endsWith(mark)) return null;
      const file = id.slice(0, -mark.length);
      if (file.endsWith(numbers.replace('#words', ''))) return numbersCode;
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
