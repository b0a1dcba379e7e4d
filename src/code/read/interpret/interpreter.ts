import type { CleanCode, Language } from '#src/code/read/clean.ts';
import { Expressions } from '#src/code/read/interpret/expressions.ts';
import { meaningOf } from '#src/code/read/interpret/library.ts';
import { countOf, isShortList, itemOf, itemsOf } from '#src/code/read/interpret/loops.ts';
import type { Machine } from '#src/code/read/interpret/machine.ts';
import { flowFrom, listValue, none, unknown } from '#src/code/read/interpret/make.ts';
import { joined } from '#src/code/read/interpret/operators.ts';
import { constantOf } from '#src/code/read/interpret/paths.ts';
import { type Limits, OutOfFuel, Progress } from '#src/code/read/interpret/progress.ts';
import { resultOf, Statements } from '#src/code/read/interpret/statements.ts';
import { type Training, Trainings } from '#src/code/read/interpret/trainings.ts';
import {
  type ClassValue,
  type Family,
  type FunctionValue,
  type InstanceValue,
  type ListValue,
  type Loop,
  Scope,
  type ScoreValue,
  type Value,
} from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { Param, Stmt } from '#src/code/read/parse/syntax.ts';

/** Functions inside one another. */
const maxCalls = 24;

type Named = ReadonlyMap<string, Value>;

/**
 * Works through code symbolically: numbers are computed, data become formulas of how they were drawn, networks lists of
 * layers, loops are gone through once. Nothing of the code is executed.
 */
export class Interpreter implements Machine {
  readonly language: Language;
  readonly family: Family;
  lastScore: ScoreValue | null = null;
  readonly trainings = new Trainings();
  readonly globals = new Scope(null);
  readonly #progress: Progress;
  readonly #expressions: Expressions;
  readonly #statements: Statements;
  readonly #notes = new WeakMap<object, Map<string, Value>>();
  readonly #called = new Set<readonly Stmt[]>();
  readonly #scopes: Scope[] = [this.globals];
  #last: Place | null = null;

  /** @param family the framework that the text speaks of most */
  constructor(code: CleanCode, family: Family, limits: Limits) {
    this.language = code.language;
    this.family = family;
    this.#progress = new Progress(limits);
    this.#expressions = new Expressions(this, this.#progress, code);
    this.#statements = new Statements(this.#expressions, this.#progress);
  }

  get loops(): readonly Loop[] {
    return this.#progress.loops;
  }

  /** Whether nothing comes after a place: what ends there may be cut off. */
  isLast(place: Place | null): boolean {
    return place !== null && this.#last !== null && place.to >= this.#last.from;
  }

  /** Goes through a program, and then does something with what came of it. @returns whether it came to the end */
  run(program: readonly Stmt[], then: () => void): boolean {
    this.#last = program.at(-1) ?? null;
    try {
      // Functions and classes may be used before they are defined.
      for (const statement of program)
        if (/^(?:function|class|import)$/.test(statement.kind))
          this.#statements.statement(statement, this.globals);
      this.#statements.block(program, this.globals);
      if (this.trainings.all.length === 0) this.#callUncalled();
      then();
      return true;
    } catch (error) {
      if (error instanceof OutOfFuel) return false;
      throw error;
    }
  }

  call(callee: Value, args: readonly Value[], place: Place, named: Named = new Map()): Value {
    this.#progress.burn();
    switch (callee.type) {
      case 'function':
        return this.#callFunction(callee, args, named, place);
      case 'class':
        return this.#instantiate(callee, args, named, place);
      case 'library':
        return meaningOf(this, callee, args, named, place);
      case 'unknown':
        return unknown(place);
      case 'either': {
        const { test, yes, no } = callee;
        return joined(test, this.call(yes, args, place, named), this.call(no, args, place, named), {
          place,
        });
      }
      default: {
        const method = callee.type === 'instance' ? forwardOf(callee.of) : undefined;
        if (callee.type === 'instance' && method !== undefined)
          return this.#flow(callee, method, args, named, place);
        return meaningOf(
          this,
          { type: 'library', path: '.__call__', self: callee, place },
          args,
          named,
          place,
        );
      }
    }
  }

