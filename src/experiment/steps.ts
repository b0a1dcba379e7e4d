import type { Experiment } from '#src/experiment/fields.ts';

/** Optimiser steps of a whole run, the short last batch of an epoch included unless it is dropped. */
export function totalSteps({ trainCount, batchSize, dropLast, epochs }: Experiment): number {
  const batches = trainCount / batchSize;
  return epochs * (dropLast ? Math.floor(batches) : Math.ceil(batches));
}
