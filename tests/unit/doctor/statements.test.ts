import { expect, it } from 'vitest';
import type { CauseId, Finding, Trial, Verdict } from '#src/doctor/contract.ts';
import { findingId } from '#src/doctor/finding-forms.ts';
import { changesBy } from '#src/doctor/remedy.ts';
import { headlineStatements, verdictSections } from '#src/doctor/statements.ts';
import { strangeVerdict } from '../../support/verdict.ts';

const trial = (fits: Trial['fits'], ...causes: readonly CauseId[]): Trial => ({
  ...strangeVerdict.before,
  causes,
  fits,
});
const one: Trial = { ...trial([8, 8], 'lr_low'), changes: { learningRate: 1 } };
const other: Trial = { ...trial([7, 8], 'few_steps'), changes: { epochs: 70 } };
const both = trial([8, 8], 'lr_low', 'few_steps');
const dose: Trial = { ...one, changes: { learningRate: 10 } };
const stuck: Partial<Verdict> = { before: trial([0, 8]), fits: false };
const lucky: Partial<Verdict> = { before: trial([1, 8]), fits: false };
const mostly: Partial<Verdict> = { before: trial([7, 8]), fits: true };
const alone = { minimal: [one], enough: [one], alone: [one, other] };
const together = { minimal: [both], enough: [], alone: [one, other] };
const limit = (id: CauseId, certainty: Finding['certainty']): Finding => ({
  id,
  kind: 'limit',
  certainty,
  figures: {},
});
const useless = (changes: Trial['changes'], fits: Trial['fits'] = [0, 1]): Trial => ({
  ...trial(fits, 'lr_low'),
  changes,
  skill: 0.02,
});
const rates = [1, 2, 3, 4].map((learningRate) => useless({ learningRate }));
const feature = { ...trial([8, 8], 'target_frequency'), changes: { features: ['sin(x)'] } };
/** Ten times as many points, for as many steps. */
const points = {
  ...trial([8, 8], 'data_few'),
  changes: changesBy(strangeVerdict.experiment, {
    trainCount: 10 * strangeVerdict.experiment.trainCount,
  }),
};
const longer = { ...points, changes: { ...points.changes, epochs: 9999 } };
const feed = { minimal: [feature], enough: [feature] };
const knowing = (figures: Finding['figures']): readonly Finding[] => [
  { ...limit('target_frequency', 'sign'), figures },
];
const none = { minimal: [], enough: [], alone: [one, other] };

