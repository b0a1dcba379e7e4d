import { parser } from '@plutojl/lezer-julia';
import type { Place } from '#src/code/read/mapped-text.ts';
import {
  firstName,
  JuliaExpressions,
  operators,
  punctuation,
  withReturn,
} from '#src/code/read/parse/julia-expressions.ts';
import {
  type BinaryOperator,
  type Expr,
  maxDepth,
  type Param,
  type Stmt,
  unknownAt,
} from '#src/code/read/parse/syntax.ts';
import { binary, parseTree, type TreeNode } from '#src/code/read/parse/tree.ts';

/** Julia, complete or not. What cannot be read is an unknown expression or left out. */
export function parseJulia(source: string, isOver: () => boolean): readonly Stmt[] {
  return new JuliaProgram().block(parseTree(parser, source, isOver).children, 0);
}

class JuliaProgram extends JuliaExpressions {
  /** Statements among the children of a block. */
  override block(nodes: readonly TreeNode[], depth: number): readonly Stmt[] {
    if (depth > maxDepth) return [];
    return nodes
      .filter(({ name }) => !punctuation.test(name))
      .flatMap((node) => this.#statements(node, depth + 1));
  }

  #statements(node: TreeNode, depth: number): readonly Stmt[] {
    const { from, to, children } = node;
    const place = { from, to };
    switch (node.name) {
      case 'Assignment':
        return [this.#assignment(node, depth)];
      case 'ConstStatement':
      case 'GlobalStatement':
      case 'LocalStatement':
        return this.block(children.slice(1), depth);
      case 'FunctionDefinition': {
        const signature = signatureOf(node.child('Signature'));
        if (signature === undefined) return [];
        return [this.#definition(signature, this.functionBody(node, depth), place, depth)];
      }
      case 'ReturnStatement': {
        const [, value] = children;
        return [
          {
            kind: 'return',
            value: value === undefined ? null : this.expression(value, depth),
            ...place,
          },
        ];
      }
      case 'ForStatement':
        return this.#loops(node, depth);
      case 'WhileStatement': {
        const test = children[1]?.children[0];
        if (test === undefined) return [];
        return [
          {
            kind: 'while',
            test: this.expression(test, depth),
            body: this.block(children.slice(2), depth),
            ...place,
          },
        ];
      }
      case 'IfStatement':
        return this.#condition(children, place, depth);
      case 'BeginStatement':
      case 'LetStatement':
      case 'LetBinding':
        return [{ kind: 'block', body: this.block(children, depth), ...place }];
      case 'TryStatement': {
        const tried = children.filter(
          ({ name }) => !/^(?:try|CatchClause|FinallyClause)$/.test(name),
        );
        return [{ kind: 'block', body: this.block(tried, depth), ...place }];
      }
      case 'UsingStatement':
      case 'ImportStatement':
        return imports(node);
      case 'MacrocallExpression':
        return this.#macro(node, depth);
      case 'BreakStatement':
      case 'ContinueStatement':
        return [{ kind: 'leave', ...place }];
      case 'StructDefinition':
        return [this.#structure(node, depth)];
      case '⚠':
        return [];
      default:
        // `using A, B: c` is taken for a range of B to c.
        if (children[0]?.name === 'UsingStatement') return imports(node);
        return [{ kind: 'expression', value: this.expression(node, depth), ...place }];
    }
  }

  #assignment(node: TreeNode, depth: number): Stmt {
    const { from, to, children } = node;
    const place = { from, to };
    const [left, operator, right] = children;
    if (left === undefined || right === undefined)
      return { kind: 'expression', value: unknownAt(node), ...place };
    const signature = signatureOf(left);
    if (signature !== undefined) {
      const body = withReturn(this.block([right], depth));
      return this.#definition(signature, body, place, depth);
    }
    const target = this.expression(left, depth);
    const value = this.expression(right, depth);
    const update = (operator?.text ?? '').replace(/^\.|=$/g, '');
    if (operator?.name !== 'UpdateOp' || update === '')
      return { kind: 'assign', targets: [target], value, ...place };
    const op = operators[update] ?? (update as BinaryOperator);
    return { kind: 'assign', targets: [target], value: binary(place, op, target, value), ...place };
  }

  /** A struct as a class whose constructor takes its fields. */
  #structure(node: TreeNode, depth: number): Stmt {
    const { from, to } = node;
    const place = { from, to };
    const head = node.child('TypeHead');
    const parts = node.children.filter(
      ({ name }) => !punctuation.test(name) && name !== 'TypeHead',
    );
    const fields = parts.map((part): Param => {
      const value = part.name === 'Assignment' ? part.children.at(-1) : undefined;
      return {
        name: firstName(part),
        value: value === undefined ? null : this.expression(value, depth),
        rest: false,
      };
    });
    const self: Expr = { kind: 'name', name: 'self', ...place };
    const body = fields.map(({ name }): Stmt => {
      const target: Expr = { kind: 'member', object: self, name, ...place };
      return {
        kind: 'assign',
        targets: [target],
        value: { kind: 'name', name, ...place },
        ...place,
      };
    });
    const params = [{ name: 'self', value: null, rest: false }, ...fields];
    const init: Stmt = { kind: 'function', name: '__init__', params, body, ...place };
    return {
      kind: 'class',
      name: head === undefined ? '' : firstName(head),
      bases: [],
      body: [init],
      ...place,
    };
  }

  #definition(call: TreeNode, body: readonly Stmt[], place: Place, depth: number): Stmt {
    const [name] = call.children;
    return {
      kind: 'function',
      name: name?.text ?? '',
      params: this.params(call.child('Arguments'), depth),
      body,
      ...place,
    };
  }

