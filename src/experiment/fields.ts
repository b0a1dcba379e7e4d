import type { Field } from '#src/experiment/field-kinds.ts';
import { batchesFields } from '#src/experiment/fields/batches.ts';
import { dataFields } from '#src/experiment/fields/data.ts';
import { engineFields } from '#src/experiment/fields/engine.ts';
import { inputsFields } from '#src/experiment/fields/inputs.ts';
import { lossFields } from '#src/experiment/fields/loss.ts';
import { networkFields } from '#src/experiment/fields/network.ts';
import { optimizerFields } from '#src/experiment/fields/optimizer.ts';
import { seedsFields } from '#src/experiment/fields/seeds.ts';
import { stoppingFields } from '#src/experiment/fields/stopping.ts';
import { targetFields } from '#src/experiment/fields/target.ts';

/**
 * The one schema of an experiment: type, default, limits, label and help of each field, in the order in which links
 * and panels show them. The defaults are the experiment of the first visit, sum-bin as posted.
 */
export const fields = {
  ...targetFields,
  ...dataFields,
  ...inputsFields,
  ...networkFields,
  ...lossFields,
  ...optimizerFields,
  ...batchesFields,
  ...stoppingFields,
  ...seedsFields,
  ...engineFields,
} as const;

export type FieldId = keyof typeof fields;

/** Everything that decides a run, as plain JSON: same experiment, same engine, same machine, same numbers. */
export type Experiment = {
  readonly [Id in FieldId]: (typeof fields)[Id] extends Field<infer T> ? T : never;
};
