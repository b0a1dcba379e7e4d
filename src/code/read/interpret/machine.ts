import type { Language } from '#src/code/read/clean.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type {
  Family,
  ListValue,
  Loop,
  ScoreValue,
  Value,
} from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

/** What the meaning of a library's function may use. */
export interface Machine {
  readonly language: Language;
  /** Of most of the text. */
  readonly family: Family;
  /** Loops that are under way, the outermost first. */
  readonly loops: readonly Loop[];
  /** The loss that the next step makes smaller. */
  lastScore: ScoreValue | null;
  call(
    callee: Value,
    args: readonly Value[],
    place: Place,
    named?: ReadonlyMap<string, Value>,
  ): Value;
  /** An attribute or a method. */
  member(object: Value, name: string, place: Place): Value;
  /** Goes over the items of a value as a loop does: one item for all where they cannot be told apart. */
  forEach(items: Value, place: Place, body: (item: Value) => void): void;
  /** Adds an item to a list; in a loop that is younger than the list it stands for a row each time. */
  append(list: ListValue, item: Value): void;
  /** Puts another value wherever a variable holds this one: what changes in place. */
  replace(value: Value, by: Value): void;
  /** The scaling, rate schedule and so on that goes with a network, an optimizer or a loader. */
  notes(subject: object): Map<string, Value>;
  record(training: Training): void;
}

/** A call of something from a library. */
export interface Call {
  readonly machine: Machine;
  /** The last part of the path. */
  readonly name: string;
  readonly path: string;
  readonly family: Family;
  /** Whose method it is; also the first of `args` where a function of the same name is called. */
  readonly self: Value | null;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly place: Place;
}

/** What a call comes out as; null: not known. */
export type Meaning = (call: Call) => Value | null;

/** An argument by its place or by one of its names. */
export function argument(
  { args, named }: Pick<Call, 'args' | 'named'>,
  index: number,
  ...names: readonly string[]
): Value | null {
  for (const name of names) {
    const value = named.get(name);
    if (value !== undefined) return value;
  }
  return args[index] ?? null;
}
