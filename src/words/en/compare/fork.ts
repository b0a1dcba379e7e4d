export const words = {
  // fork-card
  forkedFrom: (name: string) => `Forked from ${name}`,
  forgetWhereItCameFrom: 'No longer compare with it',
  nothingIsChangedYet: 'Nothing has changed yet. Change exactly one thing, then run both.',
  differsOnlyIn: (field: string) => `Differs only in: ${field}.`,
  differsInThings: (fields: readonly string[]) =>
    `Differs in ${fields.length} things: ${fields.join(', ')}.`,
  aDifferenceInTheCurves: 'A difference in the curves may come from any of them.',
  runBoth: 'Run both',
  withSeveralSeeds: 'With several seeds…',
};
