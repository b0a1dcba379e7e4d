import { describe, expect, it } from 'vitest';
import { uniformStream } from '#src/lib/random.ts';
import {
  columnOf,
  copyRows,
  lastEpoch,
  lastValue,
  type RecordTable,
  rowsUntil,
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
    const seen = log.columns;
    expect(log.columns).toBe(seen);
    log.append(epochs(4, 1));
    expect(log.columns).toEqual(epochs(1, 4).columns);
    log.clear();
    expect(log.columns['epoch']).toHaveLength(0);
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

  it('keeps every row of 16 383, and of more their extremes', () => {
    const noise = uniformStream(1, 'noise');
    const rows = Array.from({ length: 100_000 }, (_, i) => ({
      epoch: i + 1,
      loss: noise() / i,
      heldOut: i % 7 === 6 ? noise() : NaN,
    }));
    const all = tableOf(rows);
    const whole = new RunLog();
    whole.append(copyRows(all, 16_383));
    expect(whole.columns).toEqual(copyRows(all, 16_383).columns);

    const log = new RunLog();
    log.append(all);
    expect(log.length).toBeLessThanOrEqual(10_240);
    expect(log.total).toBe(100_000);
    expect(log.column('epoch').slice(0, 16)).toEqual(all.columns['epoch']!.slice(0, 16));
    expect([lastEpoch(log), rowsUntil(log, 1e6)]).toEqual([100_000, log.length]);
    for (const name of ['loss', 'heldOut']) {
      const [kept, every] = [log, all].map((table) =>
        [...columnOf(table, name)].filter(Number.isFinite),
      ) as [number[], number[]];
      expect([Math.min(...kept), Math.max(...kept)]).toEqual(
        [1, -1].map((sign) => every.reduce((a, b) => (sign * b < sign * a ? b : a))),
      );
      expect(lastValue(log, name)).toBe(every.at(-1));
    }
    for (const [row, epoch] of log.column('epoch').entries())
      expect(log.column('loss')[row]).toBe(rows[epoch - 1]!.loss);
  });

  it('is thinned the same way however its rows come, and goes back to any of them', () => {
    const all = epochs(1, 1000);
    const loss = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const table = { ...all, columns: { ...all.columns, loss } };
    const [at_once, one_by_one, by_sevens] = [new RunLog(100), new RunLog(100), new RunLog(100)];
    at_once.append(table);
    for (let i = 0; i < 1000; i += 7) {
      const columns = Object.entries(table.columns).map(([name, all]) => [
        name,
        all.slice(i, i + 7),
      ]);
      by_sevens.append({ length: Math.min(7, 1000 - i), columns: Object.fromEntries(columns) });
    }
    expect(by_sevens.columns).toEqual(at_once.columns);
    for (let i = 0; i < 1000; i++)
      one_by_one.push({ epoch: i + 1, step: 10 * (i + 1), loss: loss[i]! });
    expect(one_by_one.columns).toEqual(at_once.columns);

    at_once.append(tableOf([{ epoch: 701 }]), 700);
    expect([at_once.total, lastEpoch(at_once)]).toEqual([701, 701]);
    expect(at_once.column('epoch').at(-2)).toBeLessThanOrEqual(700);
    at_once.append(copyRows(table, 50), 0);
    expect(at_once.columns).toEqual(copyRows(table, 50).columns);
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
    expect(lastValue(copyRows(table, 1), 'loss')).toBe(3);
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
