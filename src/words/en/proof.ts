import { fitting, type ProofOutcome, type ProofVerdict } from '#src/doctor/prove.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { changeText } from '#src/words/why.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';

export const proofWords = {
  title: 'This link claims what makes it fit',
  running: 'Running the proof again',
  failed: 'The proof could not be run',
  run: 'Run the proof',
  again: 'Try again',
  open: 'Open with the change',
  dismiss: 'Dismiss the proof',
  progress: 'Runs done',
} as const;

export const proofTitles = {
  holds: 'The proof holds',
  fewer: 'The proof holds for most seeds',
  unneeded: 'It fits as well without the change',
  fails: 'The proof does not hold here',
} as const satisfies Record<ProofVerdict, string>;

interface Claimed {
  readonly after: Experiment;
  readonly seeds: readonly number[];
  readonly fits: number;
  readonly unexplained: number;
}

/** "With epochs 50 → 500, 8 of 8 seeds leave at most 4 % unexplained." */
export function proofText(
  experiment: Experiment,
  { after, seeds, fits, unexplained }: Claimed,
): string {
  const share = formatNumber(100 * unexplained, 2);
  return `With ${changeText(experiment, after)}, ${fits} of ${counted(seeds.length, 'seed')} leave at most ${share} % unexplained.`;
}

/** "Here 8 of 8 seeds fit with the change, and 1 of 8 without it." */
export function proofOutcomeText({ before, after }: ProofOutcome): string {
  return `Here ${fitting(after)} of ${counted(after.length, 'seed')} fit with the change, and ${fitting(before)} of ${before.length} without it.`;
}

/** Runs so far. */
export function proofProgressText(runs: number, seeds: number): string {
  return `${runs} of ${counted(2 * seeds, 'run')}`;
}
