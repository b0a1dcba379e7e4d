import { type Uniform, uniformStream } from '#src/lib/random.ts';

/** What is put into texts: what breaks parsers, templates, prototypes, numbers and code that evaluates. */
const splinters = [
  '',
  '\0',
  '%',
  '%00',
  '%E0%A4%A',
  '%F0%9F%98%80',
  '#',
  '&',
  '=',
  ';',
  '..',
  '-',
  '1e999',
  '-1e-999',
  '9'.repeat(400),
  'NaN',
  '∞',
  '\u202e',
  '😀',
  '__proto__',
  'constructor.constructor',
  'toString',
  '{"__proto__":{"mutated":1}}',
  '{"toString":1}',
  '['.repeat(9000) + ']'.repeat(9000),
  '(globalThis.mutated=1)',
  'globalThis[`mutated`]=1',
  '${globalThis.mutated=1}',
  '<img src=x onerror="mutated=1">',
  'null',
  '[]',
  '{',
  '}',
  '"',
  '\\u0000',
  'x'.repeat(3000),
  '('.repeat(300),
  'sin('.repeat(60),
] as const;

type Mutation = (text: string, uniform: Uniform) => string;

const placeIn = (text: string, uniform: Uniform) => Math.floor(uniform() * (text.length + 1));
const one = <T>(list: readonly T[], uniform: Uniform): T =>
  list[Math.floor(uniform() * list.length)] as T;

const mutations: readonly Mutation[] = [
  (text, uniform) => {
    const at = placeIn(text, uniform);
    const flipped = text.charCodeAt(at) ^ (1 << Math.floor(uniform() * 7));
    return text.slice(0, at) + String.fromCharCode(flipped) + text.slice(at + 1);
  },
  (text, uniform) => {
    const at = placeIn(text, uniform);
    return text.slice(0, at) + one(splinters, uniform) + text.slice(at);
  },
  (text, uniform) => {
    const [from, to] = [placeIn(text, uniform), placeIn(text, uniform)].toSorted((a, b) => a - b);
    return text.slice(0, from) + text.slice(to);
  },
  (text, uniform) => {
    const [from, to] = [placeIn(text, uniform), placeIn(text, uniform)].toSorted((a, b) => a - b);
    return text.slice(0, to) + text.slice(from);
  },
  // The value of a pair, or of a property.
  (text, uniform) => {
    const ends = [...text.matchAll(/(?<=[=:])[^&,}\]]*/g)];
    const found = ends.length === 0 ? undefined : one(ends, uniform);
    if (found === undefined) return text;
    const { index } = found;
    return text.slice(0, index) + one(splinters, uniform) + text.slice(index + found[0].length);
  },
  (text) => text.toUpperCase(),
  (text) => text.replaceAll('&', '&amp;'),
  (text) => encodeURIComponent(text),
];

/** So many damaged versions of some texts, each damaged one to four times: the same for the same seed. */
export function* mutated(texts: readonly string[], count: number, seed: string): Generator<string> {
  const uniform = uniformStream(0, seed);
  for (let i = 0; i < count; i++) {
    let text = one(texts, uniform);
    for (let times = 1 + Math.floor(uniform() * 4); times > 0; times--)
      text = one(mutations, uniform)(text, uniform);
    yield text;
  }
}
