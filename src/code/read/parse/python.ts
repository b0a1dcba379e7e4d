import { parser } from '@lezer/python';
import { expression, params, tupleOf } from '#src/code/read/parse/python-expressions.ts';
import {
  type BinaryOperator,
  type Expr,
  maxDepth,
  type Stmt,
  unknownAt,
} from '#src/code/read/parse/syntax.ts';
import { parseTree, split, type TreeNode } from '#src/code/read/parse/tree.ts';

/** Python 2 or 3, complete or not. What cannot be read is an unknown expression or left out. */
export function parsePython(source: string, isOver: () => boolean): readonly Stmt[] {
  return statementsOf(parseTree(parser, source, isOver), 0);
}

function statementsOf({ children }: TreeNode, depth: number): readonly Stmt[] {
  return depth > maxDepth ? [] : children.flatMap((child) => statements(child, depth + 1));
}

function statements(node: TreeNode, depth: number): readonly Stmt[] {
  const { from, to, children } = node;
  const place = { from, to };
  switch (node.name) {
    case 'StatementGroup':
      return statementsOf(node, depth);
    case 'ExpressionStatement':
      return split(children).flatMap(([child]) =>
        child === undefined ? [] : [expressionStatement(child, depth)],
      );
    case 'AssertStatement':
      return children.slice(0, 1).map((child) => expressionStatement(child, depth));
    // `print 'loss', train(model)`: what comes after its first comma is a statement to the grammar.
    case 'PrintStatement':
      return children.slice(1, 2).map((child) => expressionStatement(child, depth));
    case 'AssignStatement':
      return [assignment(node, depth)];
    case 'UpdateStatement':
      return update(node, depth);
    case 'FunctionDefinition':
      return [functionDefinition(node, depth)];
    case 'DecoratedStatement':
      return children.slice(-1).flatMap((child) => statements(child, depth));
    case 'ClassDefinition': {
      const bases = split(node.child('ArgList')?.children.slice(1, -1) ?? []);
      return [
        {
          kind: 'class',
          name: node.child('VariableName')?.text ?? '',
          bases: bases.flatMap(([base]) => (base === undefined ? [] : [expression(base, depth)])),
          body: body(node, depth),
          ...place,
        },
      ];
    }
    case 'ReturnStatement': {
      const value = children.slice(1);
      return [{ kind: 'return', value: value.length > 0 ? tupleOf(value, depth) : null, ...place }];
    }
    case 'YieldStatement': {
      const isFrom = children[1]?.name === 'from';
      const value = tupleOf(children.slice(isFrom ? 2 : 1), depth);
      return [{ kind: 'yield', value, isFrom, ...place }];
    }
    case 'ForStatement':
      return loop(node, depth);
    case 'WhileStatement': {
      const [, test] = children;
      if (test === undefined) return [];
      return [{ kind: 'while', test: expression(test, depth), body: body(node, depth), ...place }];
    }
    case 'IfStatement':
      return condition(children, depth);
    case 'WithStatement':
      return withStatement(node, depth);
    case 'TryStatement':
      return [{ kind: 'block', body: body(node, depth), ...place }];
    case 'ImportStatement':
      return imports(node);
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'RaiseStatement':
      return [{ kind: 'leave', ...place }];
    default:
      return [];
  }
}

/** `a += 1` is `a = a + 1`. */
function update(node: TreeNode, depth: number): readonly Stmt[] {
  const { from, to, children } = node;
  const place = { from, to };
  const [target, operator, value] = children;
  if (target === undefined || value === undefined) return [];
  const left = expression(target, depth);
  const op = (operator?.text ?? '').slice(0, -1) as BinaryOperator;
  const result: Expr = {
    kind: 'binary',
    operator: op,
    left,
    right: tupleOf(children.slice(2), depth),
    ...place,
  };
  return [{ kind: 'assign', targets: [left], value: result, ...place }];
}

