import type { Change, Trial } from '#src/doctor/contract.ts';
import { changesBy } from '#src/doctor/remedy.ts';
import { type Experiment, type FieldId, fieldsIn, type GroupId } from '#src/experiment/fields.ts';

const groups = {
  /** How the network is trained. */
  training: ['loss', 'optimizer', 'batches', 'stopping'],
  /** What it is trained on. */
  data: ['target', 'data', 'inputs'],
} as const satisfies Record<string, readonly GroupId[]>;
type Aspect = keyof typeof groups;

function fieldsOf(aspect: Aspect): ReadonlySet<FieldId> {
  return new Set(groups[aspect].flatMap(fieldsIn));
}
const fields: Readonly<Record<Aspect, ReadonlySet<FieldId>>> = {
  training: fieldsOf('training'),
  data: fieldsOf('data'),
};

/** Whether something of an aspect is changed; what follows from another number of points is not. */
export function touches(aspect: Aspect, changes: Change, experiment: Experiment): boolean {
  const { trainCount } = changes;
  const following = trainCount === undefined ? {} : changesBy(experiment, { trainCount });
  const follows = (id: FieldId) =>
    id !== 'trainCount' && JSON.stringify(changes[id]) === JSON.stringify(following[id]);
  return (Object.keys(changes) as FieldId[]).some((id) => fields[aspect].has(id) && !follows(id));
}

/** Trials of nothing but how the network is trained. */
export function trainingTrials(alone: readonly Trial[]): readonly Trial[] {
  return alone.filter(({ changes }) =>
    (Object.keys(changes) as FieldId[]).every((id) => fields.training.has(id)),
  );
}
