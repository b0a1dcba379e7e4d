import { type Candidate, joined } from '#src/doctor/candidates.ts';
import type { CauseId, Criterion, SeedOutcome, Trial } from '#src/doctor/contract.ts';
import type { Lab } from '#src/doctor/lab.ts';
import { byMerit, trialOf } from '#src/doctor/outcomes.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** Shares of the budget after which no more is begun: single changes on one seed and on three, and sets of changes. */
const until = { alone: 0.6, few: 0.75, together: 0.9 } as const;
/** Share of the budget that one run may take. */
const dearest = 0.08;
/** Trials that get a second and third seed, and all of them. */
const survivors = { few: 8, all: 5 } as const;
/** Sets that are built on side by side, the changes that each is offered, and changes in a set at the most. */
const beam = { width: 2, offers: 14, depth: 4 } as const;
/** Sets that are tried at once, the likeliest first, and of those that fit how many are enough. */
const atOnce = { sets: 8, enough: 5 } as const;
/** A dose that loses more skill than this is not followed by a larger one. */
const harm = 0.05;

export interface Search {
  readonly lab: Lab;
  readonly criterion: Criterion;
  readonly seeds: readonly number[];
  /** Of `seeds`, those that do not fit first: where a remedy has something to show. */
  readonly hardest: readonly number[];
  /** Faults that arithmetic has proved. */
  readonly proved: readonly CauseId[];
  /** Whether a trial is what is sought. */
  mends(trial: Trial): boolean;
  onTrial?: ((trial: Trial) => void) | undefined;
}

/** A set of changes that was tried. */
export interface TriedSet {
  readonly candidate: Candidate;
  readonly trial: Trial;
}

/**
 * Tries each change alone: on one seed, the best of them on three, those that still fit on all. What fits fewer seeds than
 * asked for was given up early.
 */
export async function tryAlone(
  search: Search,
  candidates: readonly Candidate[],
  before: Trial,
): Promise<{ readonly trials: readonly Trial[]; readonly untried: readonly Candidate[] }> {
  const [first, others] = [search.hardest.slice(0, 1), search.hardest.slice(0, 3)];
  const own = before.outcomes.find(({ seed }) => seed === first[0])?.skill ?? 0;
  const worst = Math.max(own, -1);
  const tried = await doseByDose(search, candidates, first, own);
  // What neither fits nor explains a fifth of what is left is given up.
  const isPromising = ({ fits: [count], skill }: Trial) =>
    count > 0 || skill > worst + 0.2 * (1 - worst);
  const promising = tried.trials.filter(isPromising).toSorted(byMerit).slice(0, survivors.few);
  const few = await measure(search, promising, others, until.few);
  const fitting = few.trials.filter((trial) => search.mends(trial)).toSorted(byMerit);
  const all = await measure(search, fitting.slice(0, survivors.all), search.seeds, until.together);
  // What is proved is told as such: whether it matters is counted over all seeds.
  const proved = tried.trials.filter(({ causes }) =>
    causes.some((id) => search.proved.includes(id)),
  );
  const counted = await measure(search, proved, search.seeds, until.together);
  return {
    trials: latest(tried.trials, few.trials, all.trials, counted.trials),
    untried: tried.untried,
  };
}

/**
 * Tries candidates on a seed, larger doses of a remedy only where the one before did no harm, spare ones only where it helped and
 * does not fit.
 *
 * @param own skill as it stands
 */
async function doseByDose(
  search: Search,
  candidates: readonly Candidate[],
  seed: readonly number[],
  own: number,
): Promise<{ readonly trials: readonly Trial[]; readonly untried: readonly Candidate[] }> {
  const trials: Trial[] = [];
  const untried: Candidate[] = [];
  const doses = [...candidates];
  /** Experiments that did harm, or whose gentler doses did. */
  const harmful = new Set<Experiment | null>();
  /** Experiments that do not fit yet, and do better than it does as it stands, or diverge as well. */
  const helpful = new Set<Experiment | null>();
  for (;;) {
    const waits = ({ gentler }: Candidate) =>
      gentler !== null && doses.some(({ experiment }) => experiment === gentler);
    const next = doses.filter((candidate) => !waits(candidate));
    if (next.length === 0) return { trials, untried };
    const asked = next.filter(
      ({ gentler, isSpare }) => !harmful.has(gentler) && (!isSpare || helpful.has(gentler)),
    );
    const tried = await measure(search, asked, seed, until.alone);
    trials.push(...tried.trials);
    untried.push(...tried.untried);
    for (const { experiment, skill, fits } of tried.trials) {
      if (skill < own - harm) harmful.add(experiment);
      const isBetter = skill > own + harm || skill === Number.NEGATIVE_INFINITY;
      if (fits[0] === 0 && isBetter) helpful.add(experiment);
    }
    for (const candidate of next) {
      doses.splice(doses.indexOf(candidate), 1);
      if (!asked.includes(candidate)) harmful.add(candidate.experiment);
    }
  }
}

/**
 * Builds sets of changes, the best two at a time: each is offered every other change, on one seed, then on three, then on
 * all; what makes most seeds fit is taken apart again.
 *
 * @param base with what has been proved removed
 */
