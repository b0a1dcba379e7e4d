import { bracketBalance, plainCharacters, withoutText } from '#src/code/read/clean/characters.ts';
import { type CodeLine, codeLines } from '#src/code/read/clean/code-lines.ts';
import { lacksIndentation, likelyLevels } from '#src/code/read/clean/indentation.ts';
import { withOperators } from '#src/code/read/clean/operators.ts';
import { MappedText } from '#src/code/read/mapped-text.ts';

export type Language = 'python' | 'julia';

/** Pasted text made into code that a parser can read, with what had to be guessed for it. */
export interface CleanCode {
  readonly language: Language;
  readonly code: MappedText;
  /** `/` of two whole numbers rounds down. */
  readonly isPython2: boolean;
  /** Blocks had lost their indentation. */
  readonly isReindented: boolean;
  /** Where an operator was put back, in characters of `code`. */
  readonly addedOperators: readonly number[];
}

/** Never throws. */
export function cleanCode(pasted: string): CleanCode {
  const text = plainCharacters(MappedText.of(pasted));
  const language = languageOf(text.text);
  const lines = dedented(withoutCutOff(codeLines(withoutDocstrings(text))));
  const all = lines.map(({ text }) => text.text).join('\n');
  const isPython2 =
    /^[ \t]*print\s+["'\w]|\bxrange\(|\braw_input\(/m.test(all) &&
    !/from __future__ import .*division/.test(all);
  const isJulia = language === 'julia';
  const repaired = lines.map(({ text }) => withOperators(text, isJulia));
  const withAll = lines.map((line, i) => ({ ...line, text: repaired[i]?.line ?? line.text }));
  const isReindented = !isJulia && lacksIndentation(withAll);
  const levels = isReindented ? likelyLevels(withAll) : null;
  const placed =
    levels === null ? withAll : withAll.map((line, i) => atLevel(line, levels[i] ?? 0));
  const added = repaired.map((line, i) => {
    const shift = (placed[i]?.text.text.length ?? 0) - line.line.text.length;
    return line.added.map((place) => place + shift);
  });
  return { ...joined(placed, added), language, isPython2, isReindented };
}

function joined(lines: readonly CodeLine[], added: readonly (readonly number[])[]) {
  const addedOperators: number[] = [];
  let at = 0;
  for (const [i, { text }] of lines.entries()) {
    addedOperators.push(...(added[i] ?? []).map((place) => at + place));
    at += text.text.length + 1;
  }
  return {
    code: MappedText.join(
      lines.map(({ text }) => text),
      '\n',
    ),
    addedOperators,
  };
}

function languageOf(text: string): Language {
  const julia =
    /^[ \t]*using\s+[A-Z]|\bFlux\.|\bFlux\b.*\bchain|^[ \t]*end[ \t]*$|\bChain\(\s*Dense\(|^[ \t]*@epochs\b|\.\^/gm;
  const python =
    /^[ \t]*(?:import|from)\s+[a-z]\w+|^[ \t]*(?:def|class)\s+\w+.*:|\bself\.|\bnp\.|\bnn\.|^[ \t]*for\b.*:[ \t]*$|\bmodel\.(?:add|fit|compile)\(/gm;
  const [j, p] = [julia, python].map((pattern) => text.match(pattern)?.length ?? 0);
  return (j ?? 0) > (p ?? 0) ? 'julia' : 'python';
}

/** Texts over several lines go, their lines stay; some people fence their code with such quotes. */
function withoutDocstrings(text: MappedText): MappedText {
  return text.replace(/("""|''')([\s\S]*?)\1/g, ([whole, , inside = '']) => {
    const isCode = /^[ \t]*(?:import|from|def|class|using|function)\s+\w/m.test(inside);
    if (isCode) return `\n${inside}\n`;
    return inside.includes('\n')
      ? `""${'\n'.repeat(whole.split('\n').length - 1)}`
      : whole.replace(/"""|'''/g, '"');
  });
}

/** A statement whose brackets never close was cut off; half of it would say something else than the whole. */
function withoutCutOff(lines: readonly CodeLine[]): readonly CodeLine[] {
  const kept = [...lines];
  let depth = 0;
  let start = 0;
  const leaveOut = (end: number) => {
    if (depth === 0) return;
    for (const [i, { text }] of lines.slice(start, end).entries())
      kept[start + i] = { text: text.slice(text.text.length), prose: false };
    depth = 0;
  };
  for (const [i, { text, prose }] of lines.entries()) {
    const code = withoutText(text.text);
    const isNew = /^\s*(?:(?:def|class|for|while|with)\b.*:\s*$|(?:import|from)\s)/.test(code);
    if (prose || isNew) leaveOut(i);
    if (depth === 0) start = i;
    depth = Math.max(0, depth + bracketBalance(code));
  }
  leaveOut(lines.length);
  return kept;
}

/** Takes off the indentation that all lines have, or all but the first. */
function dedented(lines: readonly CodeLine[]): readonly CodeLine[] {
  const full = lines.filter(({ text }) => text.text.trim() !== '');
  const indents = full.map(({ text }) => text.text.length - text.text.trimStart().length);
  const rest = indents.slice(1).reduce((least, indent) => Math.min(least, indent), Infinity);
  const first = full[0];
  if (first === undefined || rest === 0 || rest === Infinity) return lines;
  if (indents[0] === 0 && /:\s*$/.test(first.text.text)) return lines;
  return lines.map((line) => {
    const indent = line.text.text.length - line.text.text.trimStart().length;
    return { ...line, text: line.text.slice(Math.min(indent, rest)) };
  });
}

function atLevel({ text, prose }: CodeLine, level: number): CodeLine {
  const indent = text.text.length - text.text.trimStart().length;
  return { text: text.slice(indent).indented('    '.repeat(level)), prose };
}
