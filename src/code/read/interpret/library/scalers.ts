import { asArray, elementwise } from '#src/code/read/interpret/arrays.ts';
import type { Meaning } from '#src/code/read/interpret/machine.ts';
import { operation, statistic, type Term } from '#src/code/read/interpret/terms.ts';
import type { ArrayValue, Value } from '#src/code/read/interpret/values.ts';

export const scaler: Meaning = ({ name, place }) => ({ type: 'scaler', name, place });

/** What scikit-learn's scalers make of each column. */
export function scaledBy(name: string, array: ArrayValue): Value {
  const { place } = array;
  const minus = (x: Term, what: 'mean' | 'least') => operation('subtract', x, statistic(what, x));
  switch (name) {
    case 'StandardScaler':
      return elementwise(
        (x) => operation('divide', minus(x as Term, 'mean'), statistic('deviation', x as Term)),
        [array],
        { place },
      );
    case 'MinMaxScaler':
      return elementwise(
        (x) =>
          operation(
            'divide',
            minus(x as Term, 'least'),
            operation('subtract', statistic('most', x as Term), statistic('least', x as Term)),
          ),
        [array],
        { place },
      );
    default:
      return { type: 'unknown', place };
  }
}

export const transform: Meaning = ({ self, args }) => {
  const array = asArray(args[1]);
  return self?.type === 'scaler' && array !== null ? scaledBy(self.name, array) : null;
};
