import type { Value } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { Fact, FactField, FactKind, FactValue, Reason } from '#src/code/read/reading.ts';

/** A fact with its place in the clean code. */
export interface Known {
  readonly field: FactField;
  readonly value: FactValue;
  readonly kind: FactKind;
  readonly place: Place | null;
  readonly reason: Reason | null;
}

/** A fact whose value is known, or taken for lack of one. @param place where the text says it; null: nowhere */
export function known(
  field: FactField,
  value: FactValue,
  kind: FactKind,
  place: Place | null = null,
  reason: Reason | null = null,
): Known {
  return { field, value, kind, place, reason };
}

/** A field that the text leaves undecided, and why. */
export function open(field: FactField, reason: Reason, place: Place | null = null): Known {
  return { field, value: null, kind: 'open', place, reason };
}

/** A fact by a value of the text: said or guessed by where it comes from, a default where it is nowhere said. */
export function byValue(
  field: FactField,
  value: FactValue,
  { place, doubt }: Pick<Value, 'place' | 'doubt'>,
): Known {
  if (doubt !== undefined) return known(field, value, 'guessed', place, doubt);
  return known(field, value, place === null ? 'default' : 'said', place);
}

/** A fact as readings have it, by places in the pasted text. */
export function toFact({ place, ...rest }: Known): Fact {
  return { ...rest, from: place?.from ?? null, to: place?.to ?? null };
}
