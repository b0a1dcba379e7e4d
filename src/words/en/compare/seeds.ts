import { counted, inSentence } from '#words/forms.ts';

export const words = {
  // comparison-link
  copyLink: 'Copy a link to this comparison',

  // metric-and-criterion
  comparedBy: 'Compared by',

  // group-pictures
  everyRun: 'Every run',
  selectThemInTheList: 'Select them in the list',
  report: 'Report',
  shareThisResult: 'Share this result',
  runsOf: (name: string) => `Runs of ${name}`,

  // groups-builder
  theSameSeedsForEach: 'The same seeds for each',
  oneRunProvesLittleAnother:
    'One run proves little: another seed may say the opposite. Train experiments with several seeds each, on the same data and from the same initial weights, and see what remains.',
  seeds: 'Seeds',
  fromSeed: 'From seed',
  aWholeNumber: 'a whole number',
  sideBySideInLockStep: 'Side by side, in lock step',
  start: 'Start',
  thisCannotBeStarted: 'This cannot be started',
  nameOfExperiment: (number: number) => `Name of experiment ${number}`,
  remove: (name: string) => `Remove ${name}`,
  addTheExperimentInThe: 'Add the experiment in the editor',
  addAPreset: 'Add a preset',
  choosePreset: 'Add a preset…',
  theseExperimentsDoNot: 'These experiments do not differ in anything but the seed.',
  theyDifferOnlyIn: (field: string) => `They differ only in: ${field}.`,
  theyDifferInThings: (fields: readonly string[]) =>
    `They differ in ${fields.length} things: ${fields.join(', ')}.`,
  aDifferenceBetweenThem: 'A difference between them may come from any of these.',

  // groups-result
  thickLinesTheMiddle: (bandSeeds: number) =>
    `Thick lines: the median seed. Thin: every seed. Bands, from ${bandSeeds} seeds on: 10 to 90 % of them.`,

  // paired-comparison
  against: (first: string, second: string) => `${first} against ${second}`,
  by: (measured: string, causes: readonly string[]) => {
    if (causes.length === 0) return `By ${measured}.`;
    return causes.length === 1
      ? `By ${measured}. They differ only in: ${causes.join()}.`
      : `By ${measured}. They differ in ${causes.length} things, so this has no single cause: ${causes.join(', ')}.`;
  },
  firstOfTheTwo: 'First of the two',
  secondOfTheTwo: 'Second of the two',

  // success-table
  howOftenHowSoon: 'How often, how soon',
  howOftenHowSoonTable: 'How often, how soon: table',
  experiment: 'Experiment',
  succeed: 'Succeed',
  diverge: 'Diverge',
  median: (name: string) => `Median ${inSentence(name)}`,
  band: '10 to 90 %',
  medianTimeToSucceed: 'Median time to succeed',
  aSuccessEndsWithA: (criterion: string) => `A success ends with a ${criterion}.`,
  aSuccessOf: (experiment: string, criterion: string) =>
    `${experiment}: a success ends with a ${criterion}.`,
  reachedAfter: (epochs: number, time: string) => `${counted(epochs, 'epoch')}, ${time}`,
  neverForMostSeeds: 'never, for most seeds',
};
