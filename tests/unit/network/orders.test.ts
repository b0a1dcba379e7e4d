import { describe, expect, it } from 'vitest';
import { orderIds } from '#src/experiment/ids.ts';
import { rowOrders } from '#src/network/orders.ts';

const plane = {
  rows: 6,
  x: Float64Array.of(3, 0, 1, 5, 1, -5, 2, 0, 1, 5, 0, 9),
  labels: Float64Array.of(2, 0, 1, 0, 2, 1),
};
const many = { rows: 1000, x: new Float64Array(1000), labels: new Float64Array(1000) };

describe('batch orders', () => {
  it.each(orderIds.filter((id) => id !== 'with_replacement'))('%s visits every row once', (id) => {
    expect(rowOrders(many, 5)(id, 3).toSorted()).toEqual(Uint32Array.from(many.x, (_, i) => i));
  });

  it.each(orderIds)('%s is the same in an array that is given', (id) => {
    const into = new Uint32Array(6).fill(9);
    expect(rowOrders(plane, 5)(id, 3, into)).toBe(into);
    expect(into).toEqual(rowOrders(plane, 5)(id, 3));
  });

  it('fixed keeps the order of the data', () => {
    expect(Array.from(rowOrders(plane, 5)('fixed', 9))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('sorted goes by the first coordinate, then the second, then the place in the data', () => {
    expect(Array.from(rowOrders(plane, 5)('sorted', 1))).toEqual([5, 2, 1, 4, 3, 0]);
  });

  it('by_class groups the classes', () => {
    expect(Array.from(rowOrders(plane, 5)('by_class', 1))).toEqual([1, 3, 2, 5, 0, 4]);
  });

  it('reshuffle is another permutation in each epoch and with each seed, and the same again', () => {
    const order = rowOrders(many, 5);
    expect(order('reshuffle', 2)).not.toEqual(order('reshuffle', 1));
    expect(rowOrders(many, 6)('reshuffle', 1)).not.toEqual(order('reshuffle', 1));
    expect(rowOrders(many, 5)('reshuffle', 2)).toEqual(order('reshuffle', 2));
  });

  it('shuffle_once is the same array in every epoch', () => {
    const order = rowOrders(many, 5);
    expect(order('shuffle_once', 2)).toBe(order('shuffle_once', 1));
    expect(order('shuffle_once', 1)).not.toEqual(order('fixed', 1));
  });

  it('with replacement misses 1/e of the rows', () => {
    const order = rowOrders(many, 5)('with_replacement', 1);
    expect(order).toHaveLength(1000);
    expect(Math.max(...order)).toBeLessThan(1000);
    const missed = 1 - new Set(order).size / 1000;
    expect(Math.abs(missed - Math.exp(-1))).toBeLessThan(0.05);
  });
});
