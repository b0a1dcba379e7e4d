import type { Change, Criterion, Parting, Spread, Trial } from '#src/doctor/contract.ts';
import type {
  Fare,
  HeadlineValues,
  LineValues,
  PartingValues,
  SectionId,
} from '#src/doctor/statements.ts';
import type { Texts } from '#src/lib/message.ts';
import { rangeText, skillText } from '#src/words/values.ts';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { causeName, findingText, toldFindingText } from '#words/causes.ts';
import { counted } from '#words/forms.ts';
import { besideText } from '#words/metrics.ts';

/** "skill 0.98"; where numbers are answered, with R² (the skill of one) and RMSE. */
const fareText = ({ skill, beside = {} }: Fare): string => {
  const near = besideText(beside);
  if (near !== '' && beside.r2 === skill) return near;
  return [`skill ${skillText(skill)}`, ...(near === '' ? [] : [near])].join(', ');
};

/** "7 of 8 seeds". */
const countText = (count: number, of: number): string => `${count} of ${counted(of, 'seed')}`;
const standing = (v: HeadlineValues['fits']) => `${countText(v.count, v.of)} fit, ${fareText(v)}`;

const nearest = (k: number | undefined) =>
  k === undefined || k === 1
    ? 'The nearest training points'
    : `The ${formatCount(k)} nearest training points`;

/** @param larger a network, and what it was trained on */
const criterionSources = (larger: string): Record<Criterion['from'], string> => ({
  reference: `twice what ${larger}, leaves`,
  neighbours:
    'twice what the nearest training points leave: a larger network, trained longer, leaves more than that',
  noise: 'twice the noise',
  least: `${larger}, leaves less than half of that`,
  untried: 'no reference was trained: the budget ran out',
  unusable: `${larger}, is no guide: it leaves more than half`,
  reader: 'as asked',
});

/** What counts as a fit. */
export function criterionText({ unexplained, from, rightLabels }: Criterion): string {
  const data = rightLabels === true ? 'the same points with the right labels' : 'the same data';
  const source = criterionSources(`a larger network, trained longer on ${data}`)[from];
  return `A fit leaves at most ${formatNumber(100 * unexplained, 2)} % unexplained (${source}).`;
}

/** What sums up a verdict. @param told changes in words */
export const headlineTexts = (told: (changes: Change) => string): Texts<HeadlineValues> => ({
  fits: (v) => `It fits: ${standing(v)}.`,
  fits_as_points_allow: (v) => `It fits as well as its points allow: ${standing(v)}.`,
  mostly_fits: (v) => `It mostly fits: ${standing(v)}.`,
  fits_not: (v) => `It does not fit: ${standing(v)}.`,
  nothing_to_mend: () => 'No setting has to be changed.',
  fits_better: (v) => `With ${told(v.changes)} it comes to ${fareText(v)}.`,
  no_change_found: () => 'No change that was tried makes it fit.',
  limit: findingText,
  training_helps_nothing: (v) =>
    `No change of training alone made any seed fit that it was tried on (${counted(v.trials, 'trial')}, best skill ${skillText(v.skill)}).`,
  neighbours_know_nothing: (v) =>
    `${nearest(v.k)} do not predict held-out points either: skill ${skillText(v.neighbours)}.`,
  neighbours_get_right: (v) =>
    `${nearest(v.k)} do not predict held-out points either: they get ${formatNumber(100 * v.right, 2)} % right, and the most frequent class is right in ${formatNumber(100 * v.guessed, 2)} %.`,
  any_is_enough: (v) => `Any one of ${v.of} changes is enough, such as ${told(v.changes)}.`,
  any_mends: (v) => `Any one of ${v.of} changes makes the others fit, such as ${told(v.changes)}.`,
  one_is_enough: (v) => `One change is enough: ${told(v.changes)} (${countText(v.count, v.of)}).`,
  one_mends: (v) =>
    `One change makes the others fit: ${told(v.changes)} (${countText(v.count, v.of)}).`,
  none_alone_is_enough: (v) => `None of ${v.tried} changes tried alone is enough.`,
  none_alone_mends: (v) => `None of ${v.tried} changes tried alone makes the others fit.`,
  together_enough: (v) =>
    `These together are enough: ${told(v.changes)} (${countText(v.count, v.of)}).`,
  together_mend: (v) =>
    `These together make the others fit: ${told(v.changes)} (${countText(v.count, v.of)}).`,
  fresh_seeds: (v) => `On fresh seeds: ${v.count} of ${v.of}.`,
  not_on_fresh_seeds: (v) =>
    `No change was found that makes most fresh seeds fit. The nearest: ${told(v.changes)} (${countText(v.count, v.of)}, and ${v.fresh[0]} of ${v.fresh[1]} fresh ones).`,
});

