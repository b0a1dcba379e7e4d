import { touches, trainingTrials } from '#src/doctor/aspects.ts';
import { knowsNothing } from '#src/doctor/causes/evidence.ts';
import type {
  CauseId,
  Change,
  Finding,
  Parting,
  Partings,
  Trial,
  Verdict,
} from '#src/doctor/contract.ts';
import { remedyCount } from '#src/doctor/doses.ts';
import { byMerit, isMost } from '#src/doctor/outcomes.ts';
import { type ToldFinding, toldFindings } from '#src/doctor/told-findings.ts';
import { differingFields } from '#src/experiment/differences.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Message } from '#src/lib/message.ts';

/** What sums up a verdict: the values of each statement, by its id. */
export interface HeadlineValues {
  // How it fares as it stands.
  fits: Standing;
  fits_as_points_allow: Standing;
  mostly_fits: Standing;
  fits_not: Standing;
  nothing_to_mend: null;
  /** Better than it need be. */
  fits_better: { readonly changes: Change } & Fare;
  no_change_found: null;
  /** Trials of how it is trained, each alone, of which none makes any seed fit, as none does without; the best skill among them. */
  training_helps_nothing: { readonly trials: number; readonly skill: number };
  /** `k` of the training points answer for each point; undefined where that is not known. */
  neighbours_know_nothing: { readonly k: number | undefined; readonly neighbours: number };
  neighbours_get_right: {
    readonly k: number | undefined;
    readonly right: number;
    readonly guessed: number;
  };
  /** What no training changes. */
  limit: Finding;
  // What makes it fit; where most seeds fit as it is, what mends the others. Doses of a remedy count as one change.
  any_is_enough: { readonly of: number; readonly changes: Change };
  any_mends: { readonly of: number; readonly changes: Change };
  one_is_enough: Fitting;
  one_mends: Fitting;
  none_alone_is_enough: { readonly tried: number };
  none_alone_mends: { readonly tried: number };
  together_enough: Fitting;
  together_mend: Fitting;
  /** Of seeds that took no part in the search. */
  fresh_seeds: { readonly count: number; readonly of: number };
  /** Enough for the seeds of the search alone. */
  not_on_fresh_seeds: Fitting & { readonly fresh: Trial['fits'] };
}

/** How well a trial answers. */
export type Fare = Pick<Trial, 'skill' | 'beside'>;

interface Standing extends Fare {
  readonly count: number;
  readonly of: number;
}

interface Fitting {
  readonly changes: Change;
  readonly count: number;
  readonly of: number;
}

export type HeadlineStatement = Message<HeadlineValues>;

/** A verdict in a few sentences. */
export function headlineStatements(verdict: Verdict): readonly HeadlineStatement[] {
  const { before, fits, closest } = verdict;
  const [count, of] = before.fits;
  const values = { count, of, ...fareOf(before) };
  if (count === of)
    return closest === null
      ? [{ id: 'fits', values }, { id: 'nothing_to_mend' }, ...noiseOf(verdict)]
      : [
          { id: 'fits_as_points_allow', values },
          { id: 'fits_better', values: { changes: closest.changes, ...fareOf(closest) } },
        ];
  return [{ id: fits ? 'mostly_fits' : 'fits_not', values }, ...cure(verdict)];
}

function fareOf({ skill, beside = {} }: Trial): Fare {
  return { skill, beside };
}

/** What no experiment mends: noise, and rows that contradict others. */
function noiseOf({ findings }: Verdict): readonly HeadlineStatement[] {
  return findings
    .filter(({ id }) => id === 'noise_floor' || id === 'label_noise')
    .map((finding) => ({ id: 'limit', values: finding }));
}

