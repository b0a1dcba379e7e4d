import type { Dataset } from '#src/data/dataset.ts';
import { meanOf, meanSquare } from '#src/data/scaling.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** What a network scores that has learnt nothing: the line under which learning begins. In network units. */
export interface Guessing {
  readonly loss: number;
  readonly label: string;
}

export type GuessingFields = Pick<
  Experiment,
  'loss' | 'huberDelta' | 'labelShape' | 'reduce' | 'batchSize'
>;

/**
 * Class losses: equal odds for all classes, ln K. Regression losses: the best constant answer (for Huber the mean,
 * which is close to it), output by output.
 *
 * @param train targets as the network sees them
 * @param outputs target values a row (read for regression losses only)
 */
export function guessingLoss(
  fields: GuessingFields,
  train: Dataset,
  outputs: number,
  classes: number | null,
): Guessing {
  const { loss, huberDelta } = fields;
  switch (loss) {
    case 'bce':
      return { loss: Math.LN2, label: 'guessing: ln 2' };
    case 'cross_entropy':
    case 'nll_of_softmax': {
      const count = classes ?? 2;
      return { loss: Math.log(count), label: `guessing: ln ${count}` };
    }
    case 'mse':
      return constantAnswer('answering the mean', (values) => meanSquare(values, meanOf(values)));
    case 'mae':
      return constantAnswer('answering the median', (values) => {
        const middle = median(values);
        return meanOf(values.map((value) => Math.abs(value - middle)));
      });
    case 'huber':
      return constantAnswer('answering the mean', (values) => {
        const mean = meanOf(values);
        return meanOf(values.map((value) => huber(value - mean, huberDelta)));
      });
  }

  function constantAnswer(label: string, lossOf: (values: Float64Array) => number): Guessing {
    let sum = 0;
    for (let output = 0; output < outputs; output++)
      sum += lossOf(
        Float64Array.from(
          { length: train.rows },
          (_, i) => train.targets[i * outputs + output] as number,
        ),
      );
    return { loss: (sum / outputs) * pairFactor(fields, train.rows), label };
  }
}

/** Against broadcast labels a constant scores as before on the mean over B² pairs, and B times that when summed and divided by B. */
function pairFactor({ labelShape, reduce, batchSize }: GuessingFields, rows: number): number {
  return labelShape === 'row' && reduce === 'flux' ? Math.min(batchSize, rows) : 1;
}

function huber(error: number, delta: number): number {
  const size = Math.abs(error);
  return size <= delta ? size ** 2 / 2 : delta * (size - delta / 2);
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] as number)) / 2;
}
