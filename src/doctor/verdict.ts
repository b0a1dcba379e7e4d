import type { Candidate } from '#src/doctor/candidates.ts';
import type { CauseId, Evidence, Trial, Verdict } from '#src/doctor/contract.ts';
import { mostlyFits } from '#src/doctor/outcomes.ts';

/** What was tried, and how it went. */
export interface Found
  extends Pick<Verdict, 'alone' | 'minimal' | 'confirmed' | 'closest' | 'untried'> {
  /** With what has been proved to stand in the way removed; null: nothing has. */
  readonly unblocked: Trial | null;
}

type Spent = Pick<Verdict, 'runs' | 'steps' | 'seconds'>;

interface Case
  extends Found,
    Spent,
    Pick<Verdict, 'findings' | 'criterion' | 'before' | 'partings'> {
  readonly evidence: Evidence;
}

/** A change that closes less than this of the gap to a perfect answer did nothing. */
const noticed = 0.1;

/** Sorts what the trials showed into what is enough alone, necessary, real but without effect, and useless. */
export function verdictOf({ evidence, unblocked, ...found }: Case): Verdict {
  const { findings, before, alone, minimal, untried } = found;
  const start = unblocked ?? before;
  const inMinimal = new Set(minimal.flatMap(({ causes }) => causes));
  const [best] = minimal;
  const singles = minimal.filter(
    ({ changes, causes }) => causes.length === 1 || isOne(changes, alone),
  );
  const necessary =
    best === undefined || singles.includes(best) ? (unblocked?.causes ?? []) : best.causes;
  // Where nothing fits, what was not tried may be what stops it.
  const open = new Set(minimal.length > 0 ? necessary : [...necessary, ...untried]);
  return {
    ...found,
    experiment: evidence.experiment,
    fits: mostlyFits(before),
    floors: evidence.floors,
    enough: unblocked === null ? singles : [],
    necessary,
    immaterial: findings.flatMap(({ id, kind }): CauseId[] =>
      kind === 'fault' && !inMinimal.has(id) && !open.has(id) ? [id] : [],
    ),
    useless: alone.filter(
      (trial) =>
        trial.fits[0] === 0 &&
        trial.skill - start.skill < noticed * (1 - Math.max(start.skill, -1)),
    ),
    closest: minimal.length > 0 ? null : found.closest,
  };
}

/** Suspected causes of which no remedy was tried, be it alone or with others. @param untried alone */
export function untriedCauses(
  untried: readonly Pick<Candidate, 'suspected' | 'causes'>[],
  trials: readonly Pick<Trial, 'causes'>[],
): readonly CauseId[] {
  const tried = new Set(trials.flatMap(({ causes }) => causes));
  const left = untried.filter(({ suspected }) => suspected).flatMap(({ causes }) => causes);
  return [...new Set(left)].filter((id) => !tried.has(id));
}

/** Whether the changes are one remedy that answers several causes. */
function isOne(changes: Trial['changes'], alone: readonly Trial[]): boolean {
  return alone.some((trial) => JSON.stringify(trial.changes) === JSON.stringify(changes));
}