  /** One loop for each binding. */
  #loops({ children, from, to }: TreeNode, depth: number): readonly Stmt[] {
    const bindings = children.filter(({ name }) => name === 'ForBinding');
    const rest = children.filter(({ name }) => name !== 'ForBinding' && name !== 'for');
    // `for i in 1:length(x)` is read as `1:length` and a body that begins with `(x)`.
    const last = bindings.at(-1);
    const strayed = last !== undefined && rest[0]?.from === last.to ? rest.shift() : undefined;
    let body = this.block(rest, depth);
    for (const binding of bindings.toReversed()) {
      const clause = this.forClause(binding, depth, binding === last ? strayed : undefined);
      if (clause !== null)
        body = [{ kind: 'for', target: clause.target, items: clause.items, body, from, to }];
    }
    return body;
  }

  #condition(children: readonly TreeNode[], place: Place, depth: number): readonly Stmt[] {
    const at = children.findIndex(({ name }) => name === 'Condition');
    const test = children[at]?.children[0];
    if (test === undefined || depth > maxDepth) return [];
    const isElse = ({ name }: TreeNode) => name === 'ElseIfClause' || name === 'ElseClause';
    const rest = children.slice(at + 1);
    const yes = this.block(
      rest.filter((node) => !isElse(node)),
      depth,
    );
    const no = rest.filter(isElse).reduceRight<readonly Stmt[]>((otherwise, clause) => {
      if (clause.name === 'ElseClause') return this.block(clause.children.slice(1), depth);
      const [only] = this.#condition(clause.children, clause, depth + 1);
      return only?.kind === 'if' ? [{ ...only, no: otherwise }] : otherwise;
    }, []);
    return [
      { kind: 'if', test: this.expression(test, depth), yes, no, from: place.from, to: place.to },
    ];
  }

  /** `@epochs n …` is a loop; of other macros their code counts. */
  #macro(node: TreeNode, depth: number): readonly Stmt[] {
    const { from, to } = node;
    const args = node.child('MacroArguments')?.children ?? [];
    const [first, ...rest] = args;
    if (first === undefined || !/^@?(?:Flux\.@?)?epochs$/.test(macroName(node)))
      return this.block(args, depth);
    const one: Expr = { kind: 'number', value: 1, whole: true, from: first.from, to: first.from };
    const items: Expr = {
      kind: 'range',
      start: one,
      step: null,
      stop: this.expression(first, depth),
      from: first.from,
      to: first.to,
    };
    return [
      { kind: 'for', target: unknownAt(node), items, body: this.block(rest, depth), from, to },
    ];
  }
}

/** The call in `f(x)`, `f(x)::Int` and `f(x) where T`, if a node is one. */
function signatureOf(node: TreeNode | undefined): TreeNode | undefined {
  if (node === undefined) return undefined;
  if (node.name === 'CallExpression') return node.child('.') === undefined ? node : undefined;
  if (node.name === 'TupleExpression' || node.name === 'Identifier') return undefined;
  const isTyped = node.name === 'Signature' || node.child('SubTypeOp') !== undefined;
  return isTyped ? signatureOf(node.children[0]) : undefined;
}

function macroName(node: TreeNode): string {
  return (node.children[0]?.text ?? '').trim().replace(/^@/, '');
}

function imports({ children, from, to, text }: TreeNode): readonly Stmt[] {
  const selected = /:\s*(.+)$/.exec(text)?.[1]?.split(',') ?? [];
  const modules = /^\w+\s+([^:]*)/.exec(text)?.[1]?.split(',') ?? [];
  const last = modules.at(-1)?.trim() ?? '';
  if (children.length === 0) return [];
  return [
    ...modules.map((name): Stmt => {
      const module = name.trim();
      return {
        kind: 'import',
        module,
        name: null,
        as: module.split('.').at(-1) ?? module,
        from,
        to,
      };
    }),
    ...selected.map((name): Stmt => {
      const as = name.trim();
      return { kind: 'import', module: last, name: as, as, from, to };
    }),
  ];
}
