export const words = {
  // claim-card
  theResultHolds: 'The result holds',
  theResultHoldsWithin: 'The result holds within tolerance',
  theResultHoldsForSome: 'The result holds for some of its seeds',
  theResultDoesNotHold: 'The result does not hold here',
  thisLinkClaimsAResult: 'This link claims a result',
  dismissTheClaim: 'Dismiss the claim',
  runItAgainSeeds: (seeds: number) => `Run it again${seeds > 1 ? `, all ${seeds} seeds` : ''}`,
  runningTheClaimAgain: 'Running the claim again',
  claimed: (claim: string) => `Claimed: ${claim}`,
  besideClaim: (beside: string, seeds: number) =>
    `That is ${beside}${seeds > 1 ? ' at the median' : ''}.`,
  besideHere: (beside: string) => `Here: ${beside}.`,
  ofRuns: (count: number, total: number) => `${count} of ${total} runs`,
  runsDone: 'Runs done',
  lookAtItsRuns: 'Show its runs',
  tryAgain: 'Try again',

  // share-result
  shareThisResult: 'Share this result',
  theseRunsAreNoLonger: 'These runs are no longer kept.',
  theseRunsAreNotOfOne:
    'These runs are not of one experiment with different seeds, so no single claim fits them.',
  oneClaimOneExperiment: 'One claim, one experiment',
  readingTheRuns: 'Reading the runs…',
  noEpochHasThisLossMeasured:
    'No epoch has this loss measured in all of these runs: some were interrupted before.',
  measuredOn: 'Measured on',
  opensTheExperimentWith:
    'Opens the experiment with this claim beside it; one press runs it again and says whether it holds.',
};
