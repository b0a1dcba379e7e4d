import {
  type Argument,
  type BinaryOperator,
  type Clause,
  type Expr,
  maxDepth,
  type Param,
  type Stmt,
  type UnaryOperator,
  unknownAt,
} from '#src/code/read/parse/syntax.ts';
import { binary, split, type TreeNode } from '#src/code/read/parse/tree.ts';

export function params(list: TreeNode | undefined, depth: number): readonly Param[] {
  const inner = list?.children.filter(({ name }) => !'()'.includes(name) && name !== 'TypeDef');
  return split(inner ?? []).flatMap((part): readonly Param[] => {
    const name = part.find(({ name }) => name === 'VariableName');
    if (name === undefined) return [];
    const rest = part[0]?.name === '*' || part[0]?.name === '**';
    const value = part[1]?.name === 'AssignOp' ? part[2] : undefined;
    return [
      { name: name.text, rest, value: value === undefined ? null : expression(value, depth) },
    ];
  });
}

/** One expression, or a tuple without brackets. */
export function tupleOf(nodes: readonly TreeNode[], depth: number): Expr {
  const parts = split(nodes);
  const [first] = nodes;
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) return unknownAt({ from: 0, to: 0 });
  const [only] = parts;
  const items = parts.map((part) => item(part, depth));
  if (parts.length === 1 && only?.length === nodes.length)
    return items[0] ?? unknownAt({ from: first.from, to: last.to });
  return { kind: 'tuple', items, from: first.from, to: last.to };
}

/** An item of a list, with its star. */
function item(part: readonly TreeNode[], depth: number): Expr {
  const [first, second] = part;
  if (first === undefined) return unknownAt({ from: 0, to: 0 });
  if ((first.name === '*' || first.name === '**') && second !== undefined)
    return { kind: 'spread', value: expression(second, depth), from: first.from, to: second.to };
  return expression(first, depth);
}

function items({ children }: TreeNode, depth: number): readonly Expr[] {
  return split(children.slice(1, -1)).map((part) => item(part, depth));
}

