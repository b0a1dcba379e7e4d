import type { Place } from '#src/code/read/mapped-text.ts';
import {
  type Argument,
  type BinaryOperator,
  type Clause,
  type Expr,
  maxDepth,
  type Param,
  type Stmt,
  unknownAt,
} from '#src/code/read/parse/syntax.ts';
import { binary, type TreeNode } from '#src/code/read/parse/tree.ts';

/** Expressions of Julia; statements are for who extends this. */
export abstract class JuliaExpressions {
  /** Statements among the children of a block. */
  protected abstract block(nodes: readonly TreeNode[], depth: number): readonly Stmt[];

  protected functionBody({ children }: TreeNode, depth: number): readonly Stmt[] {
    return withReturn(
      this.block(
        children.filter(({ name }) => name !== 'Signature'),
        depth,
      ),
    );
  }

  protected list({ children }: TreeNode, depth: number): readonly Expr[] {
    return children
      .filter(({ name }) => !punctuation.test(name))
      .map((node) => this.expression(node, depth));
  }

  protected expression(node: TreeNode, level: number): Expr {
    const { from, to, children } = node;
    const place = { from, to };
    const depth = level + 1;
    if (depth > maxDepth) return unknownAt(place);
    const at = (index: number): Expr => {
      const child = children[index];
      return child === undefined ? unknownAt(place) : this.expression(child, depth);
    };
    switch (node.name) {
      case 'FieldExpression':
        return { kind: 'member', object: at(0), name: children.at(-1)?.text ?? '', ...place };
      case 'CallExpression':
        return { kind: 'call', callee: at(0), args: this.args(node, depth), ...place };
      case 'IndexExpression':
        return this.index(node, depth);
      case 'UnaryExpression':
        return unary(children[0]?.text.replace('.', ''), at(1), place);
      case 'AdjointExpression':
        return { kind: 'unary', operator: 'transpose', operand: at(0), ...place };
      case 'BinaryExpression':
        return this.binaryExpression(node, depth);
      case 'JuxtapositionExpression':
        return binary(place, '*', at(0), at(1));
      case 'TernaryExpression':
        return { kind: 'choice', test: at(0), yes: at(2), no: at(4), ...place };
      case 'ParenExpression':
        return this.list(node, depth).at(-1) ?? unknownAt(place);
      case 'TupleExpression':
        if (node.child('KwArg') !== undefined) return this.namedTuple(node, depth);
        return { kind: 'tuple', items: this.list(node, depth), ...place };
      case 'OpenTuple':
        return { kind: 'tuple', items: this.list(node, depth), ...place };
      case 'VectorExpression':
        return { kind: 'list', items: this.list(node, depth), ...place };
      case 'MatrixExpression':
        return this.matrix(node, depth);
      case 'ComprehensionExpression':
      case 'Generator':
        return this.comprehension(node, depth);
      case 'SplatExpression':
        return { kind: 'spread', value: at(0), ...place };
      case 'ArrowFunctionExpression':
        return this.arrow(node, depth);
      case 'FunctionDefinition':
        return {
          kind: 'lambda',
          params: this.params(node.child('Signature')?.children[0], depth),
          body: this.functionBody(node, depth),
          ...place,
        };
      case 'MacrocallExpression': {
        const code = node.child('MacroArguments')?.children.at(-1);
        return code === undefined ? unknownAt(place) : this.expression(code, depth);
      }
      case 'Assignment':
        return at(2);
      default:
        return leaf(node);
    }
  }

  protected matrix({ children, from, to }: TreeNode, depth: number): Expr {
    const rows = children.filter(({ name }) => name === 'MatrixRow');
    const items = rows.map(
      (row): Expr => ({ kind: 'list', items: this.list(row, depth), from: row.from, to: row.to }),
    );
    return pointsOf(items) ?? { kind: 'list', items, from, to };
  }

  protected arrow({ children, from, to }: TreeNode, depth: number): Expr {
    const [left, , right] = children;
    const body = right === undefined ? [] : withReturn(this.block([right], depth));
    const names =
      left?.name === 'TupleExpression' ? left.children : left === undefined ? [] : [left];
    const params = names
      .filter(({ name }) => !punctuation.test(name))
      .map((name): Param => ({ name: firstName(name), value: null, rest: false }));
    return { kind: 'lambda', params, body, from, to };
  }

  protected namedTuple({ children, from, to }: TreeNode, depth: number): Expr {
    const entries = children
      .filter(({ name }) => name === 'KwArg')
      .flatMap((entry) => {
        const [name] = entry.children;
        const value = entry.children.at(-1);
        if (name === undefined || value === undefined) return [];
        const key: Expr = { kind: 'text', value: name.text, from: name.from, to: name.to };
        return [[key, this.expression(value, depth)] as const];
      });
    return { kind: 'dict', entries, from, to };
  }

