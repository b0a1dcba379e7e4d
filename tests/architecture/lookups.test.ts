import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const tests = fileURLToPath(new URL('..', import.meta.url));

/** Things on the page that are found by words of one language, instead of ids or the catalogues. */
const lookups =
  /(?:getByText\(\s*|getByRole\(\s*'[a-z]+',\s*\{\s*name:\s*)['"`/](?:(?!\$\{)[^'"`/\n])*?[a-z]{2}/gi;

test('what a test of the page looks for is named by ids or by the catalogues', () => {
  const found = ['browser', 'e2e'].flatMap((folder) =>
    readdirSync(path.join(tests, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.posix.join(folder, ...name.split(path.sep)))
      .map((file) => [file, readFileSync(path.join(tests, file), 'utf8')] as const)
      .map(([file, text]) => [file, text.match(lookups)?.length ?? 0] as const)
      .filter(([, count]) => count > 0),
  );
  expect(Object.fromEntries(found)).toEqual({});
});
