export const words = {
  // assemble
  andMore: (more: number) => `and ${more} more`,
  taken: (message: string, value: string) => `${message} (taken: ${value})`,
  doesNotGoWithTheRest: (value: string) => `does not go with the rest (taken: ${value})`,

  // claim
  expectedSeedsMeasure: 'expected seeds,measure,losses,epoch,engine',
  expectedUpToSeedsSuch: (most: number) => `expected up to ${most} seeds such as 0..7 or 1;5;9`,
  isNotALoss: (given: string) => `“${given}” is not a loss`,
  lossesForSeeds: (losses: number, seeds: number) => `${losses} losses for ${seeds} seeds`,
  isNotAnEpoch: (given: string) => `“${given}” is not an epoch`,
  isNotOneOf: (given: string, ids: string) => `“${given}” is not one of ${ids}`,

  // proof
  expectedSeedsCount: 'expected seeds,count,share,changes',
  cannotFit: (fits: number, seeds: number) => `${fits} of ${seeds} seeds cannot fit`,
  expectedAShare: 'expected a share from 0 to 1',

  // studies-in-links
  expectedASweep: 'expected seeds,combinations,values such as 0..2,all,lr=0.1&lr=1',
  atMostValues: (key: string, most: number) => `${key}: takes at most ${most} values`,
  cannotBeSwept: (key: string) => `${key}: cannot be swept`,
  atMostFields: (most: number) => `takes at most ${most} fields`,

  // experiment-file
  theFileIsLargerThan: 'the file is larger than 1 MB',
  thisIsNotAFitscope: 'this is not a Fitscope experiment file',
  theFileCannotBeRead: (error: string) => `the file cannot be read: ${error}`,
  isNotKnown: 'is not known',
  isMissingItsDefault: 'is missing; its default is taken',

  // link-codec
  longerThanCharacters: (most: number) => `longer than ${most} characters`,
  itWaitsForYouToStart: 'it waits for you to start it, as not all of the link could be used',
  isNoPartOfIt: (part: string) => `“#${part}” is no part of it`,
  atMostExperiments: (most: number) => `takes at most ${most} experiments`,
  givenMoreThanOnceThe: 'given more than once; the first counts',
  isNotAVersionReadAs: (given: string, latest: number) =>
    `“${given}” is not a version; read as version ${latest}`,
  thisLinkIsOfVersion: (number: number, latest: number) =>
    `this link is of version ${number}, newer than this page (${latest}): reload the page or use the one that made the link`,
  valueIsNotKnown: (given: string) => `“${given}” is not known`,

  // link-text
  anEscapeIsBroken: 'an escape (%…) is broken',
};
