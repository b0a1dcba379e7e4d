import type { Value } from '#src/code/read/interpret/values.ts';

/** `a:b`, evaluated. */
export interface Slice {
  readonly start: Value | null;
  readonly stop: Value | null;
  readonly hasStep: boolean;
}

export type Index = Value | Slice;

export function isSlice(index: Index | undefined): index is Slice {
  return index !== undefined && 'hasStep' in index;
}

export function isWholeSlice(index: Index | undefined): boolean {
  return isSlice(index) && index.start === null && index.stop === null;
}

/** Rows that a loop counts, one or some at a time. */
export function isCounted(index: Index): boolean {
  const bounds = isSlice(index) ? [index.start, index.stop] : [index];
  return bounds.some((bound) => bound?.type === 'array');
}
