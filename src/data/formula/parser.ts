import {
  compile,
  type Expression,
  expressionLimits,
  type Formula,
  type FormulaConstants,
  type FormulaError,
  type FormulaVariables,
  type FunctionName,
  functions,
  type OperatorName,
} from '#src/data/formula/formula.ts';
import { type Sign, type Token, tokensOf } from '#src/data/formula/lexer.ts';
import { formulaTex } from '#src/data/formula/tex.ts';
import {
  isBar,
  isMod,
  isName,
  isOpen,
  Refusal,
  startsWithName,
  TokenCursor,
} from '#src/data/formula/token-cursor.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/formula.ts';

/** Parses a formula by recursive descent into a tree of our own. */
export function parseFormula(
  source: string,
  variables: FormulaVariables,
  constants: FormulaConstants = new Map(),
): Result<Formula, FormulaError> {
  if (source.trim() === '') return err({ position: 0, message: words.theFormulaIsEmpty });
  if (source.length > expressionLimits.length) {
    const position = expressionLimits.length;
    return err({ position, message: words.atMostCharacters(position) });
  }
  const tokens = tokensOf(source, variables, constants);
  if (!tokens.ok) return tokens;
  try {
    const tree = new Parser(tokens.value).parse();
    return ok({ source, tree, tex: formulaTex(tree, variables), evaluate: compile(tree) });
  } catch (error) {
    if (error instanceof Refusal) return err({ position: error.position, message: error.message });
    throw error;
  }
}

/**
 * A factor, and what may follow it without a sign between: after a number no other number, after an operation neither.
 * In `1/2x`, a number by a number, the fraction comes first.
 */
interface Factor {
  readonly node: Expression;
  readonly form: 'number' | 'simple' | 'operation';
}

const comparisons: Partial<Record<Sign, OperatorName>> = {
  '<': 'smaller',
  '<=': 'smallerEq',
  '>': 'larger',
  '>=': 'largerEq',
  '==': 'equal',
  '!=': 'unequal',
};

const sums: Partial<Record<Sign, OperatorName>> = { '+': 'add', '-': 'subtract' };
const products: Partial<Record<Sign, OperatorName>> = {
  '*': 'multiply',
  '/': 'divide',
  '%': 'mod',
};
const prefixes: Partial<Record<Sign, OperatorName>> = {
  '-': 'unaryMinus',
  '+': 'unaryPlus',
  not: 'not',
};

