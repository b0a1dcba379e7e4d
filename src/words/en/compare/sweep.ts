import type { Texts } from '#src/lib/message.ts';
import type { SweepValues } from '#src/studies/sweep-verdict.ts';
import { counted } from '#words/forms.ts';

export const words = {
  // sweep-link
  copyLink: 'Copy a link to this sweep',

  // axis-draft
  writeAtLeastOneValue: (label: string) => `${label}: write at least one value`,
  atMostValues: (label: string, values: number) => `${label}: at most ${values} values`,

  // axis-editor
  firstField: 'First field',
  secondField: 'Second field',
  valuesFrom: (name: string) => `${name}: values from`,
  aRange: 'a range',
  aList: 'a list',
  removeFirst: 'Remove the first field',
  removeSecond: 'Remove the second field',
  from: 'From',
  to: 'To',
  values: 'Values',
  valuesTried: (count: number, list: string) => `${counted(count, 'value')}: ${list}`,
  spacing: (name: string) => `${name}: spacing`,
  even: 'even',
  logarithmic: 'logarithmic',
  valuesOf: (name: string) => `${name}: values`,
  valuesOneALineAsInLinks: 'Values, one per line, as in links',

  // ray-tune-button
  aPythonScriptForRay:
    'A Python script for Ray Tune: a cluster runs the same experiments through the command line.',
  exportForACluster: 'Export for a cluster',

  // small-multiples
  whatWasLearntBy: (list: string) => `What was learnt, by ${list}`,
  whichRunOfEachCombination: 'Which run of each combination',
  theRunInTheMiddle: 'the median run',
  smallMultiples: 'Small multiples',

  // sweep-builder
  sweep: 'Sweep',
  oneFieldOrTwoOverMany: (base: string) =>
    `One field or two over many values, everything else as in the editor: ${base}.`,
  aSecondField: 'A second field',
  seedsEach: 'Seeds each',
  trySomeAtRandom: 'Try a random sample',
  howMany: 'How many',
  oneOrMore: '1 or more',
  startTheSweep: 'Start the sweep',
  thisSweepCannotRun: 'This sweep cannot run',

  // sweep-parallel
  seed: 'Seed',
  seconds: 'Seconds',
  passThrough: (count: number, total: number) => `${count} of ${total} runs pass through.`,
  selectThemInTheList: 'Select them in the list',

  // sweep-result
  metric: 'Metric',
  besideTheBest: (beside: string) => `There, at the median: ${beside}.`,
  selectItsRunsInTheList: 'Select its runs in the list',
};

const each = (seeds: number): string => `${counted(seeds, 'seed')} each`;
const best = (v: SweepValues['lowest'], which: string): string =>
  `The median ${v.metric} is ${which} at ${v.where}: ${v.median}, 10 to 90 % of the seeds ${v.from} to ${v.to}; ${v.failures} of ${v.runs} failed.`;

/** Where the median is best, of how many. */
export const sweepTexts: Texts<SweepValues> = {
  no_single_best: () => 'No single best is shown.',
  lowest: (v) => best(v, 'lowest'),
  highest: (v) => best(v, 'highest'),
  no_difference: ({ rivals }) => `But no difference is shown from ${rivals.join('; ')}.`,
  no_difference_from_more: ({ rivals }) =>
    `But no difference is shown from ${rivals.join('; ')}, and others.`,
  few_seeds: ({ seeds }) => `${each(seeds)} are too few for a verdict.`,
  extent: ({ combinations, seeds }) =>
    `These are ${counted(combinations, 'combination')} with ${each(seeds)}.`,
};
