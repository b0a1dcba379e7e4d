import type { Candidate } from '#src/doctor/candidates.ts';
import type {
  CauseId,
  Criterion,
  Evidence,
  Finding,
  Partings,
  Trial,
  Verdict,
} from '#src/doctor/contract.ts';
import { mostlyFits } from '#src/doctor/outcomes.ts';

interface Case {
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  readonly criterion: Criterion;
  readonly before: Trial;
  readonly partings: Partings | null;
  readonly unblocked: Trial | null;
  readonly alone: readonly Trial[];
  readonly minimal: readonly Trial[];
  readonly confirmed: Trial | null;
  readonly closest: Trial | null;
  readonly untried: readonly CauseId[];
  readonly runs: number;
  readonly steps: number;
  readonly seconds: number;
}

/** A change that closes less than this of the gap to a perfect answer did nothing. */
const noticed = 0.1;

/** Sorts what the trials showed into what is enough alone, necessary, real but without effect, and useless. */
export function verdictOf(found: Case): Verdict {
  const { evidence, findings, before, unblocked, alone, minimal, untried } = found;
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
    experiment: evidence.experiment,
    criterion: found.criterion,
    before,
    fits: mostlyFits(before),
    floors: evidence.floors,
    partings: found.partings,
    findings,
    alone,
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
    minimal,
    confirmed: found.confirmed,
    closest: minimal.length > 0 ? null : found.closest,
    untried,
    runs: found.runs,
    steps: found.steps,
    seconds: found.seconds,
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
