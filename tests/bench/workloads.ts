import type { Plan } from '#src/engine/contract/course.ts';
import type { ActivationId } from '#src/experiment/ids.ts';
import type { PlanSpec } from '../support/plans.ts';

/** One network with its batches and optimiser, trained by every engine. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly spec: Partial<PlanSpec>;
  /** For stacked replicas: the workload that a single one is. */
  readonly single?: string;
}

/** More epochs than any measurement takes. */
const epochs = 1e9;

export const hidden = (activation: ActivationId, ...units: readonly number[]): PlanSpec['layers'] =>
  units.map((count) => ({ units: count, activation }));

/** The sine experiment. */
export const sine: Partial<PlanSpec> = {
  inputs: 1,
  layers: hidden('relu', 100, 100),
  outputs: 1,
  loss: { id: 'mse' },
  optimizer: { id: 'adam' },
  learningRate: 0.001,
  rows: 1000,
  heldOutRows: 500,
  batchSize: 10,
  order: 'reshuffle',
  epochs,
};

/** Sum-bin as posted, its second softmax included. */
const sumBin: Partial<PlanSpec> = {
  inputs: 2,
  layers: hidden('relu', 2),
  outputs: 3,
  outputActivation: 'softmax',
  classes: true,
  loss: { id: 'cross_entropy' },
  optimizer: { id: 'momentum', momentum: 0.9 },
  learningRate: 0.001,
  rows: 2000,
  heldOutRows: 1000,
  batchSize: 1,
  order: 'fixed',
  epochs,
};

const small: Partial<PlanSpec> = { ...sine, inputs: 2 };
const tiny: Partial<PlanSpec> = { ...small, layers: hidden('relu', 8, 8) };
export const square: Partial<PlanSpec> = {
  ...small,
  layers: hidden('relu', 16, 16),
  batchSize: 32,
};

const wide: Partial<PlanSpec> = {
  ...small,
  layers: hidden('relu', 256, 256, 256),
  outputs: 3,
  classes: true,
  loss: { id: 'cross_entropy' },
  batchSize: 100,
};

/** As many as a graphics card is still not full of; in software a step of them takes seconds. */
export const manyReplicas = 1024;

const stacked = (single: string, title: string, spec: Partial<PlanSpec>) =>
  [8, 64, manyReplicas].map((replicas): Workload => {
    const id = `${single}-${replicas}`;
    return { id, title: `${title}, ${replicas} replicas`, spec: { ...spec, replicas }, single };
  });

export const workloads: readonly Workload[] = [
  { id: 'sine', title: '1-100-100-1, batch 10, Adam', spec: sine },
  { id: 'sum-bin', title: '2-2-3, batch 1, momentum', spec: sumBin },
  { id: 'tiny', title: '2-8-8-1, batch 10, Adam', spec: tiny },
  { id: 'square', title: '2-16-16-1, batch 32, Adam', spec: square },
  { id: 'wide', title: '2-256-256-256-3, batch 100, Adam', spec: wide },
  ...stacked('sine', '1-100-100-1', sine),
  ...stacked('square', '2-16-16-1', square),
];

/** Rows of a batch on average: the last one of an epoch may be short. */
export function meanBatch({ model, course }: Plan): number {
  return model.rows / course.stepsPerEpoch;
}

/**
 * Floating-point operations of the products of one step, all replicas: forward, weight gradients, and the gradients
 * that go back through every layer but the first; two for each weight and row.
 */
export function stepOperations(plan: Plan): number {
  const products = plan.model.network.layers.reduce(
    (sum, { inputs, units }, layer) => sum + (layer === 0 ? 2 : 3) * inputs * units,
    0,
  );
  return 2 * products * meanBatch(plan) * plan.model.replicas.length;
}
