import type { Field, FieldKind } from '#src/experiment/field-kinds.ts';
import { batchesFields } from '#src/experiment/fields/batches.ts';
import { changesFields } from '#src/experiment/fields/changes.ts';
import { dataFields } from '#src/experiment/fields/data.ts';
import { engineFields } from '#src/experiment/fields/engine.ts';
import { inputsFields } from '#src/experiment/fields/inputs.ts';
import { lossFields } from '#src/experiment/fields/loss.ts';
import { networkFields } from '#src/experiment/fields/network.ts';
import { optimizerFields } from '#src/experiment/fields/optimizer.ts';
import { seedsFields } from '#src/experiment/fields/seeds.ts';
import { stoppingFields } from '#src/experiment/fields/stopping.ts';
import { targetFields } from '#src/experiment/fields/target.ts';

/** The fields by what they are about, in the order in which panels show them. */
const groups = {
  target: targetFields,
  data: dataFields,
  inputs: inputsFields,
  network: networkFields,
  loss: lossFields,
  optimizer: { ...optimizerFields, ...changesFields },
  batches: batchesFields,
  stopping: stoppingFields,
  seeds: seedsFields,
  engine: engineFields,
} as const;
export type GroupId = keyof typeof groups;
export const groupIds = Object.keys(groups) as readonly GroupId[];

/**
 * The one schema of an experiment: type, limits and texts in links of each field, in the order in which links and panels
 * show them.
 */
export const fields = {
  ...targetFields,
  ...dataFields,
  ...inputsFields,
  ...networkFields,
  ...lossFields,
  ...optimizerFields,
  ...changesFields,
  ...batchesFields,
  ...stoppingFields,
  ...seedsFields,
  ...engineFields,
} as const;

export type FieldId = keyof typeof fields;

/** The fields of one kind. */
export type FieldIdOf<Kind extends FieldKind> = {
  [Id in FieldId]: (typeof fields)[Id]['kind'] extends Kind ? Id : never;
}[FieldId];

/** Everything that decides a run, as plain JSON: same experiment, same engine, same machine, same numbers. */
export type Experiment = {
  readonly [Id in FieldId]: (typeof fields)[Id] extends Field<infer T> ? T : never;
};

export function isOfKind<Kind extends FieldKind>(id: FieldId, kind: Kind): id is FieldIdOf<Kind> {
  return fields[id].kind === kind;
}

/** A field for code that is the same for all of them; what it is handed is the experiment's own value of that field. */
export function fieldOf(id: FieldId): Field<unknown> {
  return fields[id];
}

export function fieldsIn(group: GroupId): readonly FieldId[] {
  return Object.keys(groups[group]) as FieldId[];
}
