import { arrays } from '#src/code/read/interpret/library/arrays.ts';
import { builtins } from '#src/code/read/interpret/library/builtins.ts';
import { fitting } from '#src/code/read/interpret/library/fitting.ts';
import { functions } from '#src/code/read/interpret/library/functions.ts';
import { layers } from '#src/code/read/interpret/library/layers.ts';
import { losses } from '#src/code/read/interpret/library/losses.ts';
import { optimizers } from '#src/code/read/interpret/library/optimizers.ts';
import { preparation } from '#src/code/read/interpret/library/preparation.ts';
import { steps } from '#src/code/read/interpret/library/steps.ts';
import type { Call, Machine, Meaning } from '#src/code/read/interpret/machine.ts';
import { listValue, numberValue, unknown } from '#src/code/read/interpret/make.ts';
import { familyOfPath } from '#src/code/read/interpret/paths.ts';
import type { Of, Value } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

/** What each name of a library means; the first table that has the name and takes the arguments counts. */
const tables: readonly Readonly<Record<string, Meaning>>[] = [
  steps,
  fitting,
  layers,
  losses,
  optimizers,
  preparation,
  builtins,
  arrays,
  functions,
];

/**
 * What a library's function makes of its arguments.
 *
 * @param callee a path, or a method with the value it belongs to
 * @param args null: the attribute itself is asked for, it is not called
 */
export function meaningOf(
  machine: Machine,
  callee: Of<'library'>,
  args: readonly Value[] | null,
  named: ReadonlyMap<string, Value>,
  place: Place,
): Value {
  const { path, self } = callee;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (args === null) return attribute(self, name, place) ?? callee;
  const call: Call = {
    machine,
    name,
    path,
    family: familyOfPath(path) ?? machine.family,
    self,
    args: self === null ? args : [self, ...args],
    named,
    place,
  };
  for (const table of tables) {
    const meaning = Object.hasOwn(table, name) ? table[name] : undefined;
    const value = meaning?.(call) ?? null;
    if (value !== null) return value;
  }
  return unknown(place);
}

/** Attributes that are values; null: a method. */
function attribute(object: Value | null, name: string, place: Place): Value | null {
  if (
    object?.type === 'unknown' &&
    /^(?:values|data|target|T|columns|i?loc|shape|index)$/.test(name)
  )
    return object;
  if (object?.type === 'array') {
    if (name === 'T') {
      const turned = { '': '', r: 'r', c: 'c', rc: 'cr', cr: 'rc' } as const;
      return { ...object, axes: turned[object.axes] };
    }
    if (name === 'data' || name === 'values' || name === 'array') return object;
    if (name === 'size' && object.rows !== null)
      return numberValue(object.rows * object.columns.length, place);
    if (name === 'shape') return shapeOf(object, place);
  }
  if (object?.type === 'flow' && (name === 'data' || name === 'T')) return object;
  if (object?.type === 'optimizer' && name === 'target') return unknown(place);
  return null;
}

function shapeOf({ axes, rows, columns }: Of<'array'>, place: Place): Value {
  const [r, c] = [
    rows === null ? unknown(place) : numberValue(rows, place),
    numberValue(columns.length, place),
  ];
  const items = { '': [], r: [r], c: [c], rc: [r, c], cr: [c, r] }[axes];
  return listValue(items, place, [], true);
}