function cure({
  experiment,
  before,
  fits,
  minimal,
  enough,
  alone,
  findings,
  confirmed,
}: Verdict): readonly HeadlineStatement[] {
  const [best] = minimal;
  if (best === undefined) {
    const limit = findings.find(
      ({ id, kind, certainty }) => kind === 'limit' && certainty === 'sign' && id !== 'seed_luck',
    );
    return [
      { id: 'no_change_found' },
      ...(limit === undefined ? [] : [{ id: 'limit', values: limit } as const]),
    ];
  }
  const { changes } = best;
  // Said where training has to change as well: alone it does not help.
  const isBeyond = before.fits[0] === 0 && touches('data', changes, experiment);
  const beyond = isBeyond ? beyondTraining(alone, findings) : [];
  const [count, of] = best.fits;
  const values = { changes, count, of };
  if (confirmed !== null && !isMost(confirmed.fits))
    return [...beyond, { id: 'not_on_fresh_seeds', values: { ...values, fresh: confirmed.fits } }];
  const ways = remedyCount(enough, experiment);
  if (ways > 1)
    return [...beyond, { id: fits ? 'any_mends' : 'any_is_enough', values: { of: ways, changes } }];
  const fresh: readonly HeadlineStatement[] =
    confirmed === null
      ? []
      : [{ id: 'fresh_seeds', values: { count: confirmed.fits[0], of: confirmed.fits[1] } }];
  if (enough.includes(best) || best.causes.length === 1)
    return [...beyond, { id: fits ? 'one_mends' : 'one_is_enough', values }, ...fresh];
  const tried = remedyCount(alone, experiment);
  const none: readonly HeadlineStatement[] =
    tried > 1 && !alone.some(mayBeEnough)
      ? [{ id: fits ? 'none_alone_mends' : 'none_alone_is_enough', values: { tried } }]
      : [];
  return [...beyond, ...none, { id: fits ? 'together_mend' : 'together_enough', values }, ...fresh];
}

/** Few trials are no reason to say that none helps. */
const fewestTrials = 4;

/** That no change of training helps, and what the data know of themselves. */
function beyondTraining(
  alone: readonly Trial[],
  findings: readonly Finding[],
): readonly HeadlineStatement[] {
  const trials = trainingTrials(alone);
  if (trials.length < fewestTrials || trials.some(({ fits: [count] }) => count > 0)) return [];
  const skill = Math.max(...trials.map((trial) => trial.skill));
  const {
    neighbours = 1,
    k,
    right,
    guessed,
  } = findings.find(({ figures }) => figures['neighbours'] !== undefined)?.figures ?? {};
  return [
    { id: 'training_helps_nothing', values: { trials: trials.length, skill } },
    ...(neighbours > knowsNothing
      ? []
      : right === undefined || guessed === undefined
        ? [{ id: 'neighbours_know_nothing', values: { k, neighbours } } as const]
        : [{ id: 'neighbours_get_right', values: { k, right, guessed } } as const]),
  ];
}

/** What differs between seeds that fit and those that do not, by id. */
export interface PartingValues {
  parted_by_dead_units: Parted;
  parted_by_rank: Parted;
  /** How many of the signs that were looked at would differ as much by chance. */
  parted_by_chance: { readonly looked: number; readonly byChance: number };
}

export type PartingStatement = Message<PartingValues>;

/** Lines of a verdict, by id. */
export interface LineValues extends PartingValues {
  finding: ToldFinding;
  cause: { readonly cause: CauseId };
  trial: { readonly trial: Trial };
  /** What was tried against a cause. */
  cause_and_trial: { readonly cause: CauseId; readonly trial: Trial };
}

/** A sign with its spread in the seeds that fit and in those that do not, and how many they are. */
interface Parted extends Omit<Parting, 'sign'> {
  readonly fits: number;
  readonly fails: number;
}

export type LineStatement = Message<LineValues>;

export type SectionId =
  | 'proved'
  | 'alternatives'
  | 'enough_alone'
  | 'unconfirmed'
  | 'smallest_sets'
  | 'necessary'
  | 'fresh_seeds'
  | 'partings'
  | 'uncounted'
  | 'helped'
  | 'immaterial'
  | 'improves'
  | 'closest'
  | 'without_effect'
  | 'untried'
  | 'signs';

export interface Section {
  readonly id: SectionId;
  readonly lines: readonly LineStatement[];
}

