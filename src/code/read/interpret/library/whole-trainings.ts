import type { Call } from '#src/code/read/interpret/machine.ts';
import { numberOf, numberValue } from '#src/code/read/interpret/make.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { Loop, Order, Value } from '#src/code/read/interpret/values.ts';

interface Fitted
  extends Pick<Training, 'flow' | 'score' | 'target' | 'optimizer' | 'batchSize' | 'heldOut'> {
  readonly order: Order;
  readonly epochs: Value | null;
  readonly notes: ReadonlyMap<string, Value>;
}

/** A training that a call does as a whole; the loops around it repeat it. */
export function record(call: Call, subject: object, { order, epochs, notes, ...rest }: Fitted) {
  const { machine, family, place } = call;
  const made = machine.notes(subject).get('loops');
  const older = made?.type === 'list' ? made.items.map(numberOf) : [];
  const loops = machine.loops.filter(
    ({ id }) => !older.includes(id) && !(rest.optimizer?.loops.includes(id) ?? false),
  );
  machine.record({
    ...rest,
    family,
    place,
    subject,
    phases: [{ order, epochs: times(epochs, loops), place }],
    dropLast: null,
    notes: new Map([...(rest.optimizer === null ? [] : machine.notes(rest.optimizer)), ...notes]),
  });
}

function times(epochs: Value | null, loops: readonly Loop[]): Value | null {
  return loops.reduce<Value | null>((product, { count }) => {
    const [a, b] = [numberOf(product), numberOf(count)];
    if (a === null || b === null || count === null || product === null) return null;
    return numberValue(
      a * b,
      a === 1 ? count.place : product.place,
      true,
      product.doubt ?? count.doubt,
    );
  }, epochs);
}
