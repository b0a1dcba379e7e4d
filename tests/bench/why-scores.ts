import { causeOf } from '#src/doctor/causes/causes.ts';
import type { CauseId, Trial, Verdict } from '#src/doctor/contract.ts';

/** What a verdict names as the matter, the likeliest first. @param set the smallest set of changes that it is read with */
export function namedCauses(
  { findings, before, fits, minimal, enough, closest }: Verdict,
  set: Trial | undefined = minimal[0],
): readonly CauseId[] {
  const proofs = findings.filter(({ certainty }) => certainty === 'proof').map(({ id }) => id);
  const [count, of] = before.fits;
  const isSplit = count > 0 && count < of;
  const limits = findings.filter(({ kind }) => kind === 'limit').map(({ id }) => id);
  // Enough alone, and with signs of its own: told in the same breath.
  const alternatives = enough
    .flatMap(causesOf)
    .filter((id) => findings.some((finding) => finding.id === id));
  const named = new Set<CauseId>([
    ...(set === undefined || fits ? [] : causesOf(set)),
    ...(set === minimal[0] && !fits ? alternatives : []),
    ...(fits && closest !== null ? causesOf(closest) : []),
    ...(isSplit ? (['seed_luck'] as const) : []),
    ...proofs,
    ...(set === undefined && !fits ? limits : []),
  ]);
  return withoutStates([...named]);
}

function causesOf({ causes }: Trial): readonly CauseId[] {
  return withoutStates(causes);
}

/** What goes on inside is evidence, and no reason where another is named. */
function withoutStates(causes: readonly CauseId[]): readonly CauseId[] {
  const reasons = causes.filter((id) => causeOf(id).kind !== 'state');
  return reasons.length > 0 ? reasons : causes;
}

export interface Score {
  readonly recall: number;
  readonly precision: number;
  readonly f3: number;
}

/** As the neutral study counts: by causes, recall weighing three times as much. */
export function scoreOf(named: readonly string[], labels: readonly string[]): Score {
  const hits = named.filter((id) => labels.includes(id)).length;
  const recall = hits / labels.length;
  const precision = named.length === 0 ? 0 : hits / named.length;
  const f3 = hits === 0 ? 0 : (10 * precision * recall) / (9 * precision + recall);
  return { recall, precision, f3 };
}

/** The best of all that the verdict offers as alternatives. */
export function bestScore(verdict: Verdict, labels: readonly string[]): Score {
  const scores = [undefined, ...verdict.minimal].map((set) =>
    scoreOf(namedCauses(verdict, set), labels),
  );
  return scores.reduce((a, b) => (b.f3 > a.f3 ? b : a));
}

/** Labels whose removal alone was tried and did nothing, and which no smallest set needs. */
export function refutedLabels(verdict: Verdict, labels: readonly string[]): readonly string[] {
  const needed = new Set<string>(verdict.minimal.flatMap(({ causes }) => causes));
  const useless = new Set<string>(verdict.useless.flatMap(({ causes }) => causes));
  return labels.filter((id) => useless.has(id) && !needed.has(id));
}

/** The other labels. */
export function upheldLabels(verdict: Verdict, labels: readonly string[]): readonly string[] {
  const refuted = refutedLabels(verdict, labels);
  return labels.filter((id) => !refuted.includes(id));
}

/** Whether the changes that were found make most fresh seeds fit. */
export function isProved({ confirmed }: Verdict): boolean {
  if (confirmed === null) return false;
  const [count, of] = confirmed.fits;
  return count >= Math.ceil((7 / 8) * of);
}
