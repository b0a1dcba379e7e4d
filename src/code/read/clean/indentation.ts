import { bracketBalance, withoutText } from '#src/code/read/clean/characters.ts';
import type { CodeLine } from '#src/code/read/clean/code-lines.ts';

const header = /^(?:(?:async\s+)?def|class|for|while|if|elif|else|with|try|except|finally)\b.*:$/;

const loop = /^(?:for|while)\b.*:$/;

/** One statement, which may go over several lines. */
interface Logical {
  readonly lines: readonly number[];
  readonly code: string;
  readonly indent: number;
  /** A blank line or prose stands before it. */
  readonly apart: 'no' | 'blank' | 'prose';
}

/** Whether most blocks of the text have lost their indentation. */
export function lacksIndentation(lines: readonly CodeLine[]): boolean {
  const all = logicalLines(lines);
  let headers = 0;
  let flat = 0;
  for (const [i, { code, indent }] of all.entries()) {
    const next = all[i + 1];
    if (next === undefined || !header.test(code)) continue;
    headers++;
    if (next.indent <= indent) flat++;
  }
  return headers > 0 && 2 * flat >= headers;
}

/**
 * Gives blocks that have lost their indentation a likely one: for each line the number of levels. `def` and `class` end
 * what is before them, `return` ends its function, an `if` takes one statement, a loop goes on while its own names are
 * used.
 */
export function likelyLevels(lines: readonly CodeLine[]): readonly number[] {
  const levels = lines.map(() => 0);
  const guess = new LevelGuess();
  const all = logicalLines(lines);
  for (const [i, logical] of all.entries()) {
    const level = guess.next(logical, loop.test(logical.code) ? blockAfter(all, i) : []);
    for (const line of logical.lines) levels[line] = level;
  }
  return levels;
}

type BlockKind = 'class' | 'def' | 'loop' | 'if' | 'other';

interface Block {
  readonly kind: BlockKind;
  /** Of a function or class. */
  readonly name: string;
  /** What a loop counts by. */
  readonly counts: string | null;
  /** Names that are first bound in it. */
  readonly names: Set<string>;
  /** Lists that it fills. */
  readonly filled: Set<string>;
  statements: number;
  hasMethods: boolean;
}

const kinds: readonly (readonly [RegExp, BlockKind])[] = [
  [/^class\b/, 'class'],
  [/^(?:async\s+)?def\b/, 'def'],
  [/^(?:for|while)\b/, 'loop'],
  [/^(?:if|elif|else)\b/, 'if'],
];

/** A last layer, of one output, is added after the loop that adds those before it. */
const outputLayer =
  /\.(?:add|append)\(.*(?:Dense|Linear)\((?:.*,\s*)?(?:(?:1|n_out\w*|output\w*|num_classes)\s*[,)]|\w+\[-1\]\s*\))/;

/** No program of this kind has more blocks inside one another. */
const deepest = 20;

class LevelGuess {
  readonly #open: Block[] = [];
  readonly #known = new Set<string>();
  /** How deep the last `if`, `try` or loop stood, for its `else`. */
  #forElse: number[] = [];
  #decorated = false;

