export const words = {
  // features
  featureCharacter: (feature: number, character: number) =>
    `feature ${feature}, character ${character}`,

  // finite
  notANumber: 'not a number',
  minusInfinite: 'minus infinite',
  infinite: 'infinite',
  tooLarge: (value: string) => `too large (${value})`,

  // prepare
  theTargetIsAt: (what: string, where: string, domainHelps: boolean) =>
    `the target is ${what} at ${where}${domainHelps ? '; choose a domain without that place' : ''}`,
  theFeatureIsAt: (name: string, what: string, where: string) =>
    `the feature ${name} is ${what} at ${where}`,
  anEncodedInputIsToo: (where: string) => `an encoded input is too large at ${where}`,
  aScaledTargetIsTooLarge: (where: string) => `a scaled target is too large at ${where}`,

  // sampling
  thereIsNoWholeNumber: (from: number, to: number) =>
    `there is no whole number from ${from} to ${to}`,

  // scaling
  dividedBy: (name: string, divisor: string) => `${name} divided by ${divisor}`,
  fromTo01: (name: string, from: string, to: string) => `${name} from ${from}…${to} to 0…1`,
  standardisedMeanDeviation: (name: string, mean: string, deviation: string) =>
    `${name} standardised: mean ${mean}, deviation ${deviation}`,

  // formula
  character: (place: number, message: string) => `character ${place}: ${message}`,

  // make-table
  rowsLeftOutForAMissing: (dropped: number) => `rows left out for a missing value: ${dropped}`,
  fewerThanTwoRowsHave: 'fewer than two rows have all values',
  aRowCountsNothing: (column: string, row: number) =>
    `column ${column} holds row weights: row ${row} needs at least 0.000001`,
  onlyOneColumnOfWeights: 'only one column can hold row weights',
  ofRowsAreHeldOutTwo: (heldOut: number, rows: number) =>
    `${heldOut} of ${rows} rows are held out: training and held-out points need at least two each`,
  numbersWereRoundedTo: (digits: number) => `numbers were rounded to ${digits} digits`,
  chooseAtLeastOneInput: 'choose at least one input',
  inputsAtMostTextsCounted: (count: number, most: number) =>
    `${count} inputs: at most ${most}, each different text counted`,
  chooseWhatIsToBeAnswered: 'choose a target',
  atMostAnswers: (most: number) => `at most ${most} targets`,
  classesAreTheOnlyAnswer: 'a column of classes is the only target',
  columnRowIsNotANumber: (name: string, row: number, value: string) =>
    `column ${name}, row ${row}: “${value}” is not a number`,
  columnHasNoValues: (name: string) => `column ${name} has no values`,
  missing: (name: string) => `${name} missing`,
  other: (name: string) => `${name}: other`,
  columnHasDifferentValues: (name: string, count: number, most: number) =>
    `column ${name} has ${count} different values: classes are 2 to ${most}`,

  // read-text
  moreThanMillionCharacters: (millions: number) => `more than ${millions} million characters`,
  thereIsNothingInIt: 'there is nothing in it',
  moreThanColumns: (columns: number) => `more than ${columns} columns`,
  rowHasCellsTheFirst: (row: number, cells: number, first: number) =>
    `row ${row} has ${cells} ${cells === 1 ? 'cell' : 'cells'}, the first row has ${first}`,
  column: (number: number) => `column ${number}`,
  moreThanRows: (rows: number) => `more than ${rows} rows`,
  // drawing
  drawACurveOfTwoPlaces: 'draw a curve through at least two places',
  drawPointsOfTwoClasses: 'draw points of at least two classes',

  // load-table
  itsDataAreNotHereOpen: 'its data are not here: open their file',
  itNamesOtherColumns: 'it names other columns than its data have',

  // match-table
  itHasRowsAndAreWanted: (rows: number, wanted: number) =>
    `it has ${rows} rows instead of ${wanted}`,
  itHasNoColumn: (name: string) => `it has no column ${name}`,
  columnRowIsNotWhatIs: (name: string, row: number, value: string) =>
    `column ${name}, row ${row}: “${value}” is not the value of the link`,
};
