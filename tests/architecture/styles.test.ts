import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_THEME } from '@mantine/core';
import { describe, expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string) => readFileSync(at(path), 'utf8');

const styles = 'node_modules/@mantine/core/styles';
const imported = [...read('src/app/mantine.css').matchAll(/styles\/(\w[\w-]*)\.css/g)].map(
  ([, name = '']) => name,
);

const sources = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => read(`src/${file}`));

/** What the source takes from Mantine by name. */
const used = new Set(
  sources
    .flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim())),
);

const modules = 'node_modules/@mantine/core/esm';

/** The module of each component, by its name. */
const moduleOf = new Map(
  readdirSync(at(`${modules}/components`), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => [posix.basename(file, '.mjs'), `${modules}/components/${file}`] as const),
);

/** What components bring along, and the tag without which it is never drawn; the page has none of these tags. */
const neverDrawn: Readonly<Record<string, string>> = {
  CheckboxCard: '<Checkbox.Card',
  CheckboxIndicator: '<Checkbox.Indicator',
  ScrollArea: '<Table.ScrollContainer',
};

/** Adds the style sheets that a module of Mantine's needs, by what it imports. */
function addSheets(module: string, sheets: Set<string>, seen: Set<string>): void {
  if (seen.has(module)) return;
  seen.add(module);
  for (const [, path = ''] of read(module).matchAll(/ from "(\.[^"]+\.mjs)"/g)) {
    const imports = posix.join(posix.dirname(module), path);
    const name = posix.basename(imports, '.mjs');
    if (name.endsWith('.module')) sheets.add(posix.basename(name, '.module'));
    else if (neverDrawn[name] === undefined) addSheets(imports, sheets, seen);
  }
}

/** The style sheets of a component and of all that it is built from. */
function sheetsOf(component: string): readonly string[] {
  const module = moduleOf.get(component);
  const sheets = new Set<string>();
  if (module !== undefined) addSheets(module, sheets, new Set());
  return [...sheets];
}

const ownSheets = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => [file, read(`src/${file}`)] as const);

/** Where what is found once stands in several sheets. */
const foundIn = (pattern: RegExp) =>
  ownSheets.flatMap(([file, css]) =>
    [...css.matchAll(pattern)].map(([, found]) => `${file}: ${found}`),
  );

const widths = 'ui/widths.module.css';

/** The widths at which the page changes, by their names. */
const named = new Map(
  [...read(`src/${widths}`).matchAll(/@value ([a-z-]+): ([^;]+);/g)].map(
    ([, name = '', query = '']) => [name, query] as const,
  ),
);

describe('our own style sheets', () => {
  it('say what lies over what by name', () => {
    expect(foundIn(/(z-index: (?!var\(--layer-)[^;]+)/g)).toEqual([]);
    expect(sources.flatMap((source) => source.match(/zIndex=\{\d+\}/g) ?? [])).toEqual([]);
  });

  it('have sides of the text, not of the screen', () => {
    const side = /((?:^|[\w-]+-)(?:left|right|top|bottom)(?:-\w+)?: [^;]+)/gm;
    expect(foundIn(side)).toEqual([]);
    expect(foundIn(/^\s*((?:left|right|top|bottom): [^;]+)/gm)).toEqual([]);
  });

  it('know parts of Mantine by classes that they are given', () => {
    const named = foundIn(/:global\(\.(mantine-[^)]+)\)/g);
    expect(named).toEqual([]);
  });

  it('change at widths that have a name', () => {
    const ofOthers = foundIn(/@media ([^{]*\d[^{]*)/g).filter((found) => !found.startsWith(widths));
    expect(ofOthers).toEqual([]);
    const known = [...named.keys()];
    for (const [file, css] of ownSheets) {
      const [, list = ''] = /@value ([^;:]+) from "#src\/ui\/widths\.module\.css"/.exec(css) ?? [];
      const taken = list.split(', ').filter((name) => name !== '');
      const used = [...css.matchAll(/@media ([a-z-]+) \{/g)].map(([, name = '']) => name);
      const own = used.filter((name) => name !== 'print');
      expect(new Set(own), file).toEqual(new Set(taken));
      expect(known, file).toEqual(expect.arrayContaining(taken));
    }
    const read = sources.flatMap((source) => [...source.matchAll(/\bwidths\.(\w+) \?\?/g)]);
    expect(read.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(read.map(([, name]) => name)));
  });

  it('have the widths that Mantine names, two of telephones and one of large screens', () => {
    const { breakpoints } = DEFAULT_THEME;
    const edges = Object.values(breakpoints).map(Number.parseFloat);
    // Below a width ends a hundredth before it.
    const all = [...edges, ...edges.map((width) => width - 0.01), 22, 24, 96];
    const form = /^\((?:min|max)-width: ([\d.]+)em\)$/;
    for (const query of named.values()) expect(all).toContain(Number(form.exec(query)?.[1]));
  });
});

describe('the style sheets of Mantine', () => {
  it('are found for what components are built from', () => {
    expect(sheetsOf('TextInput')).toContain('Input');
    expect(sheetsOf('RangeSlider')).toEqual(['Slider']);
    expect(sheetsOf('Switch')).toEqual(expect.arrayContaining(['InlineInput', 'Switch']));
    expect(sheetsOf('Drawer')).toEqual(
      expect.arrayContaining(['CloseButton', 'Drawer', 'ModalBase', 'Overlay']),
    );
  });

  it('are there for every component that is used, and for its parts', () => {
    const needed = new Set([...used].flatMap(sheetsOf));
    expect(needed.size).toBeGreaterThan(30);
    expect([...needed].filter((name) => !imported.includes(name))).toEqual([]);
    const drawn = Object.values(neverDrawn).filter((tag) => sources.some((s) => s.includes(tag)));
    expect(drawn).toEqual([]);
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
