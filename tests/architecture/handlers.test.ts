import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** `onClick={runner.retry}`: a method that is handed on without its object. */
const handedOn = /\bon[A-Z]\w*=\{(?:\w+\.)*(\w+)\.(\w+)\}/g;
/** A method of a class, which is lost without its object. */
const methodOf = (name: string) => new RegExp(`^ {2}(?:async )?${name}\\(`, 'm');
/** A field that holds an arrow function, which is not. */
const arrowOf = (name: string) => new RegExp(`^ {2}readonly ${name} = (?:async )?\\(`, 'm');

const files = readdirSync(source, { recursive: true, encoding: 'utf8' });

function textsOf(ending: string) {
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ file, text: readFileSync(path.join(source, file), 'utf8') }));
}

test('handlers are no methods that are torn from their objects', () => {
  const classes = textsOf('.ts').filter(
    ({ file, text }) => /^(?:app|library|store)\b/.test(file) && /^(?:export )?class /m.test(text),
  );
  const handlers = textsOf('.tsx').flatMap(({ file, text }) =>
    [...text.matchAll(handedOn)].map(([, object = '', name = '']) => ({ file, object, name })),
  );
  expect(handlers.length).toBeGreaterThan(3);
  const has = (form: RegExp) => classes.some(({ text }) => form.test(text));
  const torn = handlers.filter(({ name }) => has(methodOf(name)) && !has(arrowOf(name)));
  expect(torn).toEqual([]);
});