function loop(node: TreeNode, depth: number): readonly Stmt[] {
  const { from, to, children } = node;
  const place = { from, to };
  const start = children.findIndex(({ name }) => name === 'for') + 1;
  const middle = children.findIndex(({ name }) => name === 'in');
  const end = children.findIndex(({ name }) => name === 'Body');
  if (middle < start || end < middle) return [];
  return [
    {
      kind: 'for',
      target: tupleOf(children.slice(start, middle), depth),
      items: tupleOf(children.slice(middle + 1, end), depth),
      body: body(node, depth),
      ...place,
    },
  ];
}

function withStatement(node: TreeNode, depth: number): readonly Stmt[] {
  const { from, to, children } = node;
  const place = { from, to };
  const end = children.findIndex(({ name }) => name === 'Body');
  const items = split(children.slice(1, end)).flatMap((part) => {
    const [value, , target] = part;
    if (value === undefined) return [];
    return [
      {
        value: expression(value, depth),
        target: target === undefined ? null : expression(target, depth),
      },
    ];
  });
  return [{ kind: 'with', items, body: body(node, depth), ...place }];
}

function expressionStatement(node: TreeNode, depth: number): Stmt {
  return { kind: 'expression', value: expression(node, depth), from: node.from, to: node.to };
}

function body(node: TreeNode, depth: number): readonly Stmt[] {
  const found = node.child('Body');
  return found === undefined ? [] : statementsOf(found, depth);
}

/** `a = b = value`, `a, b = value`, `a: type = value`. */
function assignment({ children, from, to }: TreeNode, depth: number): Stmt {
  const parts = split(
    children.filter(({ name }) => name !== 'TypeDef'),
    'AssignOp',
  );
  const targets = parts.slice(0, -1).map((part) => tupleOf(part, depth));
  const value = parts.length > 1 ? tupleOf(parts.at(-1) ?? [], depth) : unknownAt({ from, to });
  return { kind: 'assign', targets, value, from, to };
}

function functionDefinition(node: TreeNode, depth: number): Stmt {
  return {
    kind: 'function',
    name: node.child('VariableName')?.text ?? '',
    params: params(node.child('ParamList'), depth),
    body: body(node, depth),
    from: node.from,
    to: node.to,
  };
}

function condition(children: readonly TreeNode[], depth: number): readonly Stmt[] {
  const [keyword, test, block] = children;
  if (keyword === undefined || depth > maxDepth) return [];
  if (keyword.name === 'else') return test === undefined ? [] : statementsOf(test, depth);
  if (test === undefined) return [];
  const yes = block?.name === 'Body' ? statementsOf(block, depth) : [];
  const rest = children.slice(3);
  return [
    {
      kind: 'if',
      test: expression(test, depth),
      yes,
      no: rest.length === 0 ? [] : condition(rest, depth + 1),
      from: keyword.from,
      to: block?.to ?? test.to,
    },
  ];
}

/** `import a.b as c, d` and `from a.b import c as d, e`. */
function imports({ children, from, to }: TreeNode): readonly Stmt[] {
  const isFrom = children[0]?.name === 'from';
  const middle = isFrom ? children.findIndex(({ name }) => name === 'import') : 0;
  const module = children.slice(1, Math.max(middle, 1)).map(({ text }) => text);
  const parts = split(children.slice(middle + 1).filter(({ name }) => !'()'.includes(name)));
  return parts.map((part): Stmt => {
    const at = part.findIndex(({ name }) => name === 'as');
    const name = part
      .slice(0, at < 0 ? undefined : at)
      .map(({ text }) => text)
      .join('');
    const as = at < 0 ? null : (part[at + 1]?.text ?? null);
    if (isFrom) return { kind: 'import', module: module.join(''), name, as: as ?? name, from, to };
    // `import a.b` binds `a`.
    const root = name.split('.')[0] ?? name;
    return {
      kind: 'import',
      module: as === null ? root : name,
      name: null,
      as: as ?? root,
      from,
      to,
    };
  });
}
