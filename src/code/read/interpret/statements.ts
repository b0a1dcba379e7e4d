import type { Expressions } from '#src/code/read/interpret/expressions.ts';
import { isShortList } from '#src/code/read/interpret/loops.ts';
import { numberOf, numberValue, truthOf, unknown } from '#src/code/read/interpret/make.ts';
import { binaryValue, joined, unaryValue } from '#src/code/read/interpret/operators.ts';
import { constantOf } from '#src/code/read/interpret/paths.ts';
import type { Progress } from '#src/code/read/interpret/progress.ts';
import { type ClassValue, Scope, type Value } from '#src/code/read/interpret/values.ts';
import type { Expr, Stmt } from '#src/code/read/parse/syntax.ts';

/** How a block ended: it was left, or returned a value; `returns` are those on sides of undecided conditions, the first that holds decides. */
export interface Outcome {
  readonly kind: 'next' | 'return' | 'leave';
  readonly value?: Value;
  readonly returns: readonly { readonly test: Value; readonly value: Value }[];
}

const next: Outcome = { kind: 'next', returns: [] };
const nowhere = { place: null };

/** Goes through statements. */
export class Statements {
  readonly #expressions: Expressions;
  readonly #progress: Progress;

  constructor(expressions: Expressions, progress: Progress) {
    this.#expressions = expressions;
    this.#progress = progress;
  }

  block(statements: readonly Stmt[], scope: Scope): Outcome {
    const returns: { test: Value; value: Value }[] = [];
    for (const statement of statements) {
      const outcome = this.statement(statement, scope);
      returns.push(...outcome.returns);
      if (outcome.kind !== 'next') return { ...outcome, returns };
    }
    return { kind: 'next', returns };
  }

  statement(statement: Stmt, scope: Scope): Outcome {
    this.#progress.burn();
    const place = { from: statement.from, to: statement.to };
    const evaluate = (expr: Expr) => this.#expressions.evaluate(expr, scope);
    switch (statement.kind) {
      case 'assign': {
        const value = evaluate(statement.value);
        for (const target of statement.targets) this.#expressions.assign(target, value, scope);
        return next;
      }
      case 'expression':
        evaluate(statement.value);
        return next;
      case 'function': {
        const { name, params, body } = statement;
        scope.variables.set(name, {
          type: 'function',
          name,
          params,
          body,
          scope,
          self: null,
          place,
        });
        return next;
      }
      case 'class':
        scope.variables.set(statement.name, this.#class(statement, scope));
        return next;
      case 'return':
        return {
          kind: 'return',
          value: statement.value === null ? unknown() : evaluate(statement.value),
          returns: [],
        };
      case 'yield': {
        const value = evaluate(statement.value);
        const { yields } = scope;
        if (yields === null) return next;
        if (statement.isFrom)
          this.#expressions.forEach(value, place, null, (item) =>
            this.#progress.append(yields, item),
          );
        else this.#progress.append(yields, value);
        return next;
      }
      case 'leave':
        return { kind: 'leave', returns: [] };
      case 'import': {
        const { module, name, as } = statement;
        const path = name === null ? module : `${module}.${name}`;
        const isOwn = /^(?:class|function)$/.test(scope.variables.get(as)?.type ?? '');
        if (name !== '*' && !isOwn)
          scope.variables.set(
            as,
            constantOf(path, place) ?? { type: 'library', path, self: null, place },
          );
        return next;
      }
      case 'block':
        return this.block(statement.body, scope);
      case 'with':
        for (const { value, target } of statement.items) {
          const entered = evaluate(value);
          if (target !== null) this.#expressions.assign(target, entered, scope);
        }
        return this.block(statement.body, scope);
      case 'if':
        return this.#condition(statement, scope);
      case 'for':
        return this.#for(statement, scope);
      case 'while':
        return this.#while(statement, scope);
    }
  }

  #class({ name, bases, body, from, to }: Stmt & { kind: 'class' }, scope: Scope): ClassValue {
    const inner = new Scope(scope);
    this.block(body, inner);
    // Methods see what is around the class, not what is in it.
    const members = [...inner.variables].map(
      ([key, member]) => [key, member.type === 'function' ? { ...member, scope } : member] as const,
    );
    const values = bases.map((base) => this.#expressions.evaluate(base, scope));
    return { type: 'class', name, bases: values, members: new Map(members), place: { from, to } };
  }

