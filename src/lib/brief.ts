/**
 * What a stranger wrote, as a message may repeat it: only so far, an object or a list (which may have no text at all) as
 * such alone, and what cannot be seen, or turns the text around it, as its code.
 */
export function brief(value: unknown, most = 40): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  const text = String(value);
  const shown = text.slice(0, most).replace(/[\p{C}\u2028\u2029]/gu, codeOf);
  return Math.max(text.length, shown.length) <= most ? shown : `${shown.slice(0, most)}…`;
}

function codeOf(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
