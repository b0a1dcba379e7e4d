import type { CleanCode } from '#src/code/read/clean.ts';
import { asArray } from '#src/code/read/interpret/arrays.ts';
import { indexed, withItems } from '#src/code/read/interpret/indexing.ts';
import type { Machine } from '#src/code/read/interpret/machine.ts';
import {
  listValue,
  numberOf,
  numberValue,
  truthOf,
  unknown,
} from '#src/code/read/interpret/make.ts';
import { binaryValue, joined, unaryValue } from '#src/code/read/interpret/operators.ts';
import { constantOf, knownNames } from '#src/code/read/interpret/paths.ts';
import type { Progress } from '#src/code/read/interpret/progress.ts';
import type { Index } from '#src/code/read/interpret/slices.ts';
import { type ListValue, Scope, type Value } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { Clause, Expr } from '#src/code/read/parse/syntax.ts';

/** Deeper ones are unknown, those in called functions counted in. */
const maxNesting = 400;
/** Loops that build a network are gone through so often. */
const maxUnrolled = 64;
/** Numbers that a loop puts into one row. */
const maxRow = 8;

/** Evaluates expressions, and assigns to them. */
export class Expressions {
  readonly #machine: Machine;
  readonly #progress: Progress;
  readonly #code: CleanCode;
  #nesting = 0;

  constructor(machine: Machine, progress: Progress, code: CleanCode) {
    this.#machine = machine;
    this.#progress = progress;
    this.#code = code;
  }

  evaluate(expr: Expr, scope: Scope): Value {
    this.#progress.burn();
    if (this.#nesting >= maxNesting) return unknown(expr);
    this.#nesting++;
    const value = this.#expression(expr, scope);
    this.#nesting--;
    return value;
  }

  assign(target: Expr, value: Value, scope: Scope): void {
    if (target.kind === 'name') scope.variables.set(target.name, value);
    else if (target.kind === 'tuple' || target.kind === 'list') {
      const parts = partsOf(value, target.items.length, target);
      for (const [i, item] of target.items.entries())
        this.assign(item.kind === 'spread' ? item.value : item, parts[i] ?? unknown(), scope);
    } else if (target.kind === 'member') {
      const object = this.evaluate(target.object, scope);
      if (object.type === 'instance') object.attributes.set(target.name, value);
      if (object.type === 'dict') object.entries.set(target.name, value);
    } else if (target.kind === 'index') this.#assignItem(target, value, scope);
  }

  /** Goes over items as a loop does; layers that it puts together, and those that data flow through, one by one. */
  forEach(items: Value, place: Place, code: unknown, body: (item: Value) => void): void {
    const isNetwork = this.#progress.flowing > 0 || buildsNetwork(code);
    this.#go(items, place, isNetwork ? maxUnrolled : 0, body);
  }

  #go(items: Value, place: Place, unrolled: number, body: (item: Value) => void): void {
    if (items.type === 'range' && items.count !== null && items.count <= unrolled)
      for (let i = 0; i < items.count; i++)
        body(numberValue(items.from + i * items.step, items.place));
    else this.#machine.forEach(items, place, body);
  }

