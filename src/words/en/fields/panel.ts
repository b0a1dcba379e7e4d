import { counted, inSentence } from '#words/forms.ts';

export const words = {
  // features-editor
  feature: (number: number) => `Feature ${number}`,
  addAFeature: 'Add a feature',
  removeFeature: (feature: string) => `Remove ${inSentence(feature)}`,

  // formula-constants
  aConstantOfTheFormula:
    'A constant of the formula. It stands in the formula’s text, and in links, as name = value.',

  // formula-list
  choice: 'Choice',
  comparisons: 'Comparisons',
  functions: 'Functions',
  numbers: 'Numbers',
  operators: 'Operators',
  anotherOutput: 'Another output',
  aConstantWithASlider: 'A constant with a slider',
  functionsAndOperators: 'Functions and operators',
  asInPythonOrOnPaper:
    'As in Python or on paper: 2x, x², ·, |x|, ln, &&, 1 if x > 0 else 2. % is the remainder, // divides and rounds down; comparisons are 1 or 0.',

  // formula-preview
  character: (place: number, message: string) => `Character ${place}: ${message}`,

  // layers-editor
  noneTheInputsGoStraight: 'None: the inputs go straight into the output layer.',
  addALayer: 'Add a layer',
  layer: (number: number) => `layer ${number}`,
  hidden: (name: string) => `Hidden ${name}`,
  units: 'Units',
  activation: 'Activation',
  dropout: 'Dropout',
  moveTowardsTheInput: (name: string) => `Move ${name} towards the input`,
  moveTowardsTheOutput: (name: string) => `Move ${name} towards the output`,
  remove: (name: string) => `Remove ${name}`,

  // phases-editor
  aWholeNumberFrom1: 'a whole number from 1',
  phase: (number: number) => `Phase ${number}`,
  order: 'Order',
  next: 'then',
  forEpochs: (epochs: string, isOnly: boolean) =>
    `for ${isOnly ? 'all' : 'the last'} ${epochs} epochs`,
  epochs: 'Epochs',
  removePhase: (number: number) => `Remove phase ${number}`,
  thenAnotherOrder: 'Then another order',

  // target-choice
  aFormulaOfYourOwn: 'A formula of your own',
  aTableOfYourOwn: 'A table of your own',
  aValueOf: (point: string) => `A value of ${point}`,
  classesOf: (x: string) => `Classes of ${x}`,
  classesOfPoints: (point: string) => `Classes of points ${point}`,

  // network-notes
  network: <T>(widths: string, parameters: T) => [`${widths}, `, parameters, ' parameters'],
  initialWeightsAndOptimiser: 'Initial weights and optimiser constants as by default in',

  // scaling-notes
  whatTheNetworkSees: 'What the network sees',
  inputs: (count: number) => `${counted(count, 'input')}:`,

  // value-note
  ofScaledTargetsAsThe: 'In scaled targets, as the network sees them.',
  fullBatch: (points: string) => `Full batch: each step takes all ${points} training points.`,
  fewerPoints: (points: string) =>
    `There are fewer points: each step takes all ${points} training points (full batch).`,
};
