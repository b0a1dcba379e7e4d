import type { RunHeader } from '#src/records/run-header.ts';

type Guessing = NonNullable<RunHeader['guessing']>;

/** What a constant answer scores best, as a reference line of a loss names it. */
export const guessingLabels = {
  shares: 'guessing: training class shares',
  mean: 'guessing: training mean',
  median: 'guessing: training median',
  constant: 'guessing: best constant in training',
} as const satisfies Record<Guessing['answer'], string>;

/** The same of an accuracy. */
export const accuracyGuess = 'guessing: largest training class';

/** The same where experiments that are compared have others. */
export const guessingOf = (label: string, experiments: readonly string[]): string =>
  `${label}, ${experiments.join(', ')}`;
