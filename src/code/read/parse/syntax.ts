import type { Place } from '#src/code/read/mapped-text.ts';

/** Code of any language as expressions and statements; places are in characters of the clean code. */
export type Expr = Place & ExprKind;

type ExprKind =
  | { readonly kind: 'number'; readonly value: number; readonly whole: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Expr; readonly name: string }
  | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Argument[] }
  | { readonly kind: 'index'; readonly object: Expr; readonly items: readonly Expr[] }
  | {
      readonly kind: 'slice';
      readonly start: Expr | null;
      readonly stop: Expr | null;
      readonly step: Expr | null;
    }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expr }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly kind: 'choice'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expr[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [key: Expr, value: Expr])[] }
  | { readonly kind: 'lambda'; readonly params: readonly Param[]; readonly body: readonly Stmt[] }
  | { readonly kind: 'comprehension'; readonly element: Expr; readonly clauses: readonly Clause[] }
  /** Julia's `1:10` and `0:0.1:1`, both ends included. */
  | {
      readonly kind: 'range';
      readonly start: Expr;
      readonly step: Expr | null;
      readonly stop: Expr;
    }
  | { readonly kind: 'spread'; readonly value: Expr }
  | { readonly kind: 'unknown' };

export type UnaryOperator = '-' | '+' | 'not' | 'transpose';
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '@'
  | '&'
  | '|'
  | '^'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | 'in'
  | 'and'
  | 'or';

export interface Argument {
  /** Of a keyword argument. */
  readonly name: string | null;
  readonly value: Expr;
}

export interface Param {
  readonly name: string;
  readonly value: Expr | null;
  /** Takes all arguments that are left. */
  readonly rest: boolean;
}

export interface Clause {
  readonly target: Expr;
  readonly items: Expr;
  readonly conditions: readonly Expr[];
}

export type Stmt = Place & StmtKind;

type StmtKind =
  | { readonly kind: 'assign'; readonly targets: readonly Expr[]; readonly value: Expr }
  | { readonly kind: 'expression'; readonly value: Expr }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly params: readonly Param[];
      readonly body: readonly Stmt[];
    }
  | {
      readonly kind: 'class';
      readonly name: string;
      readonly bases: readonly Expr[];
      readonly body: readonly Stmt[];
    }
  | { readonly kind: 'return'; readonly value: Expr | null }
  /** `yield value`, or `yield from value`: each of its items. */
  | { readonly kind: 'yield'; readonly value: Expr; readonly isFrom: boolean }
  | {
      readonly kind: 'for';
      readonly target: Expr;
      readonly items: Expr;
      readonly body: readonly Stmt[];
    }
  | { readonly kind: 'while'; readonly test: Expr; readonly body: readonly Stmt[] }
  | {
      readonly kind: 'if';
      readonly test: Expr;
      readonly yes: readonly Stmt[];
      readonly no: readonly Stmt[];
    }
  | {
      readonly kind: 'with';
      readonly items: readonly { readonly value: Expr; readonly target: Expr | null }[];
      readonly body: readonly Stmt[];
    }
  | {
      readonly kind: 'import';
      readonly module: string;
      /** Null: the module itself, under `as`. */
      readonly name: string | null;
      readonly as: string;
    }
  | { readonly kind: 'block'; readonly body: readonly Stmt[] }
  /** `break`, `continue`, `raise`: what comes after it in its block is not reached. */
  | { readonly kind: 'leave' };

/** Deeper nesting is read as unknown. */
export const maxDepth = 150;

export function unknownAt({ from, to }: Place): Expr {
  return { kind: 'unknown', from, to };
}