it.each<[what: string, found: Partial<Verdict>, ids: readonly string[]]>([
  ['all fit', { ...none, before: trial([8, 8]), fits: true }, ['fits', 'nothing_to_mend']],
  [
    'all fit, but for rows that contradict others',
    {
      ...none,
      before: trial([8, 8]),
      fits: true,
      findings: [limit('label_noise', 'sign'), limit('split_shift', 'proof')],
    },
    ['fits', 'nothing_to_mend', 'limit'],
  ],
  [
    'all fit, and could do better',
    { ...none, before: trial([8, 8]), fits: true, closest: one },
    ['fits_as_points_allow', 'fits_better'],
  ],
  ['one change', { ...stuck, ...alone }, ['fits_not', 'one_is_enough']],
  ['one change, most fit', { ...mostly, ...alone }, ['mostly_fits', 'one_mends']],
  [
    'one change, confirmed',
    { ...stuck, ...alone, confirmed: one },
    ['fits_not', 'one_is_enough', 'fresh_seeds'],
  ],
  [
    'one change, by luck',
    { ...stuck, ...alone, confirmed: trial([5, 8]) },
    ['fits_not', 'not_on_fresh_seeds'],
  ],
  [
    'a set, by luck',
    { ...mostly, ...together, confirmed: trial([5, 8]) },
    ['mostly_fits', 'not_on_fresh_seeds'],
  ],
  [
    'any of two',
    { ...stuck, minimal: [one, other], enough: [one, other] },
    ['fits_not', 'any_is_enough'],
  ],
  [
    'a dose of one change or another',
    { ...stuck, minimal: [one, dose], enough: [one, dose], confirmed: one },
    ['fits_not', 'one_is_enough', 'fresh_seeds'],
  ],
  [
    'a set, and doses of one change were tried alone',
    { ...stuck, ...together, alone: [one, dose] },
    ['fits_not', 'together_enough'],
  ],
  [
    'a set, and one change alone was not tried on all seeds',
    { ...stuck, ...together, alone: [{ ...one, fits: [3, 3], droppedEarly: true }, other] },
    ['fits_not', 'together_enough'],
  ],
  [
    'a set, and one change alone failed on the seeds that it was tried on',
    { ...stuck, ...together, alone: [{ ...one, fits: [2, 3], droppedEarly: true }, other] },
    ['fits_not', 'none_alone_is_enough', 'together_enough'],
  ],
  [
    'any of two, most fit',
    { ...mostly, minimal: [one, other], enough: [one, other] },
    ['mostly_fits', 'any_mends'],
  ],
  ['a set', { ...stuck, ...together }, ['fits_not', 'none_alone_is_enough', 'together_enough']],
  [
    'a set, most fit',
    { ...mostly, ...together },
    ['mostly_fits', 'none_alone_mends', 'together_mend'],
  ],
  [
    'a set, and nothing was tried alone',
    { ...stuck, ...together, alone: [] },
    ['fits_not', 'together_enough'],
  ],
  [
    'a feature, where no training helps and neighbours know nothing',
    {
      ...stuck,
      ...feed,
      alone: [...rates, feature],
      findings: knowing({ neighbours: 0.01, right: 0.35, guessed: 0.34 }),
    },
    ['fits_not', 'training_helps_nothing', 'neighbours_get_right', 'one_is_enough'],
  ],
  [
    'a feature, where neighbours know something',
    { ...stuck, ...feed, alone: rates, findings: knowing({ neighbours: 0.4 }) },
    ['fits_not', 'training_helps_nothing', 'one_is_enough'],
  ],
  [
    'a feature, where training helped one seed, or was hardly tried',
    { ...stuck, ...feed, alone: [...rates, useless({ epochs: 9 }, [1, 8])] },
    ['fits_not', 'one_is_enough'],
  ],
  [
    'a feature, where a seed fits as it is',
    { ...lucky, ...feed, alone: [...rates, feature] },
    ['fits_not', 'one_is_enough'],
  ],
  [
    'more points, for as many steps',
    { ...stuck, minimal: [points], enough: [points], alone: [...rates, points] },
    ['fits_not', 'training_helps_nothing', 'one_is_enough'],
  ],
  [
    'more points, for more steps',
    { ...stuck, minimal: [longer], enough: [longer], alone: [...rates, longer] },
    ['fits_not', 'training_helps_nothing', 'one_is_enough'],
  ],
  [
    'a feature and a rate',
    {
      ...stuck,
      ...together,
      minimal: [{ ...both, changes: { ...feature.changes, learningRate: 1 } }],
      alone: [...rates, useless({ epochs: 9 })],
    },
    ['fits_not', 'training_helps_nothing', 'none_alone_is_enough', 'together_enough'],
  ],
  ['a feature alone', { ...stuck, ...feed, alone: rates.slice(1) }, ['fits_not', 'one_is_enough']],
  [
    'training that helps is no matter of what it is told',
    { ...stuck, ...alone, alone: rates },
    ['fits_not', 'one_is_enough'],
  ],
  ['nothing helps', { ...stuck, ...none }, ['fits_not', 'no_change_found']],
  [
    'nothing helps, and a sign says why',
    { ...stuck, ...none, findings: [limit('seed_luck', 'sign'), limit('noise_floor', 'sign')] },
    ['fits_not', 'no_change_found', 'limit'],
  ],
  [
    'nothing helps, and luck is no reason',
    { ...stuck, ...none, findings: [limit('seed_luck', 'sign'), limit('one_class', 'proof')] },
    ['fits_not', 'no_change_found'],
  ],
])('what sums up a verdict: %s', (_, found, ids) => {
  const statements = headlineStatements({ ...strangeVerdict, ...found });
  expect(statements.map(({ id }) => id)).toEqual(ids);
});

it.each<[found: Partial<Verdict>, ids: readonly string[]]>([
  [{}, ['enough_alone', 'immaterial']],
  [{ minimal: [one, other], enough: [one, other] }, ['alternatives', 'immaterial']],
  [{ confirmed: trial([5, 8]) }, ['unconfirmed', 'fresh_seeds', 'immaterial']],
  [
    { ...together, necessary: ['lr_low', 'few_steps'], confirmed: both },
    ['smallest_sets', 'necessary', 'fresh_seeds', 'immaterial'],
  ],
  [{ ...none, closest: one, immaterial: [] }, ['closest']],
  [{ ...none, closest: one, immaterial: [], fits: true }, ['improves']],
  [
    { ...none, useless: [one], untried: ['capacity'], immaterial: [] },
    ['without_effect', 'untried'],
  ],
  [
    {
      ...none,
      immaterial: [],
      findings: [limit('one_class', 'proof'), limit('noise_floor', 'sign')],
    },
    ['proved', 'signs'],
  ],
])('a verdict has the sections that have something in them (%#)', (found, ids) => {
  const sections = verdictSections({ ...strangeVerdict, ...found });
  expect(sections.map(({ id }) => id)).toEqual(ids);
});

