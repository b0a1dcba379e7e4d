import { counted } from '#words/forms.ts';

export const words = {
  // archive-buttons
  nothingWasExportedFor: (error: string) => `Nothing was exported: ${error}.`,
  export: 'Export',
  theFileCouldNotBeRead: (error: string) => `The file could not be read: ${error}.`,
  import: 'Import',
  someRefused: (count: number, refused: number, named: readonly string[], more: number) => {
    const came = `${counted(count, 'run')} imported.`;
    if (refused === 0) return came;
    return `${came} ${refused} could not be read: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  },

  // batches-table
  batch: 'Set of runs',
  best: 'Best held-out loss',
  middle: 'Median held-out loss',
  ofTheBest: (quality: string) => `${quality} of the best`,
  onTraining: (loss: string) => `${loss} (training)`,
  aBatchThatIsGone: 'A deleted set',
  runsOf: (batch: string, runs: number) => `${batch}: ${counted(runs, 'run')}`,

  // run-menu
  pin: (run: string) => `Pin ${run}`,
  show: (run: string) => `Show ${run} in charts`,
  moreFor: (run: string) => `More for ${run}`,
  lookAtIt: 'Show details',
  nameColourNotes: 'Name, colour, notes',
  openItsExperiment: 'Open its experiment',
  fork: 'Fork',
  unpin: 'Unpin',
  pinToTheTop: 'Pin to the top',
  hideInCharts: 'Hide in charts',
  showInCharts: 'Show in charts',
  shareResult: 'Share result',
  deleteIt: 'Delete',

  // runs-panel
  runs: 'Runs',
  runCount: (listed: number, all: number) =>
    listed === all ? counted(all, 'run') : `${listed} of ${all} runs`,
  pageOf: (control: string) => `${control} page`,
  pageNumber: (item: number) => `page ${item}`,
  noRunsYetTrainOneAnd: 'No runs yet. Train one: it is kept here with its curve and its network.',
  trainARun: 'Train a run',
  thisBrowserKeepsNothing:
    'This browser stores nothing for this page, as in a private window. Export the runs to a file to keep them.',
  aNewerFitscopeHasKept:
    'A newer Fitscope keeps runs in this browser that this page cannot read. Export the runs made here to a file, then reload the page.',
  runsLastOnlyAsLongAs: 'Runs last only as long as this page',
  dismiss: 'Dismiss',
  deleted: (count: number) => `${counted(count, 'run')} deleted.`,
  undo: 'Undo',

  // runs-table
  run: 'Run',
  made: 'Created',
  selectAllRunsInTheList: 'Select all runs in the list',
  actions: 'Actions',
  notKept: 'not kept',
  selectSeed: (name: string, seed: number) => `Select ${name}, seed ${seed}`,

  // runs-toolbar
  findRuns: 'Find runs',
  findByNameNotesSeed: 'Find by name, notes, seed',
  whichRuns: 'Which runs',
  allRuns: 'All runs',
  singleRuns: 'Single runs',
  byBatch: 'By set',

  // selection-bar
  selectedRuns: 'Selected runs',
  selected: (count: number) => `${count} selected`,
  runWithMoreSeeds: 'Run with more seeds',
  runAgainstEachOther: 'Run against each other',
  report: 'Report',
  showCurves: 'Show curves',
  clear: 'Clear',
  csvOneRowPerRun: 'CSV: one row per run',
  csvRecordedEpochs: 'CSV: all recorded epochs',
  jsonRecordedEpochs: 'JSON: all recorded epochs',
  archiveForImporting: 'Archive: can be imported again',
  nothingWasExported: 'Nothing was exported',

  // unreadable-runs
  keptButThisVersionCannot: 'Kept, but this version cannot read it',
  aRun: 'A run',
  aSetOfRuns: 'A set of runs',
};
