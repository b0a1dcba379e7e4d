import { formatCount, formatNumber } from '#words/base/numbers.ts';

/** Rows of the sets. */
export const rowsOfSet = {
  train: (rows: number) => `${formatCount(rows)} training rows`,
  heldOut: (rows: number) => `${formatCount(rows)} held-out rows`,
};

/** What is said of the charts about single inputs and rows. */
export const words = {
  importance: {
    title: 'What each input tells',
    description:
      'By how much the answers become worse when one input is shuffled among the rows, with the spread over five shuffles.',
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
      }. Inputs that tell the same share it.`,
  },
  dependence: {
    title: 'Along one input',
    description:
      'What the network answers along one input: rows as they are (thin), their mean (dashed), and a row of your choice (thick).',
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
    description: 'How far the answers are off against any column; a trend says what is missing.',
    against: 'Against',
    residual: 'Residual',
    actual: 'actual',
    predicted: 'predicted',
    row: 'point',
    worst: (residual: number, actual: number) =>
      `The worst is off by ${formatNumber(residual, 4)} where ${formatNumber(actual, 4)} is right; the table lists the worst first.`,
  },
};
