import { numberOf, unknown } from '#src/code/read/interpret/make.ts';
import { joined } from '#src/code/read/interpret/operators.ts';
import type { Condition } from '#src/code/read/interpret/trainings.ts';
import type { ListValue, Loop, Value } from '#src/code/read/interpret/values.ts';

/** How much is worked out before reading ends. */
export interface Limits {
  /** Expressions and statements. */
  readonly fuel: number;
  readonly isOver: () => boolean;
}

export class OutOfFuel extends Error {}

interface ListState {
  readonly items: readonly Value[];
  readonly rows: number | null | undefined;
  readonly filling: readonly Loop[] | undefined;
}

type Changed = Map<ListValue, ListState>;

/** Where an interpreter is: in which loops and on which sides of undecided conditions, and how much it may still do. */
export class Progress {
  /** The outermost first. */
  readonly loops: Loop[] = [];
  readonly conditions: Condition[] = [];
  /** Networks that data are flowing through. */
  flowing = 0;
  /** Functions that are being called. */
  calls = 0;
  #fuel: number;
  readonly #isOver: () => boolean;
  #loopCount = 0;
  /** For each condition the lists that were changed on this side of it, as they were before. */
  readonly #changed: Changed[] = [];

  constructor({ fuel, isOver }: Limits) {
    this.#fuel = fuel;
    this.#isOver = isOver;
  }

  /** Takes note that something is done. */
  burn(): void {
    if (--this.#fuel <= 0 || (this.#fuel % 256 === 0 && this.#isOver())) throw new OutOfFuel();
  }

  inLoop(loop: Omit<Loop, 'id'>, body: (loop: Loop) => void): void {
    const entered = { ...loop, id: ++this.#loopCount };
    this.loops.push(entered);
    body(entered);
    this.loops.pop();
  }

  /** Adds an item; in a loop that is younger than the list it stands for as many rows as the loop goes round. */
  append(list: ListValue, item: Value): void {
    this.#keep(list);
    const younger = this.loops.filter((loop) => !list.loops.some(({ id }) => id === loop.id));
    if (younger.length > 0) {
      const counts = younger.map(({ count }) => numberOf(count));
      list.rows = counts.reduce(
        (product, count) => (product === null || count === null ? null : product * count),
        1,
      );
      list.filling = younger;
      list.items.length = 0;
    }
    list.items.push(item);
  }

  /** Goes over both sides of a condition; lists that they change hold what either side makes of them. */
  onBothSides<T>(test: Value, yes: () => T, no: () => T): readonly [yes: T, no: T] {
    const [one, listsYes] = this.#side({ test, isTrue: true }, yes);
    const [other, listsNo] = this.#side({ test, isTrue: false }, no);
    for (const list of new Set([...listsYes.keys(), ...listsNo.keys()])) {
      this.#keep(list);
      const before = stateOf(list);
      setState(list, joinedLists(test, listsYes.get(list) ?? before, listsNo.get(list) ?? before));
    }
    return [one, other];
  }

  /** One side; what it changes is put back. @returns the lists as they became */
  #side<T>(condition: Condition, body: () => T): readonly [T, Changed] {
    const changed: Changed = new Map();
    this.conditions.push(condition);
    this.#changed.push(changed);
    const result = body();
    this.#changed.pop();
    this.conditions.pop();
    const after: Changed = new Map([...changed.keys()].map((list) => [list, stateOf(list)]));
    for (const [list, before] of changed) setState(list, before);
    return [result, after];
  }

  #keep(list: ListValue): void {
    const changed = this.#changed.at(-1);
    if (changed !== undefined && !changed.has(list)) changed.set(list, stateOf(list));
  }
}

function joinedLists(test: Value, one: ListState, other: ListState): ListState {
  if (one.items.length !== other.items.length) {
    const long = one.items.length < other.items.length ? other : one;
    return {
      items: long.items,
      rows: long.rows === undefined ? undefined : null,
      filling: long.filling,
    };
  }
  const items = one.items.map((item, i) =>
    joined(test, item, other.items[i] ?? unknown(), { place: null }),
  );
  return { items, rows: one.rows, filling: one.filling };
}

function stateOf({ items, rows, filling }: ListValue): ListState {
  return { items: [...items], rows, filling };
}

function setState(list: ListValue, { items, rows, filling }: ListState): void {
  list.items.splice(0, list.items.length, ...items);
  if (rows === undefined) delete list.rows;
  else list.rows = rows;
  if (filling === undefined) delete list.filling;
  else list.filling = filling;
}
