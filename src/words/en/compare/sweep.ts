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
  figure: 'Metric',
  selectItsRunsInTheList: 'Select its runs in the list',
};

interface Best {
  readonly kind: 'open' | 'few' | 'clear';
  /** In a sentence. */
  readonly metric: string;
  readonly lowerIsBetter: boolean;
  readonly where: string;
  readonly median: string;
  readonly from: string;
  readonly to: string;
  readonly failures: number;
  readonly runs: number;
  readonly rivals: readonly string[];
  readonly hasMore: boolean;
  readonly combinations: number;
  readonly seeds: number;
}

/** Where the median is best, of how many, and no more than they show. */
export function bestText(best: Best): string {
  const { kind, metric, lowerIsBetter, where, median, from, to, failures, runs } = best;
  const each = counted(best.seeds, 'seed');
  const rivals = [...best.rivals, ...(best.hasMore ? ['others'] : [])].join('; ');
  return [
    ...(kind === 'open' ? ['No single best is shown.'] : []),
    `The median ${metric} is ${lowerIsBetter ? 'lowest' : 'highest'} at ${where}: ${median}, 10 to 90 % of the seeds ${from} to ${to}; ${failures} of ${runs} failed.`,
    ...(kind === 'open' ? [`But no difference is shown from ${rivals}.`] : []),
    ...(kind === 'few' ? [`${each} each are too few for a verdict.`] : []),
    `These are ${best.combinations} combinations with ${each} each.`,
  ].join(' ');
}