export function expression(node: TreeNode, level: number): Expr {
  const { from, to, children } = node;
  const place = { from, to };
  const depth = level + 1;
  if (depth > maxDepth) return unknownAt(place);
  const at = (index: number): Expr => {
    const child = children[index];
    return child === undefined ? unknownAt(place) : expression(child, depth);
  };
  switch (node.name) {
    case 'Number':
      return number(node);
    case 'String':
      return {
        kind: 'text',
        value: node.text.replace(/^\w*("""|'''|"|')|("""|'''|"|')$/g, ''),
        ...place,
      };
    case 'FormatString':
    case 'ContinuedString':
      return { kind: 'text', value: node.text, ...place };
    case 'Boolean':
      return { kind: 'constant', value: node.text === 'True', ...place };
    case 'None':
      return { kind: 'constant', value: null, ...place };
    case 'VariableName':
      return { kind: 'name', name: node.text, ...place };
    case 'ParenthesizedExpression':
      return at(1);
    case 'NamedExpression':
      return at(2);
    case 'MemberExpression':
      return member(node, depth);
    case 'CallExpression':
      return { kind: 'call', callee: at(0), args: args(children[1], depth), ...place };
    case 'UnaryExpression': {
      const operator = children[0]?.text;
      if (operator !== '-' && operator !== '+' && operator !== 'not') return unknownAt(place);
      return {
        kind: 'unary',
        operator: operator satisfies UnaryOperator,
        operand: at(1),
        ...place,
      };
    }
    case 'BinaryExpression':
      return binaryExpression(node, depth);
    case 'ConditionalExpression':
      return { kind: 'choice', test: at(2), yes: at(0), no: at(4), ...place };
    case 'TupleExpression':
      return { kind: 'tuple', items: items(node, depth), ...place };
    case 'ArrayExpression':
    case 'SetExpression':
      return { kind: 'list', items: items(node, depth), ...place };
    case 'DictionaryExpression': {
      const entries = split(children.slice(1, -1)).flatMap(([key, , value]) =>
        key === undefined || value === undefined
          ? []
          : [[expression(key, depth), expression(value, depth)] as const],
      );
      return { kind: 'dict', entries, ...place };
    }
    case 'LambdaExpression': {
      const value = children.at(-1);
      if (value === undefined) return unknownAt(place);
      const returned: Stmt = {
        kind: 'return',
        value: expression(value, depth),
        from: value.from,
        to: value.to,
      };
      return {
        kind: 'lambda',
        params: params(node.child('ParamList'), depth),
        body: [returned],
        ...place,
      };
    }
    case 'ArrayComprehensionExpression':
    case 'ComprehensionExpression':
    case 'SetComprehensionExpression':
      return { kind: 'comprehension', element: at(1), clauses: clauses(node, depth), ...place };
    default:
      return unknownAt(place);
  }
}

function number({ text, from, to }: TreeNode): Expr {
  const plain = text.replaceAll('_', '').replace(/[lLjJ]$/, '');
  const value = Number(plain);
  if (!Number.isFinite(value)) return unknownAt({ from, to });
  return { kind: 'number', value, whole: !/[.eE]/.test(plain) || /^0x/i.test(plain), from, to };
}

/** `a.b`, `a[…]`, and `1.`, which the grammar takes for a member without a name. */
function member({ children, from, to }: TreeNode, depth: number): Expr {
  const [object, bracket, name] = children;
  if (object === undefined) return unknownAt({ from, to });
  const value = expression(object, depth);
  if (bracket?.name === '[') {
    const parts = split(children.slice(2).filter(({ name }) => name !== ']'));
    return {
      kind: 'index',
      object: value,
      items: parts.map((part) => indexItem(part, depth)),
      from,
      to,
    };
  }
  if (name?.name === 'PropertyName')
    return { kind: 'member', object: value, name: name.text, from, to };
  return value.kind === 'number' ? { ...value, whole: false, to } : unknownAt({ from, to });
}

function indexItem(part: readonly TreeNode[], depth: number): Expr {
  const [first] = part;
  const last = part.at(-1);
  if (first === undefined || last === undefined) return unknownAt({ from: 0, to: 0 });
  if (!part.some(({ name }) => name === ':')) return item(part, depth);
  const bounds: (Expr | null)[] = [null, null, null];
  let index = 0;
  for (const node of part) {
    if (node.name === ':') index++;
    else bounds[index] = expression(node, depth);
  }
  const [start = null, stop = null, step = null] = bounds;
  return { kind: 'slice', start, stop, step, from: first.from, to: last.to };
}

function args(list: TreeNode | undefined, depth: number): readonly Argument[] {
  const inner = list?.children.filter(({ name }) => name !== '(' && name !== ')') ?? [];
  // `f(x for x in y)`
  if (list !== undefined && inner.some(({ name }) => name === 'for') && inner[0] !== undefined) {
    const { from, to } = list;
    const element = expression(inner[0], depth);
    const value: Expr = { kind: 'comprehension', element, clauses: clauses(list, depth), from, to };
    return [{ name: null, value }];
  }
  return split(inner).flatMap((part): readonly Argument[] => {
    const [name, equals, value] = part;
    if (name === undefined) return [];
    if (equals?.name === 'AssignOp' && value !== undefined)
      return [{ name: name.text, value: expression(value, depth) }];
    return [{ name: null, value: item(part, depth) }];
  });
}

function clauses({ children }: TreeNode, depth: number): readonly Clause[] {
  const found: Clause[] = [];
  const starts = children.flatMap(({ name }, i) => (name === 'for' ? [i] : []));
  for (const [i, start] of starts.entries()) {
    const part = children
      .slice(start + 1, starts[i + 1])
      .filter(({ name }) => !'()[]{}'.includes(name));
    const middle = part.findIndex(({ name }) => name === 'in');
    const [items, ...conditions] = split(part.slice(middle + 1), 'if');
    if (middle < 0 || items === undefined) continue;
    found.push({
      target: tupleOf(part.slice(0, middle), depth),
      items: tupleOf(items, depth),
      conditions: conditions.map((nodes) => tupleOf(nodes, depth)),
    });
  }
  return found;
}

const operators: Readonly<Record<string, BinaryOperator>> = {
  '<>': '!=',
  is: '==',
  isnot: '!=',
};

function binaryExpression(node: TreeNode, depth: number): Expr {
  const { children } = node;
  const left = children[0];
  const right = children.at(-1);
  if (left === undefined || right === undefined || left === right) return unknownAt(node);
  const text = children
    .slice(1, -1)
    .map(({ text }) => text)
    .join('');
  if (text === 'notin') return unknownAt(node);
  const operator = operators[text] ?? (text as BinaryOperator);
  return binary(node, operator, expression(left, depth), expression(right, depth));
}
