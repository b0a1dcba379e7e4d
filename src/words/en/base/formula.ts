export const words = {
  // formulas
  atMostConstants: (most: number) => `at most ${most} constants`,
  hasAValue: (name: string) => `“${name}” has a value already`,
  hasAMeaning: (name: string) => `“${name}” has a meaning of its own`,

  // lexer
  writeNumbersInDecimal: 'write numbers in decimal, products with *',
  aNumberIsTooLarge: 'a number is too large',
  theRemainderOfADivision: 'the remainder of a division is written with a single %',
  isNotKnown: (text: string) => `“${text}” is not known here`,
  isNoInput: (text: string, first: string, last: string) =>
    first === last
      ? `“${text}” is not known here: the input is ${first}`
      : `“${text}” is not known here: the inputs are ${first} to ${last}`,
  toCompareWrite: 'to compare, write ==',
  cannotStandInAFormula: (character: string) => `“${character}” cannot stand in a formula`,

  // parser
  theFormulaIsEmpty: 'the formula is empty',
  atMostCharacters: (most: number) => `at most ${most} characters`,
  afterAndAValueAndAnother: 'after ? and a value, : and another are expected',
  afterIfElseIsExpected: 'after if, else is expected',
  theDivisorAfterIsMissing: 'the divisor after % is missing',
  notAFunctionForAProduct: 'not a function: for a product write * before the bracket',
  aIsNotClosed: 'a | is not closed',
  takesArguments: (name: string, least: number, most: number) =>
    `${name} takes ${least === most ? most : `${least} to ${most}`} ${most === 1 ? 'argument' : 'arguments'}`,
  isAFunctionWrite: (name: string) => `${name} is a function: write ${name}(…)`,
  tooComplicatedTooMany: 'too complicated: too many brackets or signs inside one another',
  theFormulaIsTooComplicated: 'the formula is too complicated',
  theFormulaEndsTooEarly: 'the formula ends too early',
  noBracketIsOpenHere: 'no bracket is open here',
  aValueIsExpectedHere: 'a value is expected here',
  anOperatorIsMissing: 'an operator is missing',
  aBracketIsOpen: 'a bracket is open',
  aCommaStandsOnlyBetween: 'a comma stands only between the arguments of a function',
};
