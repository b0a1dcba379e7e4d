import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/link.ts';

/** Characters that RFC 3986 allows in a fragment and that do not separate our pairs. */
const illegible = /[^A-Za-z0-9\-._~!$'()*+,;=:@/?]/gu;

/** Escapes a value for a link, and no more of it than must be: links are read and edited by people. */
export function escapeValue(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD') // half a character has no encoding
    .replace(illegible, encodeURIComponent);
}

/** `+` stands for itself, not for a blank. */
export function unescapeValue(text: string): Result<string> {
  try {
    return ok(decodeURIComponent(text));
  } catch {
    return err(words.anEscapeIsBroken);
  }
}

/** One `key=value` of a link, still escaped. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/**
 * The pairs of a fragment, or of the fragment of an address. Our links have one `#`; what another one begins was added by
 * somebody else and is given apart.
 */
export function splitPairs(text: string): {
  readonly pairs: readonly Pair[];
  readonly foreign: string;
} {
  const start = /^\w+=/.test(text) ? 0 : text.indexOf('#') + 1;
  const end = text.indexOf('#', start);
  const fragment = end < 0 ? text.slice(start) : text.slice(start, end);
  const pairs = fragment
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0
        ? { key: pair, value: '' }
        : { key: pair.slice(0, at), value: pair.slice(at + 1) };
    });
  return { pairs, foreign: end < 0 ? '' : text.slice(end + 1) };
}
