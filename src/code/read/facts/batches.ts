import { byValue, type Known, known, open } from '#src/code/read/facts/known.ts';
import { numberFact } from '#src/code/read/facts/optimizer.ts';
import { numberOf, textOf, truthOf } from '#src/code/read/interpret/make.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { Order, Value } from '#src/code/read/interpret/values.ts';
import type { Phase } from '#src/experiment/field-lists.ts';

/** What the text says of batches, their order and epochs. @param rows training points; null: not known */
export function batchFacts(training: Training, rows: number | null): readonly Known[] {
  return [
    batchFact(training, rows),
    ...phaseFacts(training),
    ...dropFacts(training.dropLast),
    ...patienceFacts(training.notes),
  ];
}

function batchFact({ batchSize, family, place }: Training, rows: number | null): Known {
  if (batchSize === 'all')
    return rows === null
      ? open('batchSize', 'notFound', place)
      : known('batchSize', rows, 'said', place);
  if (family === 'sklearn' && (batchSize === null || textOf(batchSize) === 'auto'))
    return rows === null
      ? open('batchSize', 'notFound')
      : known('batchSize', Math.min(200, rows), 'default');
  return batchSize === null
    ? open('batchSize', 'notUnderstood', place)
    : numberFact('batchSize', batchSize);
}

function phaseFacts({ phases }: Training): readonly Known[] {
  const parts: { readonly order: Order; readonly epochs: number | null }[] = [];
  let total: number | null = 0;
  for (const { order, epochs } of phases) {
    const count = numberOf(epochs);
    total = total === null || count === null ? null : total + count;
    if (order.first !== undefined) {
      const before = Math.max(0, Math.min(order.first.epochs, count ?? Infinity));
      const rest: number | null = count === null ? null : count - before;
      parts.push({ order: order.first.order, epochs: before }, { order, epochs: rest });
    } else parts.push({ order, epochs: count });
  }
  const epochs = phases[0]?.epochs;
  const doubt = phases.find((phase) => phase.epochs?.doubt !== undefined)?.epochs?.doubt;
  const orders = orderFact(parts.filter((part) => part.epochs !== 0));
  if (total === null)
    return [
      open('epochs', epochs == null ? 'notFound' : 'notUnderstood', phases[0]?.place ?? null),
      orders,
    ];
  return [byValue('epochs', total, { place: epochs?.place ?? null, doubt }), orders];
}

function orderFact(
  parts: readonly { readonly order: Order; readonly epochs: number | null }[],
): Known {
  const merged: { order: Order; epochs: number | null }[] = [];
  for (const { order, epochs } of parts) {
    if (order.id === 'unknown') return open('phases', 'notUnderstood', order.place);
    const last = merged.at(-1);
    if (last?.order.id === order.id)
      last.epochs = last.epochs === null || epochs === null ? null : last.epochs + epochs;
    else merged.push({ order, epochs });
  }
  if (merged.slice(0, -1).some(({ epochs }) => epochs === null))
    return open('phases', 'notUnderstood');
  const value = merged.map(({ order, epochs }, i): Phase => {
    const id = order.id === 'unknown' ? 'fixed' : order.id;
    return { order: id, epochs: i === merged.length - 1 ? null : epochs };
  });
  const said = merged.find(({ order }) => order.place !== null)?.order;
  const isDefault = merged.every(({ order }) => order.isDefault === true);
  return known('phases', value, isDefault ? 'default' : 'said', said?.place ?? null);
}

function dropFacts(value: Value | null): readonly Known[] {
  const truth = truthOf(value);
  return value === null || truth === null ? [] : [known('dropLast', truth, 'said', value.place)];
}

function patienceFacts(notes: ReadonlyMap<string, Value>): readonly Known[] {
  const note = notes.get('patience');
  if (note?.type !== 'dict') return [];
  const value = note.entries.get('patience');
  return [value === undefined ? known('patience', 1, 'default') : numberFact('patience', value)];
}
