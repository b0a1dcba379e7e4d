import { bracketBalance, withoutText } from '#src/code/read/clean/characters.ts';
import { withLineBreaks } from '#src/code/read/clean/collapsed.ts';
import type { MappedText } from '#src/code/read/mapped-text.ts';

/** A line of what was pasted; one of prose or output is empty, and ends what was open before it. */
export interface CodeLine {
  readonly text: MappedText;
  readonly prose: boolean;
}

/** Letters that names are made of: also Julia's Greek ones, subscripts and hats. */
const N = '[\\w\\u0370-\\u03ff\\u2080-\\u2089\\u0300-\\u036f\\u0177\\u2207]';
const NAME = `${N}+(?:\\.${N}+)*!?`;
const ITEM = `[*(]*${NAME}(?:\\[[^\\]]*\\]|\\.${N}+)*\\)?(?:::?\\s*[\\w.\\[\\]]+)?`;

const statements: readonly RegExp[] = [
  /^(?:async\s+)?def\s+\w+\s*\(|^class\s+\w+\s*[(:]|^class\s+\w+$/,
  /^(?:for|while|if|elif|with|except|elseif)\b.*:$|^(?:else|try|finally|except)\s*:/,
  /^(?:for|while|if|elif|with)\b[^:]*:\s*\S/,
  /^import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,.*)?$|^from\s+[\w.]+\s+import\b/,
  /^(?:return|yield)\b|^(?:pass|break|continue|end|try|else|begin|finally)$|^(?:raise|assert|del|global)\s+\w/,
  /^print\b/,
  /^@\w/,
  /^[)\]}]/,
  new RegExp(
    `^(?:const\\s+|local\\s+|global\\s+)?${ITEM}(?:\\s*,\\s*${ITEM})*\\s*,?\\s*(?:\\.?[-+*/%@&|^]|//|\\*\\*|>>|<<)?=(?!=)`,
    'u',
  ),
  // Julia: a function in one line, a call with a macro, a block
  new RegExp(`^${NAME}\\([^()]*\\)(?:::[\\w{}]+)?\\s*=(?!=)`, 'u'),
  /^\(\w+::\w+\)\(.*\)\s*=/,
  /^(?:using|import)\s+[\w.]+(?:\s*[,:]\s*[\w.@!,: ]+)?$|^(?:mutable\s+)?struct\s+\w+|^function\b.*\(/,
  /^(?:for\s+\S+\s*(?:=|in|∈)|while\s|if\s|elseif\s).*[^.?!]$/,
  /^(?:let|do)\b|^end\b/,
  new RegExp(`^${NAME}\\s*\\(`, 'u'),
  new RegExp(`^${NAME}(?:\\[[^\\]]*\\]|\\.\\w+|\\([^()]*\\))+\\(`, 'u'),
];

const keywords =
  /\b(?:and|as|assert|async|await|break|class|const|continue|def|del|do|elif|else|elseif|end|except|finally|for|from|function|global|if|import|in|lambda|local|mutable|not|or|print|raise|return|struct|try|using|while|with|yield)\b/g;

/** Letters of scripts that no program uses outside its texts. */
const foreign = /[\u0400-\u052f\u0590-\u1cff\u1e00-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

function isProse(code: string): boolean {
  if (foreign.test(code)) return true;
  const words = code.replace(keywords, ';');
  const run = /=/.test(code) ? 4 : 3;
  return (
    new RegExp(`(?<![A-Za-z])(?:[A-Za-z]{2,}(?:['’][a-z]*)?[ ]+){${run - 1}}[A-Za-z]{2,}`).test(
      words,
    ) ||
    /\)\s+[A-Za-z]+\s+[A-Za-z]+\s/.test(words) ||
    (/\s/.test(code) && /[A-Za-z)][.?!]$/.test(code))
  );
}

function isStatement(code: string): boolean {
  return statements.some((pattern) => pattern.test(code)) && !isProse(code);
}

const prompt = /^\s*(?:>>> ?|\.{3,}: ?|\.\.\. ?|\.\.\.$|In ?\[[\d ]*\]: ?|julia> ?)/;
const magic = /^\s*(?:%{1,2}\w|!\w|\$ |Out ?\[\d*\]:)/;
/** What no argument list goes on with: a bracket was lost before it. */
const anew = /^(?:def|class|import|from|for|while|with)\b.*:$|^(?:import|from)\s/;

/** Tells the lines of code from what stands around them: prose, prompts, what was printed. */
export function codeLines(text: MappedText): readonly CodeLine[] {
  const lines = withoutNumbers(text.lines().flatMap(withLineBreaks));
  const fenced = insideFences(lines);
  const prompted = lines.filter(({ text }) => /^\s*>>> /.test(text)).length >= 2;
  let open = 0;
  let continued = false;
  return lines.map((line, i): CodeLine => {
    const shown = prompt.exec(line.text)?.[0] ?? '';
    const bare = line.slice(shown.length);
    const code = withoutText(bare.text).trim();
    const empty = line.slice(line.text.length);
    if (code === '' && fenced[i] !== false) return { text: empty, prose: false };
    const isNew = isStatement(code);
    const inside = (open > 0 || continued) && !(isNew && anew.test(code));
    const printed = prompted && shown === '';
    const kept = inside ? !isProse(code) : isNew && !printed;
    if (!kept || fenced[i] === false || magic.test(line.text)) {
      open = 0;
      continued = false;
      return { text: empty, prose: true };
    }
    open = Math.max(0, (inside ? open : 0) + bracketBalance(code));
    continued = code.endsWith('\\');
    return { text: bare, prose: false };
  });
}

const numbered = /^\s*(\d+)(?:[.:|)]|(?=\s|$)) ?/;

/** Takes off the numbers that stand before all lines. */
function withoutNumbers(lines: readonly MappedText[]): readonly MappedText[] {
  const full = lines.filter(({ text }) => text.trim() !== '');
  const numbers = full.flatMap(({ text }) => numbered.exec(text)?.[1] ?? []).map(Number);
  const rises = numbers.every((number, i) => i === 0 || number > (numbers[i - 1] as number));
  if (numbers.length < 3 || numbers.length < 0.8 * full.length || !rises) return lines;
  return lines.map((line) => line.slice(numbered.exec(line.text)?.[0].length ?? 0));
}

const notCode = /^(?:sh|shell|bash|console|text|txt|output|json|yaml|yml|csv|none)$/i;

/** For each line whether it is fenced code; null where the text has no fences. */
function insideFences(lines: readonly MappedText[]): readonly (boolean | null)[] {
  const fence = /^\s*(?:```|~~~)\s*(\S*)/;
  if (lines.filter(({ text }) => fence.test(text)).length < 2) return lines.map(() => null);
  let inside = false;
  let wanted = true;
  return lines.map(({ text }) => {
    const found = fence.exec(text);
    if (found === null) return inside && wanted;
    inside = !inside;
    wanted = !notCode.test(found[1] ?? '');
    return false;
  });
}
