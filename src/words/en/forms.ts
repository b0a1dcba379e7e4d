import { formsOf } from '#src/lib/word-forms.ts';
import { formatCount } from '#words/base/numbers.ts';

/** Of texts, as documents name it. */
export const locale = 'en';

// Days before months.
export const { plural, date } = formsOf('en-GB');

/** "1 seed", "1 000 seeds". @param other where it is not the noun with an s */
export function counted(count: number, noun: string, other = `${noun}s`): string {
  return `${formatCount(count)} ${plural(count, { one: noun, other })}`;
}

/** "3 of 8" */
export function partOf(part: number, whole: number): string {
  return `${part} of ${whole}`;
}

/** "1 to 64" */
export function fromTo(least: number, most: number): string {
  return `${least} to ${most}`;
}

/** A label inside a sentence: "Learning rate" begins small there, abbreviations and symbols (L2, β₁) stay as they are. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