export const sectionTitles = {
  proved: 'Proved, without training',
  alternatives: 'Each alone is enough: alternatives, not a list of mistakes',
  enough_alone: 'Enough alone',
  unconfirmed: 'Enough on these seeds, and not on fresh ones',
  smallest_sets: 'Smallest sets that fit: leave any part out and they do not',
  necessary: 'Necessary: without it that set fails',
  fresh_seeds: 'On fresh seeds',
  partings: 'What the seeds that do not fit have in common',
  uncounted: 'Fits each seed that it was tried on, and was not tried on all',
  helped: 'Helped, and is not enough alone',
  immaterial: 'Real, but not what stops it',
  improves: 'What would still improve it',
  closest: 'Closest',
  without_effect: 'Tried alone without effect, on the seeds that fit least',
  untried: 'Not tried: the budget ran out',
  signs: 'Signs',
} as const satisfies Record<SectionId, string>;

const moments = {
  start: 'before training',
  switch: 'when the batch order changes',
  end: 'at the end',
} as const satisfies Record<Parting['moment'], string>;

const parted = (
  { layer, moment, fits, fails }: PartingValues['parted_by_rank'],
  stuck: string,
  fitting: string,
) =>
  `Hidden layer ${layer + 1} ${moments[moment]}: ${stuck} where it does not fit (${counted(fails, 'seed')}), ${fitting} where it does (${fits}).`;
/** "16 (14 to 17)": the median, and from the least to the most. */
const spreadText = ([least, middle, most]: Spread) =>
  least === most
    ? rangeText([least, most])
    : `${formatNumber(middle, 2)} (${rangeText([least, most])})`;
const deadUnits = ([least, middle, most]: Spread) =>
  `${spreadText([100 * least, 100 * middle, 100 * most])} % dead units`;

export const partingTexts: Texts<PartingValues> = {
  parted_by_dead_units: (v) => parted(v, deadUnits(v.stuck), deadUnits(v.fitting)),
  parted_by_rank: (v) => parted(v, `rank ${spreadText(v.stuck)}`, `rank ${spreadText(v.fitting)}`),
  parted_by_chance: (v) =>
    `Of ${counted(v.looked, 'sign')} looked at, ${formatNumber(v.byChance, 2)} would differ as much by chance.`,
};

/** Lines of a verdict. @param told changes in words */
export function lineTexts(told: (changes: Change) => string): Texts<LineValues> {
  /** A trial with its counts: "epochs 50 → 500: 7 of 8 seeds, skill 0.98". */
  const trialText = ({ changes, fits, ...fare }: Trial) =>
    `${told(changes)}: ${countText(...fits)}, ${fareText(fare)}`;
  return {
    finding: toldFindingText,
    cause: (v) => causeName(v.cause),
    trial: (v) => trialText(v.trial),
    cause_and_trial: (v) => `${causeName(v.cause)}: ${trialText(v.trial)}`,
    ...partingTexts,
  };
}

export const verdictTextWords = {
  withTheFirst: (link: string) => `With the first of them: ${link}`,
  spent: (runs: number, seconds: number) =>
    `${counted(runs, 'run')}, ${formatNumber(seconds, 2)} s`,
} as const;
