import type { DiagnoseOptions, SeedOutcome } from '#src/doctor/contract.ts';
import { Lab } from '#src/doctor/lab.ts';
import { isMost } from '#src/doctor/outcomes.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** What is claimed of changes: that runs with these seeds leave no more than this unexplained. */
export interface ProofTask {
  readonly experiment: Experiment;
  /** The experiment with the changes. */
  readonly after: Experiment;
  readonly seeds: readonly number[];
  readonly unexplained: number;
}

/** How each seed fares as the experiment stands, and with the changes. */
export interface ProofOutcome {
  readonly before: readonly SeedOutcome[];
  readonly after: readonly SeedOutcome[];
}

/** Trains and scores an experiment with and without changes, as a diagnosis does. @throws AbortError */
export async function prove(
  { experiment, after, seeds, unexplained }: ProofTask,
  options: DiagnoseOptions,
): Promise<ProofOutcome> {
  const lab = new Lab(experiment, options);
  const [withoutChanges = [], withChanges = []] = await lab.outcomes(
    [
      { experiment, seeds },
      { experiment: after, seeds },
    ],
    { unexplained, from: 'reader', reference: null },
  );
  return { before: withoutChanges, after: withChanges };
}

/** What has become of the claim that with the changes so many seeds fit. */
export type ProofVerdict = 'holds' | 'fewer' | 'unneeded' | 'fails';

/** @param claimed seeds that were said to fit with the changes */
export function proofVerdict({ before, after }: ProofOutcome, claimed: number): ProofVerdict {
  const [fitBefore, fitAfter] = [fitting(before), fitting(after)];
  if (fitAfter < claimed && !isMost([fitAfter, after.length])) return 'fails';
  if (fitBefore >= fitAfter) return 'unneeded';
  return fitAfter < claimed ? 'fewer' : 'holds';
}

/** How many seeds fit. */
export function fitting(outcomes: readonly SeedOutcome[]): number {
  return outcomes.filter(({ fits }) => fits).length;
}