it.each<[id: CauseId, figures: Finding['figures'], form: string]>([
  ['lr_high', { rises: 0.4, learningRate: 1 }, 'lr_high'],
  ['lr_high', { diverged: 0, learningRate: 1, largestRate: 0.1 }, 'lr_high_unstable'],
  ['lr_high', { diverged: 2, learningRate: 1, largestRate: 0.1 }, 'lr_high_diverged'],
  ['explode', { diverged: 0, ratio: 3 }, 'explode'],
  ['explode', { diverged: 1, ratio: 3 }, 'explode_diverged'],
  ['dead_units', { fitting: 0 }, 'dead_units'],
  ['dead_units', { fitting: 7 }, 'dead_units_where_it_fits'],
  ['order_sorted', { sorted: 1, phases: 1 }, 'order_sorted'],
  ['order_sorted', { sorted: 1, phases: 2 }, 'order_sorted_in_phases'],
  ['y_scale', { mean: 1, deviation: 2 }, 'y_scale'],
  ['y_scale', { needed: 100, reach: 2 }, 'y_scale_out_of_reach'],
  ['no_signal', { neighbours: 0.01 }, 'no_signal'],
  ['no_signal', { neighbours: 0.01, right: 0.3, guessed: 0.3 }, 'no_signal_of_classes'],
  ['target_frequency', { neighbours: 0.01 }, 'target_frequency_beside_neighbours'],
  [
    'target_frequency',
    { neighbours: 0.01, right: 0.3, guessed: 0.3 },
    'target_frequency_beside_classes',
  ],
  ['noise_floor', { share: 0.5 }, 'noise_floor'],
])('what a finding says goes by its figures: %s %j', (id, figures, form) => {
  expect(findingId({ id, figures })).toBe(form);
});

it('what helps and is not enough is told, with what had to leave before', () => {
  const { experiment, minimal } = strangeVerdict;
  const tried = (skill: number, changes: Trial['changes'], base: Trial['changes'] = {}): Trial => ({
    ...trial([0, 1], 'lr_low'),
    changes,
    skill,
    experiment: { ...experiment, ...base, ...changes },
  });
  const helped = tried(0.7, { epochs: 70 }, { labelShape: 'row' });
  const idle = tried(0.11, { epochs: 71 });
  const worse = tried(-3, { epochs: 72 });
  const sections = verdictSections({
    ...strangeVerdict,
    alone: [...minimal, worse, idle, helped],
    useless: [idle],
  });
  const told = (id: string) => sections.find((section) => section.id === id)?.lines ?? [];
  expect(told('helped')).toEqual([
    { id: 'trial', values: { trial: { ...helped, changes: { labelShape: 'row', epochs: 70 } } } },
  ]);
  expect(told('without_effect')).toHaveLength(1);
});

it('what fits each seed that it was tried on is not said to be too little', () => {
  const tried = (fits: Trial['fits'], epochs: number, droppedEarly = true): Trial => ({
    ...trial(fits, 'few_steps'),
    experiment: { ...strangeVerdict.experiment, epochs },
    changes: { epochs },
    droppedEarly,
    skill: 0.9,
  });
  const alone = [tried([1, 1], 70), tried([3, 3], 71), tried([2, 3], 72), tried([6, 8], 73, false)];
  const sections = verdictSections({ ...strangeVerdict, alone });
  const told = (id: string) =>
    sections
      .find((section) => section.id === id)
      ?.lines.map(({ values }) => ('trial' in values ? values.trial.fits : null));
  expect(told('uncounted')).toEqual([
    [3, 3],
    [1, 1],
  ]);
  expect(told('helped')).toEqual([
    [6, 8],
    [2, 3],
  ]);
});

it('what no longer diverges, and answers worse than guessing, has not helped', () => {
  const still = { ...trial([0, 1], 'explode'), skill: -42_500 };
  const before = { ...strangeVerdict.before, skill: Number.NEGATIVE_INFINITY };
  const experiment = { ...strangeVerdict.experiment, epochs: 70 };
  const alone = [...strangeVerdict.minimal, { ...still, experiment }];
  const sections = verdictSections({ ...strangeVerdict, before, alone });
  expect(sections.map(({ id }) => id)).not.toContain('helped');
});

it('tells dead units as what stuck seeds have in common where others fit, and else as a sign', () => {
  const dead = (fitting: number): Finding => ({
    ...limit('dead_units', 'sign'),
    figures: { stuck: 1, deadInStuck: 1, dead: 1, fitting },
  });
  const sectionsOf = (found: Partial<Verdict>) =>
    verdictSections({ ...strangeVerdict, ...none, ...found })
      .filter(({ lines }) => lines.some(({ id }) => id === 'finding'))
      .map(({ id }) => id);
  expect(sectionsOf({ ...mostly, findings: [dead(7)] })).toEqual(['partings']);
  expect(sectionsOf({ ...stuck, findings: [dead(0)] })).toEqual(['signs']);
});
