import { fieldIds } from '#src/experiment/experiment.ts';
import { fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { fieldWords } from '#words/fields.ts';

/** A problem with its field by name, whether it is named by its id or as links do; unknown names stay as they are. */
export function problemText({ field, message }: Problem): string {
  const id = fieldIds.find((id) => id === field || fields[id].key === field);
  return `${id === undefined ? `“${field}”` : fieldWords[id].label}: ${message}`;
}
