import { formsOf } from '#src/lib/word-forms.ts';

// Days before months, no comma before the last of a list.
export const locale = 'en-GB';

export const { plural, counted, list, date } = formsOf(locale);
