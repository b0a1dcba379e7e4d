import type { Evidence, Figures, RunEvidence, Suspicion } from '#src/doctor/contract.ts';
import { median } from '#src/lib/statistics.ts';
import { hasDiverged } from '#src/records/run-header.ts';

/** Arithmetic that shows a cause. @param blocks no training can fit while it stands */
export function proof(figures: Figures, blocks = false): Suspicion {
  return { certainty: 'proof', figures, ...(blocks && { blocks }) };
}

/** What may come from a cause. */
export function sign(figures: Figures): Suspicion {
  return { certainty: 'sign', figures };
}

/** Runs that do not fit. */
export function failing({ runs }: Evidence): readonly RunEvidence[] {
  return runs.filter(({ fits }) => !fits);
}

/** A run that broke, or ended above where it began: low rates, and short steps, do not do that. */
export function isThrown(run: RunEvidence): boolean {
  const { start, end } = run;
  return hasDiverged(run) || (start !== null && end !== null && end.loss > start.loss);
}

/** The median of a figure over some runs; NaN where none has it. */
export function typical(
  runs: readonly RunEvidence[],
  figure: (run: RunEvidence) => number | null | undefined,
): number {
  const values = runs.flatMap((run) => {
    const value = figure(run);
    return value == null || Number.isNaN(value) ? [] : [value];
  });
  return values.length === 0 ? Number.NaN : median(values);
}

/** Whether held-out points lie where no training point does: what is known of the one says little of the other. */
export function isElsewhere({ data: { outside } }: Evidence): boolean {
  return outside > 0.1;
}

/** Whether the target turns too often for its training points; false where that is not known. */
export function isTooFast({ data: { changesPerPoint } }: Evidence): boolean {
  return changesPerPoint !== null && changesPerPoint > 0.25;
}

/** Skill of the nearest training points up to which they say nothing of held-out ones. */
export const knowsNothing = 0.05;

/** What the k nearest training points know of held-out ones: their skill, and how many they and a constant get right. */
export function neighbourFigures({ floors, data: { guessed } }: Evidence): Figures {
  const floor = floors.find(({ id }) => id === 'neighbours');
  const neighbours = floor?.skill ?? null;
  if (neighbours === null) return {};
  const figures = { neighbours, ...(floor?.neighbours !== undefined && { k: floor.neighbours }) };
  if (guessed === null) return figures;
  return { ...figures, right: 1 - (1 - neighbours) * (1 - guessed), guessed };
}

/** The largest share of dead units among the hidden layers. */
export function deadShare(signs: RunEvidence['end']): number {
  return Math.max(0, ...(signs?.layers.slice(0, -1).map(({ dead }) => dead) ?? []));
}