  protected args(call: TreeNode, depth: number): readonly Argument[] {
    const clause = call.child('DoClause');
    const given = (call.child('Arguments')?.children ?? [])
      .flatMap((node) => (node.name === 'KeywordArguments' ? node.children : [node]))
      .filter(({ name }) => !punctuation.test(name))
      .map((node): Argument => {
        if (node.name !== 'KwArg') return { name: null, value: this.expression(node, depth) };
        const value = node.children.at(-1);
        return {
          name: firstName(node),
          value: value === undefined ? unknownAt(node) : this.expression(value, depth),
        };
      });
    if (clause === undefined) return given;
    // `f(a) do x … end` is `f(x -> …, a)`.
    const parameters = (clause.child('Parameters')?.children ?? []).map(
      (node): Param => ({ name: firstName(node), value: null, rest: false }),
    );
    const inner = clause.children.filter(({ name }) => name !== 'Parameters');
    const body = withReturn(this.block(inner, depth));
    const value: Expr = {
      kind: 'lambda',
      params: parameters,
      body,
      from: clause.from,
      to: clause.to,
    };
    return [{ name: null, value }, ...given];
  }

  /** Indices from 1 and their ends, made into those from 0 without them. */
  protected index({ children, from, to }: TreeNode, depth: number): Expr {
    const [object, vector] = children;
    if (object === undefined || vector === undefined) return unknownAt({ from, to });
    const inner = vector.children.filter(({ name }) => !/^[[\],]$/.test(name));
    const isType = /^(?:Float|Int|UInt)\d+$|^Any$/.test(object.text);
    const items = inner.map((node): Expr => {
      if (node.name === 'end')
        return { kind: 'number', value: -1, whole: true, from: node.from, to: node.to };
      const value = this.expression(node, depth);
      return isType ? value : fromZero(value, node);
    });
    if (isType) return { kind: 'list', items, from, to };
    return { kind: 'index', object: this.expression(object, depth), items, from, to };
  }

  protected comprehension(node: TreeNode, depth: number): Expr {
    const generator = node.name === 'Generator' ? node : node.child('Generator');
    const place = { from: node.from, to: node.to };
    const [element, ...parts] = generator?.children ?? [];
    if (element === undefined) return unknownAt(place);
    const conditions = parts
      .filter(({ name }) => name === 'GenFilter')
      .flatMap(({ children }) => children.slice(1).map((test) => this.expression(test, depth)));
    const clauses = parts
      .filter(({ name }) => name === 'GenFor')
      .flatMap(({ children }) => children)
      .filter(({ name }) => name === 'ForBinding')
      .flatMap((binding): readonly Clause[] => {
        const clause = this.forClause(binding, depth);
        return clause === null ? [] : [{ ...clause, conditions }];
      });
    return { kind: 'comprehension', element: this.expression(element, depth), clauses, ...place };
  }

  protected binaryExpression(node: TreeNode, depth: number): Expr {
    const { from, to, children } = node;
    const place = { from, to };
    const [first, operator] = children;
    const last = children.at(-1);
    if (first === undefined || operator === undefined || last === undefined || first === last)
      return unknownAt(place);
    const sign = operator.text.replace(/^\.(?=.)/, '');
    const left = this.expression(first, depth);
    if (sign === '::') return left;
    const right = this.expression(last, depth);
    if (sign === ':') {
      if (left.kind === 'range' && left.step === null)
        return { kind: 'range', start: left.start, step: left.stop, stop: right, ...place };
      return { kind: 'range', start: left, step: null, stop: right, ...place };
    }
    if (sign === '=>') return { kind: 'tuple', items: [left, right], ...place };
    if (sign === '|>')
      return { kind: 'call', callee: right, args: [{ name: null, value: left }], ...place };
    // `2x^2` is 2 · x², not (2x)².
    if (sign === '^' && first.name === 'JuxtapositionExpression' && left.kind === 'binary')
      return binary(
        place,
        '*',
        left.left,
        binary({ from: left.right.from, to }, '**', left.right, right),
      );
    return binary(place, operators[sign] ?? (sign as BinaryOperator), left, right);
  }

  protected forClause(
    { children }: TreeNode,
    depth: number,
    strayed?: TreeNode,
  ): Omit<Clause, 'conditions'> | null {
    const [target, , items] = children;
    if (target === undefined || items === undefined) return null;
    const read = this.expression(items, depth);
    return {
      target: this.expression(target, depth),
      items: strayed === undefined ? read : this.calledLast(read, strayed, depth),
    };
  }

  /** `1:length` and `(x)` put together again. */
  protected calledLast(items: Expr, strayed: TreeNode, depth: number): Expr {
    const { to } = strayed;
    if (items.kind === 'range')
      return { ...items, stop: this.calledLast(items.stop, strayed, depth), to };
    const paren = strayed.name === 'OpenTuple' ? strayed.children[0] : strayed;
    const values = paren === undefined ? [] : this.list(paren, depth);
    const args = values.map((value) => ({ name: null, value }));
    return { kind: 'call', callee: items, args, from: items.from, to };
  }

