import { describe, expect, it } from 'vitest';
import { recordColumns } from '#src/records/epoch-record.ts';
import { RunLog } from '#src/records/run-log.ts';

/** Packed records of consecutive epochs, in which column c of epoch e holds 1000·c + e. */
function packed(firstEpoch: number, count: number): Float64Array {
  const width = recordColumns.length;
  return Float64Array.from(
    { length: count * width },
    (_, i) => 1000 * (i % width) + firstEpoch + Math.floor(i / width),
  );
}

describe('RunLog', () => {
  it('splits packed records into columns', () => {
    const log = new RunLog();
    log.append(packed(1, 2), 0);
    log.append(packed(3, 1), 2);
    expect(log.length).toBe(3);
    expect([...log.column('epoch')]).toEqual([1, 2, 3]);
    expect([...log.column('runningLoss')]).toEqual([3001, 3002, 3003]);
    expect(log.record(1)).toMatchObject({ epoch: 2, step: 1002, learningRate: 9002 });
    expect(log.last()?.epoch).toBe(3);
    expect(log.record(3)).toBeUndefined();
  });

  it('drops what a resumed run reports again', () => {
    const log = new RunLog();
    log.append(packed(1, 5), 0);
    log.append(packed(101, 2), 2);
    expect([...log.column('epoch')]).toEqual([1, 2, 101, 102]);
  });

  it('refuses gaps and broken records', () => {
    const log = new RunLog();
    expect(() => log.append(packed(1, 1), 1)).toThrow(RangeError);
    expect(() => log.append(new Float64Array(3), 0)).toThrow(RangeError);
    expect(log.length).toBe(0);
    expect(log.version).toBe(0);
  });

  it('keeps 100 000 epochs, arriving one by one, without slowing down', () => {
    const log = new RunLog();
    const one = packed(7, 1);
    const start = performance.now();
    for (let i = 0; i < 100_000; i++) log.append(one, i);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(log.column('step')).toHaveLength(100_000);
    expect(log.column('step').every((value) => value === 1007)).toBe(true);
  });

  it('tells its listeners until they leave', () => {
    const log = new RunLog();
    const seen: number[] = [];
    const leave = log.subscribe(() => seen.push(log.length));
    log.append(packed(1, 2), 0);
    log.clear();
    leave();
    log.append(packed(1, 1), 0);
    expect(seen).toEqual([2, 0]);
    expect(log.version).toBe(3);
  });
});
