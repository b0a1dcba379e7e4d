export const words = {
  // adapt
  classesSetTo: (classes: number) => `Classes set to ${classes}.`,
  needsClassesTheLoss: (before: string, after: string) =>
    `${before} needs classes: the loss is now ${after}.`,
  suitsNumbersTheLoss: (before: string) =>
    `${before} suits numbers: the loss is now cross entropy, from a linear output layer.`,
  moreThanTwoClassesThe: 'More than two classes: the loss is now cross entropy.',
  moreThanTwoClassesAre: 'More than two classes: each has an output of its own now.',
  classesCountTheSame: 'There are other classes: all count the same now.',
  softmaxOverOneValue: 'Softmax over one value is always 1: the output layer is now linear.',
  labelsOfClassesCannot: 'Labels of classes cannot broadcast: their shape now matches.',
  thereAreNoClassesTo: 'There are no classes to order by: that phase is now reshuffled.',
  pointsAreDrawnAgain: (trainCount: number, heldOutCount: number) =>
    `Points are drawn again: ${trainCount} to learn from, ${heldOutCount} held out.`,
  heldOutAreRows: 'Held-out points are rows of the table.',
  theDomainIsAgainThe: 'The domain is again the target’s own.',
  samplingIsNowUniform: 'Sampling is now uniform.',
  featuresWrittenForOther: 'Features written for other inputs were removed.',

  // address
  notAllOfThisLinkCould: 'Not all of this link could be used; the rest is open',
  thisLinkWasMadeByANewer: 'This link was made by a newer Fitscope',

  // commands
  alsoChangedToSuitThe: 'Also changed to suit the new target',
  begunWithSettingsThat: 'Started with settings that suit most targets',
  undoBringsTheFormer: 'Undo brings back the earlier ones.',
  theFileCouldNotBeOpened: 'The file could not be opened',
  notAllOfThisFileCould: 'Not all of this file could be used; the rest is open',

  // run-library
  table: (hash: string) => `table ${hash}`,
  noRoomForIt: 'the browser has no room for it',
  whatThisBrowserKept: 'What this browser kept for the page was deleted outside the page.',

  // run-controller
  notChanged: 'The run goes on unchanged',

  // run-events
  fromTheEngine: 'From the engine',
};
