import { formatCount, formatNumber } from '#words/base/numbers.ts';

/** Rows of the sets. */
export const rowsOfSet = {
  train: (rows: number) => `${formatCount(rows)} training rows`,
  heldOut: (rows: number) => `${formatCount(rows)} held-out rows`,
};

/** What is said of the charts about single inputs and rows. */
export const words = {
  importance: {
    title: 'Input importance',
    description:
      'How much the error rises when one input is shuffled among the rows (permutation importance), with the spread over five shuffles.',
    numbers: 'Rise of the error (RMSE)',
    classes: 'More wrong (share)',
    input: 'input',
    rise: 'rise when shuffled',
    deviation: 'standard deviation',
    note: (rows: string, score: number, isClasses: boolean) =>
      `On ${rows}; with nothing shuffled ${
        isClasses
          ? `${formatNumber(100 * score, 3)} % are wrong`
          : `RMSE is ${formatNumber(score, 4)}`
      }. Inputs that carry the same information share it.`,
  },
  dependence: {
    title: 'Along one input',
    description:
      'What the network answers along one input: for single rows (thin), their mean (dashed, the partial dependence) and a row of your choice (thick).',
    mean: 'mean of the rows',
    row: 'your row',
    rows: 'rows',
    probability: (label: string) => `probability of ${label}`,
    note: (answer: number) => `Your row is answered ${formatNumber(answer, 4)}.`,
  },
  slice: {
    title: 'Slice',
    input: 'Input',
    across: 'Across',
    up: 'Up',
    row: { train: 'Training point', heldOut: 'Held-out point' },
    values: 'Values of the row',
    class: 'Class',
  },
  residuals: {
    title: 'Residuals',
    description: 'Residuals against any column; a trend is something the network has not learnt.',
    against: 'Against',
    residual: 'Residual',
    actual: 'actual',
    predicted: 'predicted',
    row: 'point',
    worst: (residual: number, actual: number) =>
      `The worst is off by ${formatNumber(residual, 4)} where ${formatNumber(actual, 4)} is right; the table lists the worst first.`,
  },
};
