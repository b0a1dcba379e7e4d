import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The headers of a file by its path below the host, "/" being the page. */
export type Headers = (file: string) => Readonly<Record<string, string>>;

/** What `dist/_headers` says: paths, of which a `*` at the end stands for any rest, each with its headers below it. */
export async function shippedHeaders(): Promise<Headers> {
  const text = await readFile(path.join('dist', '_headers'), 'utf8');
  const rules = text
    .split(/\n(?=\S)/)
    .filter((rule) => rule.trim() !== '')
    .map((rule) => {
      const [pattern = '', ...lines] = rule.trim().split('\n');
      const headers = lines.map((line) => {
        const [name = '', ...value] = line.split(':');
        return [name.trim().toLowerCase(), value.join(':').trim()] as const;
      });
      return { pattern, headers };
    });
  const covers = (pattern: string, file: string) =>
    pattern.endsWith('*') ? file.startsWith(pattern.slice(0, -1)) : file === pattern;
  return (file) =>
    Object.fromEntries(
      rules.filter(({ pattern }) => covers(pattern, file)).flatMap(({ headers }) => headers),
    );
}