function changesBetween(before: Experiment, after: Experiment): Change {
  return Object.fromEntries(differingFields([before, after]).map((id) => [id, after[id]]));
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Whether a finding is of the seeds that do not fit, beside others that do. */
function partsSeeds({ id, figures }: Finding): boolean {
  return id === 'dead_units' && (figures['fitting'] ?? 0) > 0;
}

/** Changes of a kind that are told beside those that are enough. */
const mostHelped = 3;

/** Whether it fits whatever seeds it was tried on, which are not all. */
function mayBeEnough({ fits: [count, of], droppedEarly }: Trial): boolean {
  return droppedEarly && count > 0 && count === of;
}

/** All that a verdict says, in the order in which it is worth knowing. Sections without lines are left out. */
export function verdictSections(verdict: Verdict): readonly Section[] {
  const { before, findings, minimal, enough, useless, confirmed, closest, alone } = verdict;
  const told = (trial: Trial): LineStatement => ({ id: 'trial', values: { trial } });
  // What was tried alone is told with what had to leave before.
  const whole = (trial: Trial) =>
    told({ ...trial, changes: changesBetween(verdict.experiment, trial.experiment) });
  const named = (cause: CauseId): LineStatement => ({ id: 'cause', values: { cause } });
  const findingsThat = (are: (finding: Finding) => boolean): readonly LineStatement[] =>
    toldFindings(findings)
      .filter(({ finding }) => are(finding))
      .map((values) => ({ id: 'finding', values }));
  const found = (certainty: Finding['certainty']) =>
    findingsThat((finding) => finding.certainty === certainty && !partsSeeds(finding));
  const immaterial = (cause: CauseId): LineStatement => {
    const trial = alone.find(({ causes }) => causes.includes(cause));
    return trial === undefined ? named(cause) : { id: 'cause_and_trial', values: { cause, trial } };
  };
  const others = [before, closest, ...enough, ...useless, ...minimal];
  const isTold = ({ experiment }: Trial) =>
    others.some((trial) => trial !== null && isSame(trial.experiment, experiment));
  const helped = alone
    .filter((trial) => !isTold(trial))
    .filter(({ fits: [fitting], skill }) => fitting > 0 || skill > Math.max(0, before.skill))
    .toSorted(byMerit);
  const uncounted = helped.filter(mayBeEnough).toSorted((a, b) => b.fits[1] - a.fits[1]);
  const notEnough = helped.filter((trial) => !mayBeEnough(trial));
  const necessary = [...new Set(verdict.necessary)];
  const isUnsure = confirmed !== null && !isMost(confirmed.fits);
  const ofEnough = isUnsure ? 'unconfirmed' : enough.length > 1 ? 'alternatives' : 'enough_alone';
  const sections: readonly Section[] = [
    { id: 'proved', lines: found('proof') },
    { id: ofEnough, lines: enough.map(told) },
    {
      id: 'smallest_sets',
      lines: minimal.filter((trial) => !enough.includes(trial)).map(told),
    },
    { id: 'necessary', lines: necessary.length > 1 ? necessary.map(named) : [] },
    { id: 'fresh_seeds', lines: confirmed === null ? [] : [told(confirmed)] },
    {
      id: 'partings',
      lines: [...findingsThat(partsSeeds), ...partingStatements(verdict.partings)],
    },
    { id: 'uncounted', lines: uncounted.slice(0, mostHelped).map(whole) },
    { id: 'helped', lines: notEnough.slice(0, mostHelped).map(whole) },
    { id: 'immaterial', lines: verdict.immaterial.map(immaterial) },
    {
      id: verdict.fits ? 'improves' : 'closest',
      lines: closest === null ? [] : [told(closest)],
    },
    { id: 'without_effect', lines: useless.map(whole) },
    { id: 'untried', lines: verdict.untried.map(named) },
    { id: 'signs', lines: found('sign') },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** What differs by more than chance would make of it: of so many signs at the most. */
export function partingStatements(
  partings: Partings | null,
  byChanceAtMost = 0.05,
): readonly PartingStatement[] {
  const told = partings?.found.filter(({ byChance }) => byChance <= byChanceAtMost) ?? [];
  if (partings === null || told.length === 0) return [];
  const { fitting: fits, stuck: fails, looked } = partings;
  const byChance = Math.max(...told.map((parting) => parting.byChance));
  return [
    ...told.map(
      ({ sign, ...spreads }): PartingStatement => ({
        id: sign === 'dead' ? 'parted_by_dead_units' : 'parted_by_rank',
        values: { ...spreads, fits, fails },
      }),
    ),
    { id: 'parted_by_chance', values: { looked, byChance } },
  ];
}
