import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string) => readFileSync(at(path), 'utf8');

const styles = 'node_modules/@mantine/core/styles';
const imported = [...read('src/app/mantine.css').matchAll(/styles\/(\w[\w-]*)\.css/g)].map(
  ([, name = '']) => name,
);

/** What the source takes from Mantine by name. */
const used = new Set(
  readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [
      ...read(`src/${file}`).matchAll(/import \{([^}]*)\} from '@mantine\/core'/g),
    ])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim())),
);

describe('the style sheets of Mantine', () => {
  it('are there for every component that is used', () => {
    const needed = [...used].filter((name) => existsSync(at(`${styles}/${name}.css`)));
    expect(needed.length).toBeGreaterThan(20);
    expect(needed.filter((name) => !imported.includes(name))).toEqual([]);
  });

  it('have the order in which Mantine joins them', () => {
    const whole = read(`${styles}.css`);
    const places = imported.flatMap((name) => {
      const [first] = /\.m_[0-9a-f]+/.exec(read(`${styles}/${name}.css`)) ?? [];
      return first === undefined ? [] : [whole.indexOf(first)];
    });
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(imported.slice(0, 3)).toEqual(['baseline', 'default-css-variables', 'global']);
  });
});
