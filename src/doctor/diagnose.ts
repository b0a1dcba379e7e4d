import { type Attempt, candidatesFor, changed } from '#src/doctor/candidates.ts';
import { causeOf, findingsOf } from '#src/doctor/causes/causes.ts';
import {
  type CauseId,
  type Change,
  causeIds,
  type DiagnoseOptions,
  type Evidence,
  type Finding,
  type Trial,
  type Verdict,
} from '#src/doctor/contract.ts';
import { dealtRuns } from '#src/doctor/dealt.ts';
import { examine, runEvidence } from '#src/doctor/examine.ts';
import { Lab } from '#src/doctor/lab.ts';
import { fitsAt, isMended, isMost, trialOf } from '#src/doctor/outcomes.ts';
import { partingsOf } from '#src/doctor/partings.ts';
import { criterionOf } from '#src/doctor/reference.ts';
import { changesBy } from '#src/doctor/remedy.ts';
import { pruned, type Search, tryAlone, tryTogether } from '#src/doctor/search.ts';
import { furtherRuns, withSwitch } from '#src/doctor/seeds-apart.ts';
import { type Found, untriedCauses, verdictOf } from '#src/doctor/verdict.ts';
import { runCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { median } from '#src/lib/statistics.ts';

const defaultSeeds = [0, 1, 2, 3, 4, 5, 6, 7];
/** Share of the budget for the experiment as it stands, and runs of it where the budget has room for them at all. */
const ownShare = 0.35;
const fewestRuns = 3;
/** Runs that do not fit and whose batches are looked at. */
const mostLooked = 3;
/** Between the seeds of the search and those that confirm what it found. */
const freshSeeds = 1000;
/** Of a network that fits, left unexplained: enough to ask whether more points would help. */
const muchLeft = 0.1;
/** Alternatives that are taken apart, and told. */
const mostMinimal = 3;

/**
 * Says why an experiment does not fit, by trial: runs it over seeds, states what a fit is, tries what may help alone, then
 * together, and confirms what it found on other seeds. The same for the same budget, on one engine and machine.
 *
 * @returns null: the experiment's data cannot be made
 * @throws AbortError once the signal is aborted, nothing is left running; whatever training the experiment itself throws
 */
export async function diagnose(
  experiment: Experiment,
  options: DiagnoseOptions,
): Promise<Verdict | null> {
  const lab = new Lab(experiment, options);
  const data = await lab.prepared(experiment);
  if (data === null) return null;
  const known = examine(experiment, data);
  options.onEvidence?.(known, findingsOf(known));

  const wanted = options.seeds ?? defaultSeeds;
  const most = Math.floor((ownShare * lab.budget) / runCost(experiment));
  const fewest = lab.affords(fewestRuns * runCost(experiment)) ? fewestRuns : 1;
  const seeds = wanted.slice(0, Math.max(fewest, most));
  const own = await lab.measure(experiment, seeds);
  lab.enter('reference');
  const criterion = await criterionOf(known, lab, options.unexplained);
  const stuck = own.filter(({ skill }) => !fitsAt(skill, criterion)).slice(0, mostLooked);
  const seen = own.map((run, i) =>
    runEvidence(experiment, run, criterion, {
      withCurvature: i === 0,
      withBatches: stuck.includes(run),
    }),
  );
  const runs = await withSwitch(lab, experiment, seen);
  const dealt = await dealtRuns(experiment, own, runs, lab);
  const evidence = { ...known, runs, dealt };
  const findings = findingsOf(evidence);
  options.onEvidence?.(evidence, findings);
  const before = trialOf(
    { causes: [], changes: {}, experiment },
    own.map(({ seed, skill, beside }) => ({
      seed,
      skill,
      beside,
      fits: fitsAt(skill, criterion),
    })),
    wanted.length,
  );

  const search: Search = {
    lab,
    criterion,
    seeds,
    hardest: hardestFirst(before),
    proved: findings.filter(({ certainty }) => certainty === 'proof').map(({ id }) => id),
    mends: ({ fits }) => isMended(fits, before),
    onTrial: options.onTrial,
  };
  const found =
    before.fits[0] === before.fits[1]
      ? { ...nothingTried, closest: await withMorePoints(search, evidence, before) }
      : await tryAll(search, evidence, findings, before);
  lab.enter('seeds');
  const more = await furtherRuns(lab, experiment, criterion, runs);
  const partings = partingsOf([...runs, ...more]);
  return verdictOf({ evidence, findings, criterion, before, partings, ...found, ...lab.bill });
}

/**
 * Where a network fits only because a larger one leaves much as well, points may be what is missing: the trial with more
 * of them, if that halves what is left.
 */
async function withMorePoints(
  search: Search,
  { experiment, data }: Evidence,
  before: Trial,
): Promise<Trial | null> {
  const { lab, criterion, seeds } = search;
  if (criterion.from !== 'reference' || 1 - before.skill < muchLeft) return null;
  const [remedy = {}] = causeOf('data_few').remedies(experiment, data);
  const changes = changesBy(experiment, remedy);
  const after = changed(experiment, changes);
  if (after === null || !lab.affords(lab.costOf(after, seeds))) return null;
  const attempt: Attempt = { causes: ['data_few'], changes, experiment: after };
  const [trial] = await trials(search, [attempt], seeds);
  return trial !== undefined && 1 - trial.skill <= (1 - before.skill) / 2 ? trial : null;
}

/** What a stage usually costs: in tries of every change, and in runs of a changed experiment. */
const usual = { alone: 2.5, together: 110 } as const;

const nothingTried: Found = {
  unblocked: null,
  alone: [],
  minimal: [],
  confirmed: null,
  closest: null,
  untried: [],
};

async function tryAll(
  search: Search,
  evidence: Evidence,
  findings: readonly Finding[],
  before: Trial,
): Promise<Found> {
  const { lab, seeds } = search;
  lab.enter('alone');
  const base = unblockedOf(evidence, findings);
  const [unblocked = null] = base === null ? [] : await trials(search, [base], seeds);
  if (unblocked !== null && search.mends(unblocked)) {
    return { ...nothingTried, unblocked, ...(await confirmOne(search, [unblocked])) };
  }
  const start = unblocked ?? before;
  const isWhole = ({ outcomes }: Trial) => outcomes.length === seeds.length;
  const inner: Search = { ...search, hardest: hardestFirst(start) };
  const candidates = candidatesFor(start.experiment, findings, evidence.data).filter(
    ({ causes }) => !causes.every((cause) => start.causes.includes(cause)),
  );
  // The dearest changes are left out, or their runs end early: the median says more than the sum.
  const oneTry = median(candidates.map((candidate) => runCost(candidate.experiment)));
  const confirming = seeds.length * runCost(start.experiment);
  lab.enter('alone', usual.alone * candidates.length * oneTry + confirming);
  const alone = await tryAlone(inner, candidates, start);
  let minimal = alone.trials.filter((trial) => isWhole(trial) && search.mends(trial));
  let sets: Awaited<ReturnType<typeof tryTogether>> = [];
  if (minimal.length === 0 && alone.trials.length > 0) {
    lab.enter('together', usual.together * oneTry + confirming);
    sets = await tryTogether(inner, start.experiment, candidates, alone.trials);
    const fitting = sets
      .filter(({ trial }) => isWhole(trial) && search.mends(trial))
      .slice(0, mostMinimal);
    const apart: Trial[] = [];
    for (const [i, set] of fitting.entries()) {
      // The best is taken apart whatever it costs, alternatives while the budget lasts.
      if (i > 0 && !lab.affords(0)) break;
      apart.push(await pruned(inner, start.experiment, set));
    }
    minimal = apart;
  }
  const whole = ranked(uniqueBy(minimal), findings).map((trial) => withBase(trial, start));
  lab.enter('confirm', confirming);
  const { minimal: confirmedFirst, confirmed } = await confirmOne(search, whole);
  const tried = [...alone.trials, ...sets.map(({ trial }) => trial)];
  const closest = tried.toSorted((a, b) => b.skill - a.skill)[0] ?? null;
  return {
    unblocked,
    alone: alone.trials,
    minimal: confirmedFirst,
    confirmed,
    closest: closest === null ? null : withBase(closest, start),
    untried: untriedCauses(alone.untried, tried),
  };
}

/** The experiment without what no training can overcome; null: there is no such thing. */
function unblockedOf({ experiment, data }: Evidence, findings: readonly Finding[]): Attempt | null {
  return findings.reduce<Attempt | null>((sum, { id, blocks }) => {
    if (blocks !== true) return sum;
    const before = sum?.experiment ?? experiment;
    const [remedy = {}] = causeOf(id).remedies(before, data);
    const changes = changesBy(before, remedy);
    const after = changed(before, changes);
    if (after === null) return sum;
    return {
      causes: [...(sum?.causes ?? []), id],
      changes: { ...sum?.changes, ...changes },
      experiment: after,
    };
  }, null);
}

/**
 * Few changes before many; then what is proved, what has a sign of its own, what is usual, and what was merely tried: of
 * trials, and of the causes that one removes.
 */
function ranked(trials: readonly Trial[], findings: readonly Finding[]): readonly Trial[] {
  const weight = (id: CauseId) => {
    const certainty = findings.find((one) => one.id === id)?.certainty;
    if (certainty === undefined) return 3;
    if (certainty === 'proof') return 0;
    return causeOf(id).common === true || causeOf(id).kind === 'state' ? 2 : 1;
  };
  const place = (id: CauseId) => causeIds.indexOf(id);
  const least = ({ causes }: Trial, of: (id: CauseId) => number) => Math.min(...causes.map(of));
  return trials
    .map((trial) => ({
      ...trial,
      causes: trial.causes.toSorted((a, b) => weight(a) - weight(b) || place(a) - place(b)),
    }))
    .toSorted(
      (a, b) =>
        size(a.changes) - size(b.changes) ||
        least(a, weight) - least(b, weight) ||
        least(a, place) - least(b, place) ||
        b.skill - a.skill,
    );
}

function size(changes: Change): number {
  return Object.keys(changes).length;
}

function uniqueBy(trials: readonly Trial[]): readonly Trial[] {
  return [...new Map(trials.map((trial) => [JSON.stringify(trial.experiment), trial])).values()];
}

/** Changes of an unblocked experiment as changes of the reader's. */
function withBase(trial: Trial, { causes, changes }: Trial): Trial {
  return {
    ...trial,
    causes: [...causes, ...trial.causes],
    changes: { ...changes, ...trial.changes },
  };
}

/** The first of the sets that also fits on seeds that took no part, moved to the front; where none does, the first. */
async function confirmOne(
  search: Search,
  minimal: readonly Trial[],
): Promise<Pick<Found, 'minimal' | 'confirmed'>> {
  const fresh = search.seeds.map((seed) => seed + freshSeeds);
  let first: Trial | null = null;
  for (const set of minimal.slice(0, mostMinimal)) {
    if (!search.lab.affords(0)) break;
    const [confirmed] = await trials(search, [set], fresh);
    if (confirmed !== undefined && isMost(confirmed.fits))
      return { minimal: [set, ...minimal.filter((other) => other !== set)], confirmed };
    first ??= confirmed ?? null;
  }
  return { minimal, confirmed: first };
}

async function trials(
  { lab, criterion, onTrial }: Search,
  candidates: readonly Attempt[],
  seeds: readonly number[],
): Promise<readonly Trial[]> {
  const outcomes = await lab.outcomes(
    candidates.map(({ experiment }) => ({ experiment, seeds })),
    criterion,
  );
  const done = candidates.map((candidate, i) =>
    trialOf(candidate, outcomes[i] ?? [], seeds.length),
  );
  for (const trial of done) onTrial?.(trial);
  return done;
}

/** Seeds that do not fit first, the worst of them first of all. */
function hardestFirst({ outcomes }: Trial): readonly number[] {
  return outcomes.toSorted((a, b) => a.skill - b.skill || a.seed - b.seed).map(({ seed }) => seed);
}