  /** @param block what a loop begins with */
  next({ code, apart }: Logical, block: readonly string[]): number {
    if (apart === 'prose' || this.#open.length > deepest) this.#close(0);
    this.#endBlocks(code, apart, block);
    const level = this.#open.length;
    const last = this.#open.at(-1);
    if (last !== undefined) last.statements++;
    this.#bind(code);
    if (header.test(code)) this.#enter(code);
    else if (/^return\b/.test(code)) this.#endOfReturn();
    this.#decorated = code.startsWith('@');
    return level;
  }

  #endBlocks(code: string, apart: Logical['apart'], block: readonly string[]) {
    if (this.#decorated) return;
    if (/^(?:elif|else|except|finally)\b/.test(code)) return this.#backToElse(code);
    if (/^(?:class|import|from)\b/.test(code)) return this.#close(0);
    if (/^(?:async\s+)?def\b/.test(code) || code.startsWith('@')) {
      if (/^def\s+closure\b/.test(code) && this.#open.length > 0) return;
      const inClass =
        this.#open[0]?.kind === 'class' && !/^def\s+\w+\(\s*(?!self\b|cls\b)\w/.test(code);
      return this.#close(inClass ? 1 : 0);
    }
    // An if takes one statement, and another block inside it is one.
    while (this.#open.at(-1)?.kind === 'if' && (this.#open.at(-1)?.statements ?? 0) >= 1)
      this.#close(this.#open.length - 1);
    this.#endSurely(code, block);
    while (this.#open.length > 0 && this.#isOver(this.#open.at(-1) as Block, code, apart))
      this.#close(this.#open.length - 1);
  }

  /**
   * No class makes one of itself, no loop of a function calls it, no loop inside another counts by the same name, and what
   * comes after a loop is returned.
   */
  #endSurely(code: string, block: readonly string[]) {
    const [outer] = this.#open;
    const returns = /^return\b/.test(code);
    const isMade = outer?.kind === 'class' && calls(code, outer.name);
    if (isMade && !returns) this.#close(0);
    const counter = counterOf(code);
    const own = block.filter(
      (line, i) => i === 0 || (counter !== null && uses(line, new Set([counter]))),
    );
    const called = this.#open.findIndex(
      ({ kind, name }) => kind === 'def' && own.some((line) => calls(line, name)),
    );
    if (called >= 0) this.#close(called);
    const same = this.#open.findIndex(({ counts }) => counter !== null && counts === counter);
    if (same >= 0) this.#close(same);
    const inner = this.#open.findLastIndex(
      ({ kind, statements }) => kind !== 'loop' || statements === 0,
    );
    if (returns) this.#close(inner + 1);
  }

  #isOver(block: Block, code: string, apart: Logical['apart']): boolean {
    if (block.statements === 0) return false;
    if (block.kind === 'class') return block.hasMethods || !/^[\w, ]+=/.test(code);
    if (block.kind === 'loop') {
      const gathered =
        /^(\w+)\s*=\s*(?:\w+\.)?(?:array|asarray|tensor|Tensor|FloatTensor|stack|from_numpy)\(\s*(\w+)/.exec(
          code,
        );
      if (gathered !== null && block.filled.has(gathered[2] ?? '')) return true;
      if (
        /^(?:plt|fig|ax)\.|^\w+\s*=\s*(?:nn\.)?Sequential\(|\.(?:compile|fit|predict)\(/.test(code)
      )
        return true;
      if (outputLayer.test(code) && block.statements > 0) return true;
      if (apart === 'no') return false;
      return (
        !/\.(?:step|backward|zero_grad|update|append)\(/.test(code) && !uses(code, block.names)
      );
    }
    if (block.kind === 'def') {
      if (calls(code, block.name)) return true;
      if (apart === 'no') return false;
      return this.#open.length === 1 && !uses(code, block.names);
    }
    return apart !== 'no';
  }

  #backToElse(code: string) {
    const wanted = /^(?:elif|else)\b/.test(code) ? 'if' : 'other';
    for (let depth = this.#open.length - 1; depth >= 0; depth--)
      if (this.#open[depth]?.kind === wanted) return this.#close(depth);
    const depth = this.#forElse.at(-1);
    if (depth !== undefined) this.#close(Math.min(depth, this.#open.length));
  }

  #enter(code: string) {
    const kind = kinds.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
    if (kind === 'if' || kind === 'other') this.#forElse.push(this.#open.length);
    const parent = this.#open.at(-1);
    if (kind === 'def' && parent !== undefined) parent.hasMethods = true;
    const names = new Set<string>();
    const bound =
      /^(?:for\s+(.*?)\s+in\b|(?:async\s+)?def\s+\w+\((.*)\)|with\b.*\bas\s+(\w+))/.exec(code);
    for (const name of (bound?.[1] ?? bound?.[2] ?? bound?.[3] ?? '').match(/[A-Za-z_]\w*/g) ?? [])
      names.add(name);
    const name = /^(?:async\s+def|def|class)\s+(\w+)/.exec(code)?.[1] ?? '';
    this.#open.push({
      kind,
      name,
      counts: counterOf(code),
      names,
      filled: new Set(),
      statements: 0,
      hasMethods: false,
    });
  }

  #endOfReturn() {
    if (this.#open.at(-1)?.kind === 'if') return;
    const def = this.#open.findLastIndex(({ kind }) => kind === 'def');
    if (def >= 0) this.#close(def);
  }

  #bind(code: string) {
    const filled = /^(\w+)\.append\(/.exec(code)?.[1];
    for (const block of this.#open) if (filled !== undefined) block.filled.add(filled);
    const targets = /^([A-Za-z_][\w, ]*?)\s*=(?!=)/.exec(code)?.[1];
    for (const name of targets?.match(/[A-Za-z_]\w*/g) ?? []) {
      if (this.#known.has(name)) continue;
      const block = this.#open.at(-1);
      if (block === undefined) this.#known.add(name);
      for (const open of this.#open) open.names.add(name);
    }
  }

  #close(depth: number) {
    this.#open.length = Math.min(this.#open.length, depth);
    if (depth === 0) this.#forElse = [];
  }
}

function calls(code: string, name: string): boolean {
  return new RegExp(`\\b(?<!\\.)${name}\\(`).test(code);
}

/** Up to the next block. */
function blockAfter(all: readonly Logical[], i: number): readonly string[] {
  const rest: string[] = [];
  for (let k = i + 1; k < all.length && !header.test(all[k]?.code ?? ''); k++)
    rest.push(all[k]?.code ?? '');
  return rest;
}

/** What a loop counts by; null: it is no such loop. */
function counterOf(code: string): string | null {
  return /^for\s+(\w+)\s+in\b/.exec(code)?.[1] ?? null;
}

function uses(code: string, names: ReadonlySet<string>): boolean {
  return (code.match(/[A-Za-z_]\w*/g) ?? []).some((name) => names.has(name));
}

function logicalLines(lines: readonly CodeLine[]): readonly Logical[] {
  const all: { lines: number[]; code: string; indent: number; apart: Logical['apart'] }[] = [];
  let apart = 'no' as Logical['apart'];
  let open = 0;
  for (const [i, { text, prose }] of lines.entries()) {
    const code = withoutText(text.text);
    if (code.trim() === '') {
      if (open > 0) continue;
      apart = prose || apart === 'prose' ? 'prose' : 'blank';
      continue;
    }
    const last = all.at(-1);
    if (open > 0 && last !== undefined) {
      last.lines.push(i);
      last.code += ` ${code.trim()}`;
    } else {
      const indent = code.length - code.trimStart().length;
      all.push({ lines: [i], code: code.trim(), indent, apart });
    }
    open = Math.max(0, open + bracketBalance(code));
    apart = 'no';
  }
  return all;
}
