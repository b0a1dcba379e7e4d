import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { engineIds } from '#src/experiment/ids.ts';

/** The tests of the engines, which hold each of them to the oracle by every id that an experiment can name. */
const folders = ['tests/unit/engine', 'tests/browser/engine'];

test.each(engineIds)(
  '%s is held to the oracle by every activation, loss and optimiser',
  async (id) => {
    const texts = await Promise.all(
      folders.map(async (folder) => {
        const names = await readdir(folder, { recursive: true });
        const tests = names.filter((name) => name.endsWith('.test.ts'));
        return Promise.all(tests.map((name) => readFile(`${folder}/${name}`, 'utf8')));
      }),
    );
    expect(texts.flat().some((text) => text.includes(`describeParity('${id}'`))).toBe(true);
  },
);
