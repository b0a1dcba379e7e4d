import { describe, expect, it } from 'vitest';
import {
  columnOf,
  copyRows,
  firstRows,
  lastValue,
  type RecordTable,
} from '#src/records/record-table.ts';
import { RunLog } from '#src/records/run-log.ts';
import { tableOf } from '../../support/record-tables.ts';

/** Consecutive epochs, 10 steps each. */
function epochs(first: number, count: number): RecordTable {
  return tableOf(
    Array.from({ length: count }, (_, i) => ({ epoch: first + i, step: 10 * (first + i) })),
  );
}

describe('RunLog', () => {
  it('gathers tables and rows into columns', () => {
    const log = new RunLog();
    log.append(epochs(1, 2));
    log.push({ epoch: 3, step: 30 });
    expect(log.length).toBe(3);
    expect(log.columns).toEqual(epochs(1, 3).columns);
    expect([...log.column('step')]).toEqual([10, 20, 30]);
  });

  it('takes columns that come later or stay away: what is missing was not measured', () => {
    const log = new RunLog();
    log.push({ epoch: 1 });
    log.push({ epoch: 2, sharpness: 0.5 });
    log.append(epochs(3, 1));
    expect([...log.column('sharpness')]).toEqual([NaN, 0.5, NaN]);
    expect([...log.column('step')]).toEqual([NaN, NaN, 30]);
    expect([...log.column('constructor')]).toEqual([NaN, NaN, NaN]);
  });

  it('drops what a resumed run reports again, in every column', () => {
    const log = new RunLog();
    log.append(tableOf([{ epoch: 1 }, { epoch: 2 }, { epoch: 3, sharpness: 1 }]));
    log.append(epochs(101, 2), 1);
    expect([...log.column('epoch')]).toEqual([1, 101, 102]);
    expect([...log.column('sharpness')]).toEqual([NaN, NaN, NaN]);
  });

  it('refuses gaps and uneven columns', () => {
    const log = new RunLog();
    expect(() => log.append(epochs(1, 1), 1)).toThrow(RangeError);
    expect(() => log.append({ ...epochs(1, 2), length: 1 })).toThrow(RangeError);
    expect(log.length).toBe(0);
    expect(log.version).toBe(0);
  });

  it('keeps 100 000 epochs, arriving one by one', () => {
    const log = new RunLog();
    for (let i = 0; i < 100_000; i++) log.append(epochs(7, 1));
    expect(log.column('step')).toHaveLength(100_000);
    expect(log.column('step').every((value) => value === 70)).toBe(true);
  });

  it('tells its listeners until they leave', () => {
    const log = new RunLog();
    const seen: number[] = [];
    const leave = log.subscribe(() => seen.push(log.length));
    log.append(epochs(1, 2));
    log.clear();
    leave();
    log.append(epochs(1, 1));
    expect(seen).toEqual([2, 0]);
    expect(log.version).toBe(3);
  });
});

describe('a table of records', () => {
  const table = tableOf([{ loss: 3 }, { loss: 2 }, { loss: NaN }]);

  it('has NaN for every row of a column that it lacks', () => {
    expect([...columnOf(table, 'loss')]).toEqual([3, 2, NaN]);
    expect([...columnOf(table, 'toString')]).toEqual([NaN, NaN, NaN]);
  });

  it('knows the last measured value', () => {
    expect(lastValue(table, 'loss')).toBe(2);
    expect(lastValue(firstRows(table, 1), 'loss')).toBe(3);
    expect(lastValue(table, 'gain')).toBeNaN();
  });

  it('is copied into arrays of its own', () => {
    const log = new RunLog();
    log.append(table);
    const copy = copyRows(log, 2);
    expect(copy).toEqual(tableOf([{ loss: 3 }, { loss: 2 }]));
    expect(copy.columns['loss']?.buffer.byteLength).toBe(16);
    log.clear();
    expect(copy.columns['loss']?.[0]).toBe(3);
  });
});
