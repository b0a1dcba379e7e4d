export const words = {
  // make-batch
  chooseAtLeastOneExperiment: 'choose at least one experiment',

  // sweep
  aRangeNeedsTwoNumbers: 'a range needs two numbers',
  aRangeTakes1ToValues: (most: number) => `a range takes 1 to ${most} values`,
  aLogarithmicRangeNeeds: 'a logarithmic range needs positive ends',
};