/** From what binds least to what binds most. */
class Parser {
  readonly #tokens: TokenCursor;
  #nodes = 0;
  #depth = 0;
  /** |…| that are open. */
  #bars = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = new TokenCursor(tokens);
  }

  parse(): Expression {
    const tree = this.#conditional();
    if (this.#tokens.next.kind !== 'end') throw this.#tokens.unexpected();
    return tree;
  }

  /** `a ? b : c` or `b if a else c`. */
  #conditional(): Expression {
    const first = this.#or();
    if (this.#tokens.takes('?')) {
      const yes = this.#nested(() => this.#conditional());
      if (!this.#tokens.takes(':')) throw this.#tokens.refusal(words.afterAndAValueAndAnother);
      return this.#operation(
        'choose',
        first,
        yes,
        this.#nested(() => this.#conditional()),
      );
    }
    if (!this.#tokens.takes('if')) return first;
    const condition = this.#nested(() => this.#or());
    if (!this.#tokens.takes('else')) throw this.#tokens.refusal(words.afterIfElseIsExpected);
    return this.#operation(
      'choose',
      condition,
      first,
      this.#nested(() => this.#conditional()),
    );
  }

  #or(): Expression {
    let node = this.#xor();
    while (this.#takesOr()) node = this.#operation('or', node, this.#xor());
    return node;
  }

  /** One of the two and not the other: what is true of them differs. */
  #xor(): Expression {
    const truth = (node: Expression) => this.#operation('unequal', node, this.#number(0));
    let node = this.#and();
    while (this.#tokens.takes('xor'))
      node = this.#operation('unequal', truth(node), truth(this.#and()));
    return node;
  }

  /** `or`, `|` or `||`; inside of |…| a bar closes. */
  #takesOr(): boolean {
    if (this.#tokens.takes('or')) return true;
    if (!this.#tokens.isSign('|')) return false;
    const isDouble = this.#tokens.isDoubleBar();
    if (this.#bars > (isDouble ? 1 : 0)) return false;
    this.#tokens.skip(isDouble ? 2 : 1);
    return true;
  }

  #and(): Expression {
    let node = this.#comparison();
    while (this.#tokens.takes('and')) node = this.#operation('and', node, this.#comparison());
    return node;
  }

  /** `a < b < c` is `a < b and b < c`. */
  #comparison(): Expression {
    let left = this.#sum();
    let all: Expression | null = null;
    for (
      let name = this.#tokens.takesOf(comparisons);
      name;
      name = this.#tokens.takesOf(comparisons)
    ) {
      const right = this.#sum();
      const next = this.#operation(name, left, right);
      all = all === null ? next : this.#operation('and', all, next);
      left = right;
    }
    return all ?? left;
  }

  #sum(): Expression {
    let node = this.#product();
    for (let name = this.#tokens.takesOf(sums); name; name = this.#tokens.takesOf(sums))
      node = this.#operation(name, node, this.#product());
    return node;
  }

  #product(): Expression {
    let node = this.#factors();
    for (;;) {
      const sign = this.#tokens.next;
      const name = this.#tokens.takesOf(products) ?? this.#takesMod();
      if (name === 'mod' && (!this.#startsValue() || this.#tokens.isSign('+')))
        throw new Refusal(sign, words.theDivisorAfterIsMissing);
      if (name !== undefined) node = this.#operation(name, node, this.#factors());
      else if (this.#tokens.takes('//'))
        node = this.#call('floor', [this.#operation('divide', node, this.#factors())]);
      else return node;
    }
  }

  /** `a mod b` is `a % b`. */
  #takesMod(): 'mod' | undefined {
    if (!isMod(this.#tokens.next)) return undefined;
    this.#tokens.skip();
    return 'mod';
  }

  /** Factors without a sign between them. */
  #factors(): Expression {
    let { node, form } = this.#fraction();
    while (this.#continues(form)) {
      const next = this.#fraction();
      node = this.#operation('multiply', node, next.node);
      form = next.form;
    }
    return node;
  }

  #continues(form: Factor['form']): boolean {
    const { kind } = this.#tokens.next;
    if (kind === 'number') return form === 'simple';
    if (this.#tokens.isSign('|'))
      return form === 'number' && this.#bars === 0 && !this.#tokens.isDoubleBar();
    return startsWithName(this.#tokens.next) || this.#tokens.isSign('(');
  }

  /** A number by a number, where a name or a bracket follows, is one factor. */
  #fraction(): Factor {
    const factor = this.#prefixed();
    if (factor.form !== 'number' || !this.#tokens.isSign('/')) return factor;
    const [divisor, after] = this.#tokens.after(2);
    const isFraction =
      divisor?.kind === 'number' && after && (startsWithName(after) || isOpen(after));
    if (!isFraction) return factor;
    this.#tokens.skip();
    const node = this.#operation('divide', factor.node, this.#prefixed().node);
    return { node, form: 'operation' };
  }

  #prefixed(): Factor {
    const name = this.#tokens.takesOf(prefixes);
    if (name === undefined) return this.#power();
    const { node, form } = this.#nested(() => this.#prefixed());
    const isNumber = form === 'number' && node.kind === 'number' && name !== 'not';
    return { node: this.#operation(name, node), form: isNumber ? 'number' : 'operation' };
  }

  #power(): Factor {
    let factor = this.#value();
    const token = this.#tokens.next;
    if (token.kind === 'raised') {
      this.#tokens.skip();
      const exponent = this.#number(token.value);
      factor = { node: this.#operation('pow', factor.node, exponent), form: 'operation' };
    }
    if (!this.#tokens.takes('^')) return factor;
    const exponent = this.#nested(() => this.#prefixed()).node;
    return { node: this.#operation('pow', factor.node, exponent), form: 'operation' };
  }

  #value(): Factor {
    const token = this.#tokens.next;
    if (!this.#startsValue()) throw this.#tokens.unexpected();
    this.#tokens.skip();
    switch (token.kind) {
      case 'number':
        return { node: this.#number(token.value), form: 'number' };
      case 'function':
        return { node: this.#function(token, token.name), form: 'simple' };
      case 'named':
      case 'variable':
      case 'constant': {
        if (this.#tokens.isSign('(')) throw new Refusal(token, words.notAFunctionForAProduct);
        const { position: _, ...node } = token;
        const known = node.kind === 'named' ? ({ ...node, kind: 'number' } as const) : node;
        return { node: this.#counted(known), form: 'simple' };
      }
      default:
        return { node: this.#bracketed(token), form: 'simple' };
    }
  }

  #bracketed(open: Token): Expression {
    if (!isBar(open)) {
      const node = this.#inBrackets(() => this.#conditional());
      if (!this.#tokens.takes(')')) throw this.#tokens.unclosed(open);
      return node;
    }
    this.#bars++;
    const node = this.#nested(() => this.#conditional());
    this.#bars--;
    if (!this.#tokens.takes('|')) throw this.#tokens.refusal(words.aIsNotClosed);
    return this.#call('abs', [node]);
  }

  /** Arguments in brackets, or a single one without, as in `sin 2x`; of `sin²(x)` the answer is squared. */
  #function(token: Token, name: FunctionName): Expression {
    const { least, most } = functions[name];
    const raised = this.#tokens.next;
    const isRaised = raised.kind === 'raised' && raised.value > 0;
    if (isRaised) this.#tokens.skip();
    const operands = this.#tokens.isSign('(')
      ? this.#arguments()
      : [this.#bareArgument(token, name)];
    if (operands.length < least || operands.length > most)
      throw new Refusal(token, words.takesArguments(name, least, most));
    const called = this.#call(name, operands);
    return isRaised ? this.#operation('pow', called, this.#number(raised.value)) : called;
  }

  #arguments(): Expression[] {
    const open = this.#tokens.next;
    this.#tokens.skip();
    const operands: Expression[] = [];
    do operands.push(this.#inBrackets(() => this.#conditional()));
    while (this.#tokens.takes(','));
    if (!this.#tokens.takes(')')) throw this.#tokens.unclosed(open);
    return operands;
  }

  #bareArgument(token: Token, name: FunctionName): Expression {
    if (!this.#startsBareArgument()) throw new Refusal(token, words.isAFunctionWrite(name));
    let node = this.#nested(() => this.#power().node);
    while (['variable', 'constant', 'named'].includes(this.#tokens.next.kind))
      node = this.#operation('multiply', node, this.#power().node);
    return node;
  }

  #startsBareArgument(): boolean {
    return this.#tokens.next.kind === 'number' || startsWithName(this.#tokens.next);
  }

  /** A bar that is open outside of brackets does not close inside. */
  #inBrackets(parse: () => Expression): Expression {
    const bars = this.#bars;
    this.#bars = 0;
    const node = this.#nested(parse);
    this.#bars = bars;
    return node;
  }

  #nested<T>(parse: () => T): T {
    if (++this.#depth > expressionLimits.depth)
      throw this.#tokens.refusal(words.tooComplicatedTooMany);
    const result = parse();
    this.#depth--;
    return result;
  }

  #startsValue(): boolean {
    const token = this.#tokens.next;
    if (token.kind !== 'sign') return token.kind === 'number' || isName(token.kind);
    return isOpen(token) || prefixes[token.sign] !== undefined;
  }

  #number(value: number): Expression {
    return this.#counted({ kind: 'number', value });
  }

  #call(name: FunctionName, operands: readonly Expression[]): Expression {
    return this.#counted({ kind: 'call', name, operands });
  }

  #operation(name: OperatorName, ...operands: readonly Expression[]): Expression {
    return this.#counted({ kind: 'operation', name, operands });
  }

  #counted(node: Expression): Expression {
    if (++this.#nodes > expressionLimits.nodes)
      throw this.#tokens.refusal(words.theFormulaIsTooComplicated);
    return node;
  }
}
