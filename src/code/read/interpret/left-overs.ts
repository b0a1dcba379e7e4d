import type { Interpreter } from '#src/code/read/interpret/interpreter.ts';
import { flowOf } from '#src/code/read/interpret/library/steps.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { OptimizerValue, Value } from '#src/code/read/interpret/values.ts';

/** Of a text that trains nothing: its last network, with the optimizer and the loss that lie beside it. */
export function leftOvers(interpreter: Interpreter): readonly Training[] {
  const values = [...interpreter.globals.variables.values()];
  const place = { from: 0, to: 0 };
  for (const value of values.toReversed()) {
    if (value.type !== 'network' && value.type !== 'instance') continue;
    if (interpreter.notes(value).has('estimator')) {
      const folds = interpreter.notes(value).get('folds');
      const data = folds?.type === 'list' ? folds.items : [];
      interpreter.call(interpreter.member(value, 'fit', value.place ?? place), data, place);
      return interpreter.trainings.all;
    }
    const flow = flowOf(interpreter, value, place);
    if (flow === null || !flow.ops.some(({ op }) => op === 'dense')) continue;
    const notes = interpreter.notes(value);
    const isCutOff = interpreter.isLast(notes.get('added')?.place ?? null);
    const optimizer = [notes.get('optimizer'), ...values.toReversed()].find(
      (other): other is OptimizerValue => other?.type === 'optimizer',
    );
    return [
      {
        family: value.type === 'network' ? value.family : interpreter.family,
        place: value.place ?? place,
        subject: value,
        flow: isCutOff ? null : flow,
        score: scoreOf(values, notes),
        target: null,
        optimizer: optimizer ?? null,
        phases: [{ order: { id: 'unknown', place: null }, epochs: null, place }],
        batchSize: null,
        dropLast: null,
        heldOut: null,
        notes: new Map(),
      },
    ];
  }
  return [];
}

function scoreOf(values: readonly Value[], notes: ReadonlyMap<string, Value>): Training['score'] {
  const loss = [notes.get('loss'), ...values.toReversed()].find((value) => value?.type === 'loss');
  if (loss?.type !== 'loss') return null;
  const { name, family, settings, place } = loss;
  return {
    type: 'score',
    name,
    family,
    settings,
    place,
    reduction: 'mean',
    factor: 1,
    flow: null,
    target: null,
    hasMore: false,
  };
}