export async function tryTogether(
  search: Search,
  base: Experiment,
  candidates: readonly Candidate[],
  alone: readonly Trial[],
): Promise<readonly TriedSet[]> {
  const skills = new Map(alone.map((trial) => [keyOf(trial), trial]));
  const offers = candidates
    .filter((candidate) => !candidate.isSpare || skills.has(keyOf(candidate)))
    .toSorted((a, b) => {
      const [x, y] = [skills.get(keyOf(a)), skills.get(keyOf(b))];
      return Number(b.suspected) - Number(a.suspected) || (y?.skill ?? -9) - (x?.skill ?? -9);
    })
    .slice(0, beam.offers);
  const known: TriedSet[] = [];
  let front: readonly Candidate[] = alone
    .toSorted((a, b) => b.skill - a.skill)
    .slice(0, beam.width)
    .flatMap((trial) => candidates.filter((candidate) => keyOf(candidate) === keyOf(trial)));
  for (let depth = 2; depth <= beam.depth; depth++) {
    const sets = unique(
      front.flatMap((set) => offers.flatMap((offer) => joined(base, [set, offer]) ?? [])),
    );
    const tried = await likeliestFirst(search, sets, skills);
    const best = tried.toSorted(byMerit).slice(0, survivors.all);
    const few = await measure(search, best, search.hardest.slice(0, 3), until.together);
    const ranked = few.trials.toSorted(byMerit);
    const fitting = ranked.filter((trial) => search.mends(trial)).slice(0, 3);
    const all = await measure(search, fitting, search.seeds, 1);
    known.push(
      ...latest(tried, few.trials, all.trials).flatMap((trial) =>
        sets
          .filter((set) => keyOf(set) === keyOf(trial))
          .map((candidate) => ({ candidate, trial })),
      ),
    );
    if (all.trials.some((trial) => search.mends(trial))) break;
    front = ranked
      .slice(0, beam.width)
      .flatMap((trial) => sets.filter((set) => keyOf(set) === keyOf(trial)));
    if (front.length === 0 || !search.lab.affords(0, until.together)) break;
  }
  return known;
}

/** Tries sets on the hardest seed, those with the better parts first, until enough of them fit. @param alone by experiment */
async function likeliestFirst(
  search: Search,
  sets: readonly Candidate[],
  alone: ReadonlyMap<string, Trial>,
): Promise<readonly Trial[]> {
  const promise = ({ parts }: Candidate) =>
    parts.reduce((sum, part) => sum + Math.max(-1, alone.get(keyOf(part))?.skill ?? 0), 0);
  const open = sets.toSorted((a, b) => promise(b) - promise(a));
  const trials: Trial[] = [];
  while (open.length > 0 && trials.filter((trial) => trial.fits[0] > 0).length < atOnce.enough) {
    const next = open.splice(0, atOnce.sets);
    const tried = await measure(search, next, search.hardest.slice(0, 1), until.together);
    trials.push(...tried.trials);
  }
  return trials;
}

/** What is left of a set when everything that can be left out is left out. */
export async function pruned(
  search: Search,
  base: Experiment,
  { candidate, trial }: TriedSet,
): Promise<Trial> {
  const { parts } = candidate;
  for (const part of parts) {
    const without = joined(
      base,
      parts.filter((other) => other !== part),
    );
    if (without === null) continue;
    // Whatever it costs: what is called necessary has been left out.
    const few = await measure(search, [without], search.hardest.slice(0, 3), Infinity, Infinity);
    if (!few.trials.some((rest) => search.mends(rest))) continue;
    const all = await measure(search, [without], search.seeds, Infinity, Infinity);
    const [rest] = all.trials;
    if (rest !== undefined && search.mends(rest))
      return pruned(search, base, { candidate: without, trial: rest });
  }
  return trial;
}

/** Trials of what the budget affords, in order. */
async function measure(
  { lab, criterion, seeds: wanted, onTrial }: Search,
  candidates: readonly (Candidate | Trial)[],
  seeds: readonly number[],
  share: number,
  most = dearest,
): Promise<{ readonly trials: readonly Trial[]; readonly untried: readonly Candidate[] }> {
  const affordable: (Candidate | Trial)[] = [];
  const untried: Candidate[] = [];
  let cost = 0;
  for (const candidate of candidates) {
    const own = lab.costOf(candidate.experiment, seeds);
    const each = own / Math.max(1, seeds.length);
    if (each <= most * lab.budget && lab.affords(cost + own, share)) {
      affordable.push(candidate);
      cost += own;
    } else if ('suspected' in candidate) untried.push(candidate);
  }
  const outcomes = await lab.outcomes(
    affordable.map(({ experiment }) => ({ experiment, seeds })),
    criterion,
  );
  const trials = affordable.map((candidate, i) =>
    trialOf(candidate, outcomes[i] as readonly SeedOutcome[], wanted.length),
  );
  for (const trial of trials) onTrial?.(trial);
  return { trials, untried };
}

/** Of each experiment the trial with the most seeds. */
function latest(...rounds: readonly (readonly Trial[])[]): readonly Trial[] {
  return [...new Map(rounds.flat().map((trial) => [keyOf(trial), trial])).values()];
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((candidate) => [keyOf(candidate), candidate])).values()];
}

function keyOf({ experiment }: { readonly experiment: Experiment }): string {
  return JSON.stringify(experiment);
}
