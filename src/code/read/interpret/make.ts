import type { Doubt, FlowValue, ListValue, Loop, Value } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

/** @param loops those under way where it is made */
export function listValue(
  items: readonly Value[],
  place: Place | null,
  loops: readonly Loop[] = [],
  isTuple = false,
): ListValue {
  return { type: 'list', items: [...items], isTuple, loops: [...loops], place };
}

/** Python's None, Julia's nothing: also what a call comes out as that is done for its effect. */
export function none(place: Place | null): Value {
  return { type: 'constant', value: null, place };
}

export function unknown(place: Place | null = null): Value {
  return { type: 'unknown', place };
}

export function numberValue(
  value: number,
  place: Place | null,
  whole = Number.isInteger(value),
  doubt?: Doubt,
): Value {
  return { type: 'number', value, whole, place, doubt };
}

/** Data of which nothing is known, at the beginning of a network. */
export function flowFrom({ place }: Pick<Value, 'place'>): FlowValue {
  return { type: 'flow', ops: [], input: null, axes: null, subject: null, inputs: null, place };
}

export function numberOf(value: Value | null | undefined): number | null {
  if (value?.type === 'number') return value.value;
  return value?.type === 'constant' && typeof value.value === 'boolean'
    ? Number(value.value)
    : null;
}

export function textOf(value: Value | null | undefined): string | null {
  return value?.type === 'text' ? value.value : null;
}

/** What a condition comes out as, or null where that is not decided. */
export function truthOf(value: Value | null | undefined): boolean | null {
  switch (value?.type) {
    case 'constant':
      return value.value === true;
    case 'number':
      return value.value !== 0;
    case 'text':
      return value.value !== '';
    case 'list':
      return value.rows === undefined ? value.items.length > 0 : null;
    default:
      return null;
  }
}
