import { plural } from '#words/forms.ts';

export const words = {
  // difference-table
  whatDiffers: 'What differs',
  nothingTheseAreRuns: 'Nothing: these are runs of the same experiment and seed.',
  theseRunsDifferOnly: (field: string) => `These runs differ only in: ${field}.`,
  theseRunsDifferInThings: (fields: readonly string[]) =>
    `These runs differ in ${fields.length} things: ${fields.join(', ')}.`,
  whateverDiffersInThe: 'A difference in the curves may come from any of them.',
  whatDiffersTable: 'What differs: table',
  run: 'Run',
  andFieldsMore: (count: number) => `…and ${count} more fields.`,

  // overlay
  selectRunsInTheList: 'Select runs in the list to overlay their curves.',
  theLatestOfRunsAreDrawn: (shown: number, count: number) =>
    `The latest ${shown} of ${count} runs are drawn.`,
  lossDrawn: 'Loss drawn',

  // overlay-link
  copyLink: 'Copy a link to this overlay',

  // proposed-overlay
  thisLinkLaysRunsOverOneAnother: 'This link overlays runs',
  dismiss: 'Dismiss',
  withSeeds: (name: string, seeds: readonly number[]) =>
    `${name}, ${plural(seeds.length, { one: 'seed', other: 'seeds' })} ${seeds.join(', ')}`,
  trainThem: 'Train them',
};
