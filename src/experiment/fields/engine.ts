import { choiceField } from '#src/experiment/field-kinds.ts';
import { engineChoiceIds } from '#src/experiment/ids.ts';

/** What computes. */
export const engineFields = {
  engine: choiceField({
    key: 'engine',
    ids: engineChoiceIds,
  }),
} as const;
