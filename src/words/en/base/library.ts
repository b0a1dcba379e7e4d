export const words = {
  // archive-file
  itIsDamagedOrWasMoved: 'it is damaged, or was moved, deleted or locked',

  // archive-reader
  thereIsNotEnoughMemory: 'there is not enough memory for it, or no network',

  // archive
  oneFileHoldsAtMostRuns: (runs: number) => `one file holds at most ${runs} runs`,
  oneFileHoldsAtMostMb: (megabytes: number) => `one file holds at most ${megabytes} MB`,
  run: (place: number) => `run ${place}`,
  aRunInItIsTooLarge: 'a run in it is too large',
  itIsNotJson: 'it is not JSON',
  itIsNoFitscopeArchive: 'it is no Fitscope archive',
  itIsNoRun: 'it is no run',
  table: (hash: string) => `table ${hash}`,
  parametersExpectedNumbers: (count: number) => `parameters: expected ${count} numbers`,

  // browser-store
  aNewerTab: 'A newer Fitscope in another tab has taken over what is kept. Reload this page.',
  noRoom:
    'This browser has no room left for more runs. Delete some, or export them to a file first.',

  // carried-table
  itsNumbersAreOthersThanNamed: 'its numbers are not those that are named',

  // batch
  aBatchTakes1ToSeeds: (most: number) => `a set of runs takes 1 to ${most} seeds`,
  runsAreTooManyForOne: (total: number, most: number) =>
    `${total} runs are too many for one browser (at most ${most}): take fewer, or export the sweep for a cluster`,

  // read
  areNoTableOfEpochs: 'are no table of epochs',
  areNoNumbers: 'are no numbers',

  // versions
  itDoesNotSayItsVersion: 'it does not say its version',
  itIsOfVersionNewerThan: (stated: number, known: number) =>
    `it is of version ${stated}, newer than this page (${known})`,

  // table-worker
  thereIsNothingInIt: 'there is nothing in it',
  itsNumbersAreNotThose: 'its numbers are not those of the link',
  itIsLargerThan20Mb: 'it is larger than 20 MB',
  itCannotBeReadItIsA: 'it cannot be read: it is a folder, or it was moved, deleted or locked',
};
