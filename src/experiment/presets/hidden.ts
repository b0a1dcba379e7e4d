import type { Layer } from '#src/experiment/field-lists.ts';
import type { ActivationId } from '#src/experiment/ids.ts';

/** Hidden layers of one activation, without dropout: `hidden('relu')(64, 64)`. */
export function hidden(
  activation: ActivationId,
): (...units: readonly number[]) => readonly Layer[] {
  return (...units) => units.map((count) => ({ units: count, activation, dropout: 0 }));
}
