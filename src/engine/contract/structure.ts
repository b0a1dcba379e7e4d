import { fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';

/** The fields in which replicas of one plan may differ. */
const replicaFields: ReadonlySet<FieldId> = new Set([
  'seed',
  'dataSeed',
  'initSeed',
  'orderSeed',
  'dropoutSeed',
  'learningRate',
  'weightDecay',
  'clipAt',
]);

const shared = fieldIds.filter((id) => !replicaFields.has(id));

/** Everything else, as text: experiments with the same structure can be replicas of one plan. */
export function structureOf(experiment: Experiment): string {
  return JSON.stringify(shared.map((id) => experiment[id]));
}
