import type { OperatorName } from '#src/data/formula/formula.ts';
import type { Sign, Token } from '#src/data/formula/lexer.ts';
import { words } from '#words/base/formula.ts';

/** Why a formula is refused, at one of its tokens. */
export class Refusal extends Error {
  readonly position: number;

  constructor({ position }: Token, message: string) {
    super(message);
    this.position = position;
  }
}

/** A place among the tokens of a formula. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  /** @param tokens the last of them is the end */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  /** The tokens that follow the next one. */
  after(count: number): readonly Token[] {
    return this.#tokens.slice(this.#at + 1, this.#at + 1 + count);
  }

  skip(count = 1): void {
    this.#at += count;
  }

  isSign(sign: Sign): boolean {
    return isSign(this.next, sign);
  }

  /** Two bars without a blank between. */
  isDoubleBar(): boolean {
    const [first, [second]] = [this.next, this.after(1)];
    return isBar(first) && isBar(second) && second.position === first.position + 1;
  }

  /** Goes past a sign, if it is next. */
  takes(sign: Sign): boolean {
    const takes = this.isSign(sign);
    if (takes) this.#at++;
    return takes;
  }

  /** Goes past a sign of the table, if one is next. */
  takesOf(table: Partial<Record<Sign, OperatorName>>): OperatorName | undefined {
    const { kind } = this.next;
    const name = kind === 'sign' ? table[this.next.sign] : undefined;
    if (name !== undefined) this.#at++;
    return name;
  }

  unexpected(): Refusal {
    const token = this.next;
    if (token.kind === 'end') return this.refusal(words.theFormulaEndsTooEarly);
    if (isSign(token, ')')) return this.refusal(words.noBracketIsOpenHere);
    return this.refusal(
      token.kind === 'sign' ? words.aValueIsExpectedHere : words.anOperatorIsMissing,
    );
  }

  unclosed(open: Token): Refusal {
    if (this.next.kind === 'end') return this.refusal(words.aBracketIsOpen);
    return isSign(this.next, ',') && isOpen(open)
      ? this.refusal(words.aCommaStandsOnlyBetween)
      : this.unexpected();
  }

  refusal(message: string): Refusal {
    return new Refusal(this.next, message);
  }
}

function isSign(token: Token | undefined, sign: Sign): boolean {
  return token?.kind === 'sign' && token.sign === sign;
}

export function isBar(token: Token | undefined): token is Token {
  return isSign(token, '|');
}

export function isOpen(token: Token): boolean {
  return isSign(token, '(') || isBar(token);
}

export function isMod(token: Token): boolean {
  return token.kind === 'function' && token.name === 'mod';
}

/** Where a factor without a sign before it may stand. */
export function startsWithName(token: Token): boolean {
  return isName(token.kind) && !isMod(token);
}

export function isName(kind: Token['kind']): boolean {
  return ['variable', 'constant', 'named', 'function'].includes(kind);
}