  #expression(expr: Expr, scope: Scope): Value {
    const place = { from: expr.from, to: expr.to };
    const value = (part: Expr) => this.evaluate(part, scope);
    switch (expr.kind) {
      case 'number':
        return numberValue(expr.value, place, expr.whole);
      case 'text':
        return { type: 'text', value: expr.value, place };
      case 'constant':
        return { type: 'constant', value: expr.value, place };
      case 'name': {
        const path = knownNames[expr.name] ?? expr.name;
        return (
          scope.get(expr.name) ??
          constantOf(expr.name, place) ?? { type: 'library', path, self: null, place }
        );
      }
      case 'member':
        return this.#machine.member(value(expr.object), expr.name, place);
      case 'call':
        return this.#call(expr, scope);
      case 'index':
        return indexed(
          value(expr.object),
          expr.items.map((item) => this.#index(item, scope)),
          place,
        );
      case 'unary':
        return unaryValue(expr.operator, value(expr.operand), { place });
      case 'binary': {
        const { left, right, operator } = expr;
        const { addedOperators, isPython2 } = this.#code;
        const isAdded = addedOperators.some((at) => at >= left.to && at < right.from);
        const origin = { place, doubt: isAdded ? ('operator' as const) : undefined };
        const result = binaryValue(operator, value(left), value(right), origin, isPython2);
        // Only what has a name of its own is scaled; `x ** 3 / 10` is one formula.
        const isNamed = left.kind !== 'binary' && (operator === '/' || right.kind !== 'binary');
        return result.type === 'array' && !isNamed ? { ...result, unscaled: undefined } : result;
      }
      case 'choice': {
        const test = value(expr.test);
        const truth = truthOf(test);
        if (truth !== null) return value(truth ? expr.yes : expr.no);
        return joined(test, value(expr.yes), value(expr.no), { place });
      }
      case 'list':
      case 'tuple': {
        const items = expr.items.flatMap((item) => this.#spread(item, scope));
        return listValue(items, place, this.#machine.loops, expr.kind === 'tuple');
      }
      case 'dict': {
        const entries = expr.entries.flatMap(([key, entry]) => {
          const name = value(key);
          return name.type === 'text' || name.type === 'number'
            ? [[String(name.value), value(entry)] as const]
            : [];
        });
        return { type: 'dict', entries: new Map(entries), place };
      }
      case 'lambda': {
        const { params, body } = expr;
        return { type: 'function', name: '', params, body, scope, self: null, place };
      }
      case 'comprehension':
        return this.#comprehension(expr.element, expr.clauses, new Scope(scope), place);
      case 'range': {
        const [from, step, to] = [
          value(expr.start),
          expr.step === null ? numberValue(1, null) : value(expr.step),
          value(expr.stop),
        ];
        const [first, by, last] = [numberOf(from), numberOf(step), numberOf(to)];
        if (first === null || last === null || by === null || by === 0) return unknown(place);
        const count = Math.max(0, Math.floor((last - first) / by + 1e-9) + 1);
        return { type: 'range', from: first, step: by, count, place: to.place, doubt: to.doubt };
      }
      case 'slice':
      case 'spread':
      case 'unknown':
        return unknown(place);
    }
  }

  #spread(item: Expr, scope: Scope): readonly Value[] {
    if (item.kind !== 'spread') return [this.evaluate(item, scope)];
    const value = this.evaluate(item.value, scope);
    return value.type === 'list' && value.rows === undefined ? value.items : [unknown(value.place)];
  }

  #call({ callee, args, from, to }: Expr & { kind: 'call' }, scope: Scope): Value {
    const place = { from, to };
    const called = this.evaluate(callee, scope);
    const given: Value[] = [];
    const named = new Map<string, Value>();
    for (const { name, value } of args) {
      const spread = value.kind === 'spread' ? this.evaluate(value.value, scope) : null;
      if (name !== null) named.set(name, this.evaluate(value, scope));
      else if (spread?.type === 'dict')
        for (const [key, entry] of spread.entries) named.set(key, entry);
      else given.push(...this.#spread(value, scope));
    }
    if (called.type !== 'library' || called.path !== 'super')
      return this.#machine.call(called, given, place, named);
    const self = scope.get('self');
    return self === undefined ? unknown(place) : { type: 'library', path: 'super()', self, place };
  }

  #index(item: Expr, scope: Scope): Index {
    if (item.kind !== 'slice') return this.evaluate(item, scope);
    const bound = (end: Expr | null) => (end === null ? null : this.evaluate(end, scope));
    return { start: bound(item.start), stop: bound(item.stop), hasStep: item.step !== null };
  }

  #assignItem(target: Expr & { kind: 'index' }, value: Value, scope: Scope): void {
    const object = this.evaluate(target.object, scope);
    const items = target.items.map((item) => this.#index(item, scope));
    const [first] = items;
    const key = first !== undefined && 'type' in first ? first : null;
    const at = numberOf(key);
    if (object.type === 'dict' && key?.type === 'text') object.entries.set(key.value, value);
    else if (
      object.type === 'list' &&
      object.rows === undefined &&
      at !== null &&
      items.length === 1
    )
      object.items[at] = value;
    else {
      const array = asArray(object);
      if (array !== null) this.assign(target.object, withItems(array, items, value), scope);
    }
  }

  #comprehension(element: Expr, clauses: readonly Clause[], scope: Scope, place: Place): Value {
    const list: ListValue = listValue([], place, this.#machine.loops);
    const go = (at: number): void => {
      const clause = clauses[at];
      if (clause === undefined) return this.#machine.append(list, this.evaluate(element, scope));
      const items = this.evaluate(clause.items, scope);
      const isNetwork = this.#progress.flowing > 0 || buildsNetwork(element);
      const isRow = this.#machine.loops.length > 0 && !takesRows.test(JSON.stringify(element));
      const unrolled = isNetwork ? maxUnrolled : isRow ? maxRow : 0;
      this.#go(items, place, unrolled, (item) => {
        this.assign(clause.target, item, scope);
        const tests = clause.conditions.map((test) => truthOf(this.evaluate(test, scope)));
        if (!tests.includes(false)) go(at + 1);
      });
    };
    go(0);
    return list;
  }
}

/** The parts of a value that is assigned to several targets. */
function partsOf(value: Value, count: number, place: Place): readonly Value[] {
  if (value.type === 'list' && value.rows === undefined) return value.items;
  if (value.type === 'either') {
    const [yes, no] = [partsOf(value.yes, count, place), partsOf(value.no, count, place)];
    return yes.map((part, i) => joined(value.test, part, no[i] ?? unknown(), { place: null }));
  }
  const array = asArray(value);
  if (array?.axes === 'cr' || array?.axes === 'c')
    return array.columns.map((_, i) => indexed(array, [numberValue(i, place)], place));
  return Array.from({ length: count }, () => unknown(place));
}

const building = /"name":"(?:add|append|Dense|Linear|add_module|extend|insert)"/;
const trainingWords =
  /"name":"(?:step|backward|fit|train!|train_on_batch|update|update!|minimize)"/;

const takesRows = /"kind":"slice"/;

/** Whether code puts layers together. */
function buildsNetwork(code: unknown): boolean {
  const text = JSON.stringify(code);
  return building.test(text) && /Dense|Linear/.test(text) && !trainingWords.test(text);
}
