import { create, type MathNode, parseDependencies } from 'mathjs/number';
import {
  type ConstantName,
  compile,
  constants,
  type Expression,
  expressionLimits,
  type Formula,
  type FormulaError,
  type FormulaVariables,
  type FunctionName,
  functions,
  type OperatorName,
  operators,
} from '#src/data/formula/formula.ts';
import { type NameToken, scanNames } from '#src/data/formula/lexer.ts';
import { formulaTex } from '#src/data/formula/tex.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** mathjs's parser without the rest of it, which is a third of the size. */
const mathjs = create(parseDependencies ?? {});

/**
 * Parses a formula with mathjs and translates what comes out, node by node, into our own tree; whatever is not on
 * the list of that tree is refused with its place. mathjs itself never evaluates or compiles anything.
 */
export function parseFormula(
  source: string,
  variables: FormulaVariables,
): Result<Formula, FormulaError> {
  if (source.trim() === '') return err({ position: 0, message: 'the formula is empty' });
  if (source.length > expressionLimits.length) {
    const position = expressionLimits.length;
    return err({ position, message: `at most ${position} characters` });
  }
  const known = (name: string): boolean =>
    variables.some((variable) => variable === name) ||
    Object.hasOwn(constants, name) ||
    Object.hasOwn(functions, name);
  const names = scanNames(source, known, expressionLimits.depth);
  if (!names.ok) return names;
  try {
    const tree = new Translation(names.value, variables).translate(mathjs.parse(source));
    return ok({ source, tree, tex: formulaTex(tree, variables), evaluate: compile(tree) });
  } catch (error) {
    return err(asFormulaError(error, source));
  }
}

class Refusal extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

/**
 * One walk over a tree of mathjs. Its nodes do not say where they stand, but names come up in the order in which they
 * are written, so the names that the scan found give every refusal its place.
 */
class Translation {
  private readonly names: readonly NameToken[];
  private readonly variables: FormulaVariables;
  private nextName = 0;
  private nodes = 0;
  private depth = 0;

  constructor(names: readonly NameToken[], variables: FormulaVariables) {
    this.names = names;
    this.variables = variables;
  }

  translate(node: MathNode): Expression {
    if (++this.nodes > expressionLimits.nodes || ++this.depth > expressionLimits.depth)
      throw this.refusal('the formula is too complicated');
    const expression = this.dispatch(node);
    this.depth--;
    return expression;
  }

  private dispatch(node: MathNode): Expression {
    if (isNode(node, 'ParenthesisNode')) return this.translate(node.content);
    if (isNode(node, 'ConstantNode')) return this.number(node.value);
    if (isNode(node, 'SymbolNode')) return this.name(node.name);
    if (isNode(node, 'FunctionNode')) return this.call(node);
    if (isNode(node, 'OperatorNode')) return this.operation(node.fn, node.args);
    if (isNode(node, 'ConditionalNode'))
      return this.operation('choose', [node.condition, node.trueExpr, node.falseExpr]);
    if (isNode(node, 'RelationalNode')) return this.chain(node);
    throw this.refusal('this cannot stand in a formula');
  }

  private number(value: unknown): Expression {
    if (typeof value !== 'number') throw this.refusal('only numbers can stand here');
    if (!Number.isFinite(value)) throw this.refusal('a number is too large');
    return { kind: 'number', value };
  }

  private name(name: string): Expression {
    const index = this.variables.findIndex((variable) => variable === name);
    const refusal = this.refusal(`${name} is a function: write ${name}(…)`);
    this.nextName++;
    if (index >= 0) return { kind: 'variable', index };
    if (Object.hasOwn(constants, name)) return { kind: 'constant', name: name as ConstantName };
    throw refusal;
  }

  private call(node: Parsed['FunctionNode']): Expression {
    const name = node.fn.name;
    const place = this.refusal('').position;
    this.nextName++;
    if (!Object.hasOwn(functions, name))
      throw new Refusal(place, `${name} is not a function: for a product write ${name}*(…)`);
    const { least, most } = functions[name as FunctionName];
    const count = node.args.length;
    if (count < least || count > most) {
      const expected = least === most ? `${least}` : `${least} to ${most}`;
      throw new Refusal(place, `${name} takes ${expected} argument${most === 1 ? '' : 's'}`);
    }
    return {
      kind: 'call',
      name: name as FunctionName,
      operands: node.args.map((argument) => this.translate(argument)),
    };
  }

  private operation(name: string, args: readonly MathNode[]): Expression {
    if (!Object.hasOwn(operators, name))
      throw this.refusal(`the operator ${name} is not available`);
    const operands = args.map((argument) => this.translate(argument));
    return { kind: 'operation', name: name as OperatorName, operands };
  }

  /** `a < b < c` is `a < b and b < c`. */
  private chain(node: Parsed['RelationalNode']): Expression {
    const terms = node.params.map((term) => this.translate(term));
    const comparisons = node.conditionals.map((name, i): Expression => {
      if (!Object.hasOwn(operators, name)) throw this.refusal(`${name} is not available`);
      return {
        kind: 'operation',
        name: name as OperatorName,
        operands: [terms[i] as Expression, terms[i + 1] as Expression],
      };
    });
    return comparisons.reduce((all, next) => ({
      kind: 'operation',
      name: 'and',
      operands: [all, next],
    }));
  }

  /** A refusal at the name that is reached next, or at the last one. */
  private refusal(message: string): Refusal {
    const near = this.names[Math.min(this.nextName, this.names.length - 1)];
    return new Refusal(near?.position ?? 0, message);
  }
}

/** What is read of each kind of node (mathjs's own types are looser). */
interface Parsed {
  ParenthesisNode: { content: MathNode };
  ConstantNode: { value: unknown };
  SymbolNode: { name: string };
  FunctionNode: { fn: { name: string }; args: MathNode[] };
  OperatorNode: { fn: string; args: MathNode[] };
  ConditionalNode: { condition: MathNode; trueExpr: MathNode; falseExpr: MathNode };
  RelationalNode: { conditionals: string[]; params: MathNode[] };
}

function isNode<Type extends keyof Parsed>(
  node: MathNode,
  type: Type,
): node is MathNode & Parsed[Type] {
  return node.type === type;
}

function asFormulaError(error: unknown, source: string): FormulaError {
  if (error instanceof Refusal) return { position: error.position, message: error.message };
  if (error instanceof SyntaxError && 'char' in error) {
    const position = Math.min(Math.max(Number(error.char) - 1, 0), source.length);
    return { position, message: error.message.replace(/ \(char \d+\)$/, '').toLowerCase() };
  }
  return { position: 0, message: 'this formula cannot be read' };
}
