/** What a limit counts, by what has it. */
function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

export const words = {
  // advice
  tanhBoundsLogits:
    'The loss takes logits, and tanh keeps them within ±1: it cannot fall under 0.3133, however right the answers are. Linear leaves them free.',
  sigmoidBoundsLogits:
    'The loss takes logits, and sigmoid keeps them between 0 and 1: class 0 scores 0.6931 at best, class 1 0.3133. Linear leaves them free.',
  probabilitiesFromAnywhere:
    'The loss takes probabilities: answers outside 0 to 1 are cut off there and have no slope. Sigmoid keeps them inside.',
  shareOfSigns:
    'The loss divides the outputs by their sum: where some are below 0 that is no share. Softmax keeps them positive.',
  shareOfOneOutput:
    'Over a single output this loss is 0, whatever the output: its share of all outputs is 1. Nothing is learnt. Mean squared error takes numbers.',
  softmaxOverOneValue:
    'Softmax over one value is always 1, so the network answers 1 everywhere and learns nothing. Linear leaves it free.',

  // experiment
  isNotKnown: 'is not known',
  item: (place: number, message: string) => `item ${place}: ${message}`,

  // field-kinds
  isNotOneOf: (given: string, ids: string) => `“${given}” is not one of ${ids}`,
  aWholeNumber: 'a whole number',
  aNumber: 'a number',
  takesFromTo: (kind: string, min: string, max: string) => `takes ${kind} from ${min} to ${max}`,

  // field-texts
  expectedUnitsActivation: 'expected units:activation or units:activation:dropout',
  expectedChange: 'expected epoch:setting:value',
  expectedOrderOrOrder: 'expected order or order:epochs',
  expectedANumber: 'expected a number',
  expected1Or0: 'expected 1 or 0',
  expectedFromTo: 'expected from..to',

  // issue-words
  text: 'text',
  trueOrFalse: 'true or false',
  aList: 'a list',
  anObject: 'an object',
  isMissing: 'is missing',
  anotherKind: 'another kind of value',
  takes: (kind: string) => `takes ${kind}`,
  takesAtMost: (most: number | bigint, origin: string) => `takes at most ${most}${unitOf(origin)}`,
  isEmpty: 'is empty',
  takesAtLeast: (least: number | bigint, origin: string) =>
    `takes at least ${least}${unitOf(origin)}`,
  notKnown: (names: string) => `${names}: not known`,
  isNotWhatItTakes: 'is not what it takes',

  // field-lists
  changesStandInTheOrder: 'changes stand in the order of their epochs',
  everyPhaseButTheLast:
    'every phase but the last says for how many epochs; the last takes the rest',
  aFormulaCannotContain: 'a formula cannot contain ";"',
  theDomainMustStartBelow: 'the domain must start below its end',

  // rules
  pasteOrOpenATable: 'paste or open a table',
  leavesColumnsToAnswer: (count: number) => `leaves ${count} columns as targets`,
  onlyASingleAnswerCan: 'only a single target can be classes',
  theTableAnswersClasses: 'the target of the table is a class',
  theTableAnswersNumbers: 'the targets of the table are numbers',
  aTableHasNoFreshPoints: 'a table has no fresh points',
  aTableHasNoPointsOf: 'a table has no points of another interval',
  rowsHaveNoAnswer: (column: string) =>
    `column ${column} is a target, and has no value in some rows`,
  theTableHasRowsForTraining: (rows: number) =>
    `the table has ${rows} rows for training and held-out points together`,
  writeTheFormulaOfThe: 'write the formula of the target, for example sin(3x) + x/2',
  takesIntervalsOneFor: (inputCount: number) => `takes ${inputCount} intervals, one for each input`,
  onlyATableHasRowsIn: 'only a table has rows in an order',
  atMostFormulasSeparated: (most: number) => `at most ${most} formulas, separated by ;`,
  thisTargetTakesToClasses: (least: number, most: number) =>
    `this target takes ${least} to ${most} classes`,
  signsNeedTwoClasses: '−1 and +1 stand for two classes',
  crossEntropyOf: 'cross entropy of probabilities needs a softmax output layer',
  weightsAreNumbers:
    'the last column of the table holds row weights and needs a number in each row',
  noOutputForEachClass: 'only where each class has an output of its own',
  shapesDoNotMeet: 'only one number has a label that several outputs can share',
  weightsHaveNoPairs: 'rows have no weights where each prediction is compared with every label',
  takesWeightsOneForEach: (classes: number) => `takes ${classes} numbers, one for each class`,
  pairsTakeAtMost: (rows: number) =>
    `pairing every prediction with every label, this loss takes at most ${rows} points`,
  onlyARegressionWith: 'only a regression with one output has labels that can broadcast',
  sharesHaveNoPairs: 'a cross entropy over the outputs of a row takes labels of their shape',
  theOnlyBatchIsAShort: 'the only batch is a short one: dropping it leaves nothing to train on',
  thePhasesTakeEpochs: (fixed: number, epochs: number) =>
    `the phases take ${fixed} epochs, the run has only ${epochs}`,
  orderingByClassNeeds: 'ordering by class needs a target with classes',
  makesMoreThanNetwork: (most: number) => `makes more than ${most} network inputs`,
  pointsOfEncodedInputs: (trainCount: number, heldOutCount: number, width: number) =>
    `${trainCount} + ${heldOutCount} points of ${width} encoded inputs are too much data for a browser`,
  stepsAreMoreThanABrowser: (steps: string) =>
    `${steps} steps are more than a browser should be asked for (at most 1e9)`,
  thisRunNeedsMoreThan:
    'this run needs more than 1e16 floating-point operations: take fewer epochs, points or units',

  // table
  theseRowsAreMoreThan: (rows: number, most: number) =>
    `these ${rows} rows are more than the ${most} characters of a link`,
  thisIsNoTableOrItIs: 'this is no table, or it is damaged',
  thisStandsForNoTable: 'this stands for no table, or it is damaged',

  // table-bytes
  columnNumbersOfSoMany: (name: string) =>
    `column ${name}: numbers of so many digits cannot be kept exactly`,
  columnItsNumbersAre: (name: string) =>
    `column ${name}: its numbers are too far apart to be kept exactly`,
};
