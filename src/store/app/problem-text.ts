import { fieldIds } from '#src/experiment/experiment.ts';
import { fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';

/** A problem with its field by name, whether it is named by its id or as links do; unknown names stay as they are. */
export function problemText({ field, message }: Problem): string {
  const id = fieldIds.find((id) => id === field || fields[id].key === field);
  return `${id === undefined ? `“${field}”` : fields[id].label}: ${message}`;
}