  member(object: Value, name: string, place: Place): Value {
    const own =
      object.type === 'instance'
        ? (object.attributes.get(name) ?? memberOf(object.of, name))
        : object.type === 'class'
          ? memberOf(object, name)
          : object.type === 'dict'
            ? object.entries.get(name)
            : undefined;
    if (own !== undefined)
      return own.type === 'function' && object.type === 'instance' ? { ...own, self: object } : own;
    if (object.type === 'either') {
      const { yes, no } = object;
      return { ...object, yes: this.member(yes, name, place), no: this.member(no, name, place) };
    }
    if (object.type === 'library' && object.self === null) {
      const path = `${object.path}.${name}`;
      return constantOf(path, place) ?? { type: 'library', path, self: null, place };
    }
    return meaningOf(
      this,
      { type: 'library', path: `.${name}`, self: object, place },
      null,
      new Map(),
      place,
    );
  }

  forEach(items: Value, place: Place, body: (item: Value) => void): void {
    if (isShortList(items)) for (const item of itemsOf(items)) body(item);
    else this.#progress.inLoop({ ...countOf(items), place }, (loop) => body(itemOf(items, loop)));
  }

  append(list: ListValue, item: Value): void {
    this.#progress.append(list, item);
  }

  replace(value: Value, by: Value): void {
    for (const scope of this.#scopes)
      for (const [name, held] of scope.variables) if (held === value) scope.variables.set(name, by);
  }

  notes(subject: object): Map<string, Value> {
    const known = this.#notes.get(subject) ?? new Map<string, Value>();
    this.#notes.set(subject, known);
    return known;
  }

  record(training: Training): void {
    const when = this.#progress.conditions.at(-1);
    const phases = training.phases.map((phase) => ({ ...phase, ...(when && { when }) }));
    this.trainings.add({ ...training, phases });
  }

  /** A function that trains and that the text never calls; its parameters are what goes by their names. */
  #callUncalled(): void {
    for (const value of this.globals.variables.values()) {
      if (value.type !== 'function' || this.#called.has(value.body)) continue;
      const args = value.params.map(({ name }): Value => {
        const known = this.globals.get(name);
        return known === undefined ? unknown(value.place) : { ...known, doubt: 'name' };
      });
      this.call(value, args, value.place ?? { from: 0, to: 0 });
      if (this.trainings.all.length > 0) return;
    }
  }

  #callFunction(callee: FunctionValue, args: readonly Value[], named: Named, place: Place): Value {
    this.#called.add(callee.body);
    if (this.#progress.calls >= maxCalls) return unknown(place);
    const scope = new Scope(callee.scope);
    const yields = listValue([], place, this.loops);
    scope.yields = yields;
    this.#bind(callee.params, callee.self === null ? args : [callee.self, ...args], named, scope);
    this.#progress.calls++;
    this.#scopes.push(scope);
    const outcome = this.#statements.block(callee.body, scope);
    this.#scopes.pop();
    this.#progress.calls--;
    return yields.items.length > 0 ? yields : (resultOf(outcome) ?? none(place));
  }

  #bind(params: readonly Param[], args: readonly Value[], named: Named, scope: Scope): void {
    let at = 0;
    for (const { name, value, rest } of params) {
      if (rest) {
        scope.variables.set(name, listValue(args.slice(at), null, this.loops, true));
        at = args.length;
        continue;
      }
      const given = named.get(name);
      const byDefault = () =>
        value === null ? unknown() : this.#expressions.evaluate(value, scope);
      scope.variables.set(name, given ?? args[at] ?? byDefault());
      if (given === undefined) at++;
    }
  }

  #instantiate(of: ClassValue, args: readonly Value[], named: Named, place: Place): Value {
    const instance: InstanceValue = { type: 'instance', of, attributes: new Map(), place };
    const made = memberOf(of, '__init__');
    if (made?.type === 'function')
      this.#callFunction({ ...made, self: instance }, args, named, place);
    return instance;
  }

  /** What comes out of a network knows which one; what goes in without being known begins a flow. */
  #flow(
    instance: InstanceValue,
    method: FunctionValue,
    args: readonly Value[],
    named: Named,
    place: Place,
  ): Value {
    const given = args.map((arg) => (arg.type === 'unknown' ? flowFrom(arg) : arg));
    this.#progress.flowing++;
    const value = this.#callFunction({ ...method, self: instance }, given, named, place);
    this.#progress.flowing--;
    return value.type === 'flow' ? { ...value, subject: instance } : value;
  }
}

/** A member of a class or of what it is built on. */
function memberOf(of: ClassValue, name: string): Value | undefined {
  const inherited = () =>
    of.bases.map((base) => (base.type === 'class' ? memberOf(base, name) : undefined));
  return of.members.get(name) ?? inherited().find((member) => member !== undefined);
}

function forwardOf(of: ClassValue): FunctionValue | undefined {
  const methods = ['forward', '__call__', 'call', 'predict'].map((name) => memberOf(of, name));
  return methods.find((method): method is FunctionValue => method?.type === 'function');
}
