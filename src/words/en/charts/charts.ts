import { counted } from '#words/forms.ts';

export const words = {
  // actual-chart
  predictedAgainstActual: 'Predicted against actual',
  whatTheNetworkAnswers:
    'The prediction at each point against the actual value, with the residual below.',
  whichPoints: (title: string) => `${title}: which points`,
  training: 'training',
  heldOut: 'held-out',

  // band-chart
  byEpoch: 'by epoch',
  byStep: 'by step',
  bySamples: 'by samples',
  log: (label: string) => `${label}, log`,
  overSeeds: (yTitle: string) => `${yTitle} over seeds`,
  theMiddleOneOfTheSeeds:
    'The median seed as a line, every seed behind it and, where there are many, the band that holds 10 to 90 % of them.',
  seedsHorizontalAxis: 'Seeds: horizontal axis',
  seedsVerticalAxis: 'Seeds: vertical axis',
  linear: 'linear',
  logarithmic: 'log',

  // brush-controls
  keepARange: 'Keep a range',
  axis: 'Axis',
  from: (label: string) => `${label}: from`,
  to: (label: string) => `${label}: to`,

  // chart-frame
  pngPicture: 'PNG picture',
  svgDrawing: 'SVG drawing',
  csvData: 'CSV data',
  picturesInLightColours: 'Pictures in light colours',
  theFileCouldNotBeMade: (kind: string) => `The ${kind} file could not be made.`,
  showTheChart: 'Show the chart',
  showTheDataAsATable: 'Show the data as a table',
  table: (title: string) => `${title}: table`,
  backToThePage: 'Back to the page',
  enlargeToTheWindow: 'Enlarge to the window',
  size: (title: string, isLarge: boolean) =>
    `${title}: ${isLarge ? 'back to the page' : 'enlarge'}`,
  saveAsAFile: (title: string) => `${title}: save as a file`,

  // charts
  decisionRegions: 'Decision regions',
  classProbabilities: 'Class probabilities',
  fit: 'Fit',

  // class-charts
  allPoints: 'all points',
  wrongOnes: 'wrong ones',
  noPoints: 'no points',
  pointsShown: (title: string) => `${title}: points shown`,
  data: 'Data',
  thePointsInThePlane: 'The points in the plane of both inputs, coloured and shaped by class.',
  theClassThatTheNetwork:
    'The class that the network predicts all over the plane, in stronger colour where it is surer, with the points on it.',
  theStrongerTheColour: 'The stronger the colour, the surer the network.',
  theProbabilityThatThe:
    'The probability that the network gives to each class, inside and outside the training range, with the points by class below.',
  belowBarsShowWhereA: 'Below, bars show where each class is correct.',
  confusionMatrix: 'Confusion matrix',
  howManyPointsOfEach: 'How many points of each class were predicted as which class.',

  // curve-chart
  noSmoothing: 'no smoothing',
  smoothing06: 'smoothing 0.6',
  smoothing09: 'smoothing 0.9',
  smoothing098: 'smoothing 0.98',
  bySeconds: 'by seconds',
  allFloors: 'all floors',
  horizontalAxis: (title: string) => `${title}: horizontal axis`,
  smoothing: (title: string) => `${title}: smoothing`,
  verticalAxis: (title: string) => `${title}: vertical axis`,

  // curve-charts
  loss: 'Loss',
  lossOverTrainingRunning:
    'Loss over training: running as trained, and evaluated on the training and the held-out points.',
  accuracy: 'Accuracy',
  shareOfPointsClassified:
    'Share of points classified correctly, on the training and the held-out points.',

  // fit-1d-chart
  theTargetFunctionThe:
    'The target function, the training points and the network’s answers, inside and outside the training range, with the residual below.',
  heldOutPoints: 'held-out points',

  // network-chart
  network: 'Network',
  largeLayers: (network: string, most: number) =>
    `${network} Of layers with more than ${most} units, ${most} are drawn.`,

  // network-drawing
  unit: (layer: string, index: number) => `${layer}, unit ${index}`,
  bias: (bias: string) => `bias ${bias}`,

  // output-choice
  whichOutput: (title: string) => `${title}: which output`,

  // parallel-chart
  parallelCoordinates: 'Parallel coordinates',
  eachRunAsALineOverIts: 'Each run as a line across its settings and its results.',
  dragAlongAnAxisToKeep:
    'Drag along an axis to keep the runs that pass there; click the axis to let go.',

  // plot-frame
  showAllDoubleClick: 'Show all (double-click)',
  showAll: (title: string) => `${title}: show all`,

  // plot
  resetZoomDoubleClick: 'Reset zoom (double-click)',
  thisChartCouldNotBe: 'This chart could not be drawn. Its data are in the table view.',

  // ratios-chart
  seedBySeed: 'Seed by seed',
  theLossOfDividedByThat: (first: string, second: string) =>
    `The loss of ${first} divided by that of ${second} for each seed, on a logarithmic axis: above 1, ${second} is lower.`,
  secondIsLower: 'Above 1 the second is lower.',
  secondIsLowerShaded:
    'Above 1 the second is lower. Shaded: the 95 % interval of the ratio of medians.',

  // surface-chart
  target: 'Target',
  theFunctionToBeLearnt: 'The function to be learnt, as colours over the plane of both inputs.',
  theNetworksAnswersOver: 'The network’s answers over the plane, in the colours of the target.',
  inTheColoursOfTheTarget: 'In the colours of the target.',
  error: 'Error',
  theNetworksAnswersMinus: 'The network’s answers minus the target over the plane.',
  fitMinusTarget: 'Δy: fit minus target.',
  trainingPoints: 'training points',

  // sweep-charts
  by: (metric: string, field: string) => `${metric} by ${field}`,
  eachSeedAsAPointThe: 'Each seed as a point, the median as a line in its 10 to 90 % band.',
  crossesAtTheEdgeRuns: 'Crosses at the edge: runs that diverged.',
  heatMap: 'Heat map',
  ofEachCombinationAs: (metric: string) =>
    `${metric} of each combination as a colour: the median over the seeds. Hatched where runs failed.`,
  cells: (someFailed: boolean) =>
    `${someFailed ? 'Hatched: some of the runs failed. ' : ''}Click a cell to show its median run.`,

  // table-view
  rows: (count: number) => counted(count, 'row'),
  /** @param csv rows that a file has of them; null: nothing to say of a file */
  someRows: (shown: string, of: string, csv: string | null, isAll: boolean) =>
    `${shown} of ${of} rows, evenly picked.${csv === null ? '' : ` The CSV has ${isAll ? 'all of them' : csv}.`}`,

  // zoom-menu
  zoom: (title: string) => `${title}: zoom`,
  dragToScrollThePage: 'Drag to scroll the page',
  dragToZoom: 'Drag to zoom',
  showAllMenu: 'Show all',
};
