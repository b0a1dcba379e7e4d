const accented: Readonly<Record<string, string>> = {
  a: 'áá',
  e: 'éé',
  i: 'íí',
  o: 'óó',
  u: 'úú',
  n: 'ñ',
  c: 'ç',
};

/** A text in brackets, with accents and about a third longer; numbers and signs alone stay. */
function textInBrackets(text: string): string {
  if (!/\p{L}{2,}/u.test(text)) return text;
  return `[${text.replaceAll(/[aeiounc]/g, (letter) => accented[letter] ?? letter)}]`;
}

/** Values beside texts that name no text. */
const notTexts = new Set(['trial', 'id', 'kind', 'field']);

type Callable = (...given: readonly unknown[]) => unknown;

/** A catalogue with every text in brackets, whatever its functions put together. */
export function inBrackets<T>(value: T): T {
  return change(value) as T;
}

function change(value: unknown): unknown {
  if (typeof value === 'string') return textInBrackets(value);
  if (typeof value === 'function') return changedFunction(value as Callable);
  if (Array.isArray(value)) return value.map(change);
  if (value === null || typeof value !== 'object' || '$$typeof' in value) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, part]) => [key, notTexts.has(key) ? part : change(part)]),
  );
}

/** Texts that a catalogue hands to a function, such as that of a link, are changed on their way. */
function changedFunction(told: Callable): Callable {
  return (...given) =>
    change(
      told(
        ...given.map((one) =>
          typeof one === 'function'
            ? (...texts: readonly unknown[]) => (one as Callable)(...texts.map(change))
            : one,
        ),
      ),
    );
}

/** What of a text stands outside brackets. */
export function outsideBrackets(text: string): string {
  const inner = text.replaceAll(/\[[^[\]]*\]/g, ' ');
  return inner === text ? text : outsideBrackets(inner);
}
