import type { Experiment } from '#src/experiment/fields.ts';
import type { OrderId } from '#src/experiment/ids.ts';

/** Optimiser steps of an epoch, its short last batch included unless it is dropped. */
export function stepsPerEpoch({ trainCount, batchSize, dropLast }: Experiment): number {
  const batches = trainCount / batchSize;
  return dropLast ? Math.floor(batches) : Math.ceil(batches);
}

/** Optimiser steps of a whole run. */
export function totalSteps(experiment: Experiment): number {
  return experiment.epochs * stepsPerEpoch(experiment);
}

/** Training rows that one epoch visits. */
export function samplesPerEpoch(experiment: Experiment): number {
  const { trainCount, batchSize, dropLast } = experiment;
  return dropLast ? stepsPerEpoch(experiment) * batchSize : trainCount;
}

/** The batch order of the epochs up to `until` (inclusive), phase after phase; the last phase reaches the end of the run. */
export function phaseEnds({
  phases,
  epochs,
}: Experiment): readonly { readonly order: OrderId; readonly until: number }[] {
  let until = 0;
  return phases.map((phase) => {
    until = phase.epochs === null ? epochs : until + phase.epochs;
    return { order: phase.order, until };
  });
}

/** An experiment as it is after so many epochs: with what has changed until then. */
export function settingsAfter(experiment: Experiment, epochs: number): Experiment {
  const held = experiment.changes.filter(({ epoch }) => epoch <= epochs);
  if (held.length === 0) return experiment;
  return { ...experiment, ...Object.fromEntries(held.map(({ field, value }) => [field, value])) };
}

/** Whether two experiments train alike for so many epochs: what they change later may differ. */
export function isSameUntil(epochs: number, a: Experiment, b: Experiment): boolean {
  const [first, second] = [a, b].map((experiment) =>
    JSON.stringify({
      ...experiment,
      changes: experiment.changes.filter(({ epoch }) => epoch < epochs),
    }),
  );
  return first === second;
}
