import { expect, test } from 'vitest';
import { BatchWeights } from '#src/engine/gpu/batch-weights.ts';
import { targetRows } from '#src/engine/gpu/target-rows.ts';
import { smallPlan, withModel } from '../../../support/plans.ts';

const weights = Float32Array.of(0.5, 0, 1, 6.5);
const order = Uint32Array.of(3, 0, 2, 2);
const { model } = smallPlan({ rows: 4, replicas: 2, classes: true, outputs: 3, weighted: true });
const [first, second] = model.replicas;
const withWeights = withModel(smallPlan(), {
  ...model,
  replicas: [{ ...first!, train: { ...first!.train, weights } }, second!],
}).model;

test('a batch is divided by what its own rows count, in the order of the epoch', () => {
  const batches = new BatchWeights(withWeights);
  expect(batches.unitShare(0, order, 0, 2)).toBe(2 / 7);
  expect(batches.unitShare(0, order, 2, 2)).toBe(1);
  expect(batches.unitShare(0, order, 3, 1)).toBe(1);
});

test('other rows bring their own weights, and leave those of other replicas', () => {
  const batches = new BatchWeights(withWeights);
  batches.replaceTrain(0, { ...first!.train, weights: Float32Array.of(1, 1, 1, 7) });
  expect(batches.unitShare(0, order, 0, 4)).toBe(0.4);
  const total = second!.train.weights!.reduce((sum, weight) => sum + weight, 0);
  expect(batches.unitShare(1, Uint32Array.of(0, 1, 2, 3), 0, 4)).toBeCloseTo(4 / total, 6);
});

test('rows without weights all have a share of one', () => {
  expect(new BatchWeights(smallPlan().model).unitShare(0, order, 0, 3)).toBe(1);
});

test('behind the targets of a row stand its weight and its share of the set', () => {
  const train = { ...first!.train, targets: Float32Array.of(2, 0, 1, 0), weights };
  const plan = { ...model, targetKind: 'class_index' } as const;
  const numbers = targetRows(plan, train, { stride: 6, weightAt: 4 });
  expect(
    Array.from({ length: 4 }, (_, row) => [...numbers.subarray(6 * row, 6 * row + 6)]),
  ).toEqual([
    [0, 0, 1, 0, 0.5, 0.25],
    [1, 0, 0, 0, 0, 0],
    [0, 1, 0, 0, 1, 0.5],
    [1, 0, 0, 0, 6.5, 3.25],
  ]);
});