  #condition({ test, yes, no }: Stmt & { kind: 'if' }, scope: Scope): Outcome {
    const condition = this.#expressions.evaluate(test, scope);
    const truth = truthOf(condition);
    if (truth !== null) return this.block(truth ? yes : no, scope);
    const before = scope.variables;
    const side = (body: readonly Stmt[]) => () => {
      scope.variables = new Map(before);
      return { outcome: this.block(body, scope), after: scope.variables };
    };
    const [one, other] = this.#progress.onBothSides(condition, side(yes), side(no));
    const [first, second] = [one.outcome, other.outcome];
    const not = unaryValue('not', condition, condition);
    const [yesResult, noResult] = [endOf(first), endOf(second)];
    if (yesResult !== null && noResult !== null)
      return {
        kind: 'return',
        value: joined(condition, yesResult, noResult, nowhere),
        returns: [],
      };
    if (first.kind !== 'next')
      return { ...second, returns: [...sideOf(condition, first), ...second.returns] };
    if (second.kind !== 'next') {
      scope.variables = one.after;
      return { ...first, returns: [...sideOf(not, second), ...first.returns] };
    }
    for (const [name, value] of one.after) {
      const otherwise = other.after.get(name);
      if (otherwise === undefined) other.after.set(name, value);
      else if (otherwise !== value)
        other.after.set(name, joined(condition, value, otherwise, nowhere));
    }
    return { kind: 'next', returns: [...sideOf(condition, first), ...sideOf(not, second)] };
  }

  #for({ target, items, body, from }: Stmt & { kind: 'for' }, scope: Scope): Outcome {
    const values = this.#expressions.evaluate(items, scope);
    const returns: Outcome['returns'][number][] = [];
    const go = () =>
      this.#expressions.forEach(values, { from, to: items.to }, body, (item) => {
        this.#expressions.assign(target, item, scope);
        const done = this.block(body, scope);
        returns.push(...done.returns);
        if (done.kind === 'return' && done.value !== undefined)
          returns.push({ test: unknown(), value: done.value });
      });
    if (isShortList(values)) go();
    else this.#once(scope, go);
    return { kind: 'next', returns };
  }

  /** What a loop does to numbers each time is not known after one time. */
  #once(scope: Scope, body: () => void): void {
    const before = new Map(scope.variables);
    body();
    for (const [name, value] of scope.variables) {
      const old = before.get(name);
      if (old?.type === 'number' && value !== old && value.type === 'number')
        scope.variables.set(name, unknown(value.place));
    }
  }

  #while({ test, body, from }: Stmt & { kind: 'while' }, scope: Scope): Outcome {
    if (truthOf(this.#expressions.evaluate(test, scope)) === false) return next;
    const count = this.#whileCount(test, body, scope);
    let outcome = next;
    this.#progress.inLoop({ kind: 'while', count, place: { from, to: test.to } }, () =>
      this.#once(scope, () => {
        outcome = { ...this.block(body, scope), kind: 'next' };
      }),
    );
    return outcome;
  }

  /** Of `while i < n` with `i += step` in its body, or of `while i > 0` with `i -= step`. */
  #whileCount(test: Expr, body: readonly Stmt[], scope: Scope): Value | null {
    if (test.kind !== 'binary' || !/^[<>]=?$/.test(test.operator) || test.left.kind !== 'name')
      return null;
    const { name } = test.left;
    const stop = this.#expressions.evaluate(test.right, scope);
    const change = body.find(
      (part) =>
        part.kind === 'assign' &&
        part.targets.some((target) => target.kind === 'name' && target.name === name),
    );
    const [first, last] = [numberOf(scope.get(name)), numberOf(stop)];
    if (change?.kind !== 'assign' || first === null || last === null) return null;
    const second = numberOf(this.#expressions.evaluate(change.value, scope));
    if (second === null || second === first) return null;
    if (second > first !== test.operator.startsWith('<')) return null;
    const count = (last - first) / (second - first);
    return numberValue(
      test.operator.endsWith('=') ? Math.floor(count) + 1 : Math.ceil(count),
      stop.place,
      true,
      stop.doubt,
    );
  }
}

/** What a block that was left by `return` answers. */
function endOf(outcome: Outcome): Value | null {
  return outcome.kind === 'return' ? resultOf(outcome) : null;
}

/** What a block answers on one side of a condition; what comes first decides. */
function sideOf(test: Value, outcome: Outcome): Outcome['returns'] {
  const value = endOf(outcome);
  return value === null
    ? outcome.returns.map((side) => ({
        test: binaryValue('and', test, side.test, nowhere, false),
        value: side.value,
      }))
    : [{ test, value }];
}

/** What a function returns, on whichever side of its conditions; null: nothing. */
export function resultOf({ value, returns }: Outcome): Value | null {
  return returns.reduceRight<Value | null>(
    (otherwise, side) =>
      otherwise === null ? side.value : joined(side.test, side.value, otherwise, nowhere),
    value ?? null,
  );
}
