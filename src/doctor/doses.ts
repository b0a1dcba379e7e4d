import type { Change, Trial } from '#src/doctor/contract.ts';
import type { Layer } from '#src/experiment/field-lists.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';

/** How many remedies trials are of: changes that set the same to other numbers are doses of one. */
export function remedyCount(trials: readonly Trial[], experiment: Experiment): number {
  return new Set(trials.map(({ changes }) => setBy(changes, experiment))).size;
}

/** What changes set, whatever the numbers. Epochs that go with other numbers of points or other batches are how long. */
function setBy(changes: Change, { layers }: Experiment): string {
  const isPaced = changes.trainCount !== undefined || changes.batchSize !== undefined;
  const ids = (Object.keys(changes) as FieldId[])
    .filter((id) => !(isPaced && id === 'epochs'))
    .toSorted();
  return JSON.stringify(
    ids.map((id) => {
      if (id === 'layers') return [id, ...layersSetBy(changes.layers ?? [], layers)];
      return typeof changes[id] === 'number' ? [id] : [id, changes[id]];
    }),
  );
}

function layersSetBy(after: readonly Layer[], before: readonly Layer[]): readonly unknown[] {
  const valuesOf = (layers: readonly Layer[], property: keyof Layer) => [
    ...new Set(layers.map((layer) => layer[property])),
  ];
  return (['units', 'activation', 'dropout'] as const).flatMap((property): readonly unknown[] => {
    const values = valuesOf(after, property);
    if (JSON.stringify(values) === JSON.stringify(valuesOf(before, property))) return [];
    return property === 'activation' ? [property, values] : [property];
  });
}
