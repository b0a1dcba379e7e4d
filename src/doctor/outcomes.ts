import type { Criterion, SeedOutcome, Trial } from '#src/doctor/contract.ts';

/** Whether a skill (1: perfect, 0: guessing) is a fit by a criterion. */
export function fitsAt(skill: number, { unexplained }: Criterion): boolean {
  return 1 - skill <= unexplained;
}

/** Seven of eight, and of fewer all. */
export function isMost([count, of]: Trial['fits']): boolean {
  return of > 0 && count >= Math.ceil((7 / 8) * of);
}

/** Three of four: what an experiment is called that fits as it is, for most seeds. */
export function mostlyFits({ fits: [count, of] }: Pick<Trial, 'fits'>): boolean {
  return of > 0 && count >= (3 / 4) * of;
}

/** Where most fit as it is, a remedy has to mend the others. */
export function isMended(fits: Trial['fits'], before: Trial): boolean {
  return mostlyFits(before) ? fits[0] === fits[1] : isMost(fits);
}

/** What outcomes over seeds amount to. @param wanted seeds asked for */
export function trialOf(
  { causes, changes, experiment }: Pick<Trial, 'causes' | 'changes' | 'experiment'>,
  outcomes: readonly SeedOutcome[],
  wanted: number,
): Trial {
  const middle = middleOf(outcomes);
  return {
    causes,
    changes,
    experiment,
    outcomes,
    skill: middle?.skill ?? Number.NaN,
    beside: (Number.isFinite(middle?.skill) && middle?.beside) || {},
    fits: [outcomes.filter(({ fits }) => fits).length, outcomes.length],
    droppedEarly: outcomes.length < wanted,
  };
}

/** The one of median skill, of two the worse: what is told of it is of one run. */
function middleOf(outcomes: readonly SeedOutcome[]): SeedOutcome | undefined {
  const ranked = outcomes.toSorted((a, b) => (a.skill < b.skill ? -1 : a.skill > b.skill ? 1 : 0));
  return ranked[Math.floor((ranked.length - 1) / 2)];
}

/** The better first: by the share of seeds that fit, then by skill, then by how little is changed. */
export function byMerit(a: Trial, b: Trial): number {
  const share = ({ fits: [count, of] }: Trial) => (of === 0 ? 0 : count / of);
  const skill = (trial: Trial) => Math.max(trial.skill, -1e9);
  return share(b) - share(a) || a.causes.length - b.causes.length || skill(b) - skill(a);
}
