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
