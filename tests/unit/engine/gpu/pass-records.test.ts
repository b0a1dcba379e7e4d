import { expect, test } from 'vitest';
import { PassRecords, passFields, rateFields } from '#src/engine/gpu/pass-records.ts';

const names = Object.keys(passFields);

const pass = {
  rows: 10,
  blocks: 3,
  firstRow: 4,
  inference: 1,
  inputsAt: 5,
  inputsStride: 6,
  targetsAt: 7,
  targetsStride: 8,
  orderAt: 9,
  orderStride: 11,
  stepsBefore: 12,
  firstReplica: 13,
  stepInSegment: 14,
  batchRows: 15,
  accumulates: 1,
  inverseBlocks: 0.25,
  inverseBatchRows: 0.5,
  meanCorrection: 2.5,
  squareCorrection: 3.5,
};

test('a record is laid out as std140 wants it: an array of structs begins at whole vectors', () => {
  expect(names.length % 4).toBe(0);
  expect(Object.keys(rateFields)).toHaveLength(4);
});

test('every field is written at its place, each record at its own', () => {
  const records = new PassRecords(2, 3, 256);
  const rates = (r: number) => ({
    learningRate: r + 0.5,
    shrinkage: r + 0.25,
    clipAt: r,
    unitShare: r + 2,
  });
  records.write(1, pass, rates);
  expect([records.stride, records.bytes]).toEqual([256, 4 * (names.length + 8)]);
  const numbers = records.numbers.subarray(64, 128);
  const integers = new Int32Array(records.numbers.buffer, 256, 64);
  const found = Object.fromEntries(
    Object.entries(passFields).map(([name, type], i) => [
      name,
      type === 'int' ? integers[i] : numbers[i],
    ]),
  );
  expect(found).toEqual({ ...pass, reserved: 0 });
  const replicas = numbers.subarray(names.length, names.length + 8);
  expect(Array.from(replicas)).toEqual([0.5, 0.25, 0, 2, 1.5, 1.25, 1, 3]);
  expect(records.numbers.subarray(0, 64).every((value) => value === 0)).toBe(true);
});
