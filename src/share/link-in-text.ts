import { fromHash, maxLinkLength, type OpenedLink } from '#src/share/link-codec.ts';

/** A link with something in it, or an empty one that has its line for itself. */
const link = /#v=\d+&[^\s"<>\\`]+|^(?:# )?\S*#v=\d+$/gm;

/**
 * The first link in a comment or a docstring of a text: what our scripts name as their experiment. Null: there is none
 * that a link's length allows.
 */
export function linkInText(text: string): OpenedLink | null {
  const plain = text.replaceAll('&amp;', '&');
  for (const { 0: found, index } of plain.matchAll(link)) {
    const start = found.lastIndexOf('#v=');
    const hash = found.slice(start);
    if (hash.length <= maxLinkLength && isRemark(plain.slice(0, index + start)))
      return fromHash(hash);
  }
  return null;
}

/** Whether what follows is no code: it begins a comment, is in one, or in a text of three quotes. */
function isRemark(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const isInText = (quotes: string) => before.split(quotes).length % 2 === 0;
  return /^[^'"]*#|^\s*$/.test(line) || isInText('"""') || isInText("'''");
}
