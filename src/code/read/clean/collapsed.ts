import { bracketBalance } from '#src/code/read/clean/characters.ts';
import type { MappedText } from '#src/code/read/mapped-text.ts';

/** Longer lines may be a whole program whose line ends were lost. */
const longest = 160;
const fewest = 3;

/** What a statement begins with. */
const statement =
  /^(?:import\s+\w|from\s+[\w.]+\s+import\b|(?:async\s+)?def\s+\w+\s*\(|class\s+\w+|for\s+[\w, ()]+\s+in\s|while\s[^:]*:|if\s[^:]*:|elif\s[^:]*:|else\s*:|try\s*:|with\s[^:]*:|return\b|print\b|@\w|[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:\s*,\s*[A-Za-z_][\w.]*)*\s*(?:[-+*/]|\*\*|\/\/)?=(?!=)|[A-Za-z_]\w*(?:\.\w+)*\()/;

/** What goes on after a blank: the rest of what it stands in. */
const unfinished =
  /(?:\b(?:as|and|class|def|del|elif|else|for|from|if|import|in|is|lambda|not|or|return|while|with|yield)|^from\s+[\w.]+|[-+*/%=<>,.([{&|@~^])$/;

/**
 * Breaks lines that were joined: `x = 1 y = 2`. Of several blanks one is the line's end and the rest are the indentation
 * of what follows.
 */
export function withLineBreaks(line: MappedText): readonly MappedText[] {
  if (line.text.length < longest) return [line];
  const code = line.text.replace(
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
    (found) => `"${'_'.repeat(found.length - 2)}"`,
  );
  const parts: MappedText[] = [];
  let start = 0;
  let depth = 0;
  let from = 0;
  let isComment = false;
  for (const { index, 0: blanks } of code.matchAll(/\s+/g)) {
    const word = code.slice(from, index);
    if (depth === 0 && word.startsWith('#')) isComment = true;
    if (!isComment) depth = Math.max(0, depth + bracketBalance(word));
    from = index + blanks.length;
    const before = code.slice(start, index).trim();
    const isHeader = /^(?:def|class|for|while|if|elif|else|try|with)\b.*:$/.test(before);
    const isEnd =
      isHeader ||
      (statement.test(code.slice(from)) && !unfinished.test(before)) ||
      code[from] === '#';
    if (depth > 0 || before === '' || !isEnd) continue;
    parts.push(line.slice(start, index));
    start = index + 1;
    isComment = false;
  }
  parts.push(line.slice(start));
  return parts.length >= fewest ? parts : [line];
}