  protected params(list: TreeNode | undefined, depth: number): readonly Param[] {
    const nodes = list?.children.flatMap((node) =>
      node.name === 'KeywordArguments' ? node.children : [node],
    );
    return (nodes ?? []).flatMap((node): readonly Param[] => {
      if (node.name === 'KwArg') {
        const value = node.children.at(-1);
        return [
          {
            name: firstName(node),
            value: value === undefined ? null : this.expression(value, depth),
            rest: false,
          },
        ];
      }
      if (!/^(?:Identifier|BinaryExpression|SplatExpression)$/.test(node.name)) return [];
      return [{ name: firstName(node), value: null, rest: node.name === 'SplatExpression' }];
    });
  }
}

export const punctuation = /^(?:[()[\]{},;"]|end|do|begin|function|let|struct|mutable)$/;

export function firstName(node: TreeNode): string {
  const [first] = node.children;
  return first === undefined ? node.text : firstName(first);
}

/** What holds no other expression; unknown where it is none of that either. */
function leaf({ name, text, from, to }: TreeNode): Expr {
  const place = { from, to };
  switch (name) {
    case 'IntegerLiteral':
    case 'FloatLiteral': {
      const value = Number(text.replaceAll('_', '').replace('f', 'e'));
      if (!Number.isFinite(value)) return unknownAt(place);
      return { kind: 'number', value, whole: name === 'IntegerLiteral', ...place };
    }
    case 'BoolLiteral':
      return { kind: 'constant', value: text === 'true', ...place };
    case 'StringLiteral':
      return { kind: 'text', value: text.replace(/^"+|"+$/g, ''), ...place };
    case 'Symbol':
      return { kind: 'text', value: text.slice(1), ...place };
    case 'Identifier':
      if (text === 'nothing') return { kind: 'constant', value: null, ...place };
      return { kind: 'name', name: text, ...place };
    case 'Operator':
      return text === ':'
        ? { kind: 'slice', start: null, stop: null, step: null, ...place }
        : unknownAt(place);
    default:
      return unknownAt(place);
  }
}

function unary(operator: string | undefined, operand: Expr, place: Place): Expr {
  if (operator === '√') return called('sqrt', operand, place);
  if (operator === '-' || operator === '+') return { kind: 'unary', operator, operand, ...place };
  return operator === '!'
    ? { kind: 'unary', operator: 'not', operand, ...place }
    : unknownAt(place);
}

function called(name: string, value: Expr, place: Place): Expr {
  const callee: Expr = { kind: 'name', name, from: place.from, to: place.from + 1 };
  return { kind: 'call', callee, args: [{ name: null, value }], from: place.from, to: place.to };
}

function fromZero(item: Expr, node: TreeNode): Expr {
  const { from, to } = item;
  if (item.kind === 'number') return { ...item, value: item.value - 1 };
  if (item.kind !== 'range') return item;
  const one: Expr = { kind: 'number', value: 1, whole: true, from, to: from };
  const start = binary(item.start, '-', item.start, one);
  const isOpen = node.children.at(-1)?.name === 'end';
  return { kind: 'slice', start, stop: isOpen ? null : item.stop, step: item.step, from, to };
}

export const operators: Readonly<Record<string, BinaryOperator>> = {
  '^': '**',
  '÷': '//',
  '&&': 'and',
  '||': 'or',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '===': '==',
  '∈': 'in',
};

/** The value of a function is that of its last expression. */
export function withReturn(body: readonly Stmt[]): readonly Stmt[] {
  const last = body.at(-1);
  if (last === undefined) return body;
  const { from, to } = last;
  const before = body.slice(0, -1);
  if (last.kind === 'expression')
    return [...before, { kind: 'return', value: last.value, from, to }];
  if (last.kind === 'if')
    return [...before, { ...last, yes: withReturn(last.yes), no: withReturn(last.no) }];
  if (last.kind === 'block') return [...before, { ...last, body: withReturn(last.body) }];
  return body;
}

/** A matrix of numbers, whose columns are points: the list of these, transposed; null: it is none. */
function pointsOf(rows: readonly Expr[]): Expr | null {
  const [first] = rows;
  const items = rows.map((row) => (row.kind === 'list' ? row.items : []));
  const width = items[0]?.length ?? 0;
  const isNumber = (item: Expr) => (item.kind === 'unary' ? item.operand : item).kind === 'number';
  if (first === undefined || items.some((row) => row.length !== width || !row.every(isNumber)))
    return null;
  const place = { from: first.from, to: rows.at(-1)?.to ?? first.to };
  const points = Array.from(
    { length: width },
    (_, i): Expr => ({ kind: 'list', items: items.flatMap((row) => row[i] ?? []), ...place }),
  );
  const callee: Expr = { kind: 'name', name: 'transpose', ...place };
  const list: Expr = { kind: 'list', items: points, ...place };
  return { kind: 'call', callee, args: [{ name: null, value: list }], ...place };
}
