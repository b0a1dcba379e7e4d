import { describe, expect, it } from 'vitest';
import {
  type PlateauState,
  plateauAfter,
  plateauStart,
  type Schedule,
  scheduleShare,
} from '#src/network/schedules.ts';

const base: Schedule = { id: 'constant', factor: 0.5, every: 10, warmup: 20, floor: 0.1 };

function shares(id: Schedule['id'], times: readonly number[]): number[] {
  return times.map((time) => scheduleShare({ ...base, id }, time, 100));
}

describe('schedules', () => {
  it('constant', () => {
    expect(shares('constant', [0, 50, 99.5])).toEqual([1, 1, 1]);
  });

  it('step drops at whole multiples', () => {
    expect(shares('step', [0, 9.99, 10, 19.5, 20, 35])).toEqual([1, 1, 0.5, 0.5, 0.25, 0.125]);
  });

  it('exponential falls inside epochs too', () => {
    expect(shares('exponential', [0, 1, 2])).toEqual([1, 0.5, 0.25]);
    expect(shares('exponential', [0.5])[0]).toBeCloseTo(Math.SQRT1_2, 15);
  });

  it('cosine warms up, then falls to its floor', () => {
    const [start, warming, top, middle, end] = shares('cosine', [0, 5, 20, 60, 100]);
    expect([start, warming, top]).toEqual([0, 0.25, 1]);
    expect(middle).toBeCloseTo(0.55, 15);
    expect(end).toBeCloseTo(0.1, 15);
  });

  it('cosine without warm-up starts at its full rate', () => {
    expect(scheduleShare({ ...base, id: 'cosine', warmup: 0 }, 0, 100)).toBe(1);
  });

  it('one cycle starts at 1/25, peaks at the end of its rise and ends at its floor', () => {
    const [start, half, top, end] = shares('one_cycle', [0, 10, 20, 100]);
    expect(start).toBeCloseTo(0.04, 15);
    expect(half).toBeCloseTo(0.52, 15);
    expect(top).toBe(1);
    expect(end).toBeCloseTo(0.1, 15);
  });
});

describe('reduce on plateau', () => {
  const schedule: Schedule = { ...base, id: 'plateau', every: 3 };
  const after = (losses: readonly (readonly [epoch: number, loss: number])[]): PlateauState =>
    losses.reduce(
      (state, [epoch, loss]) => plateauAfter(state, schedule, epoch, loss),
      plateauStart,
    );

  it('drops after so many epochs without improvement, and again', () => {
    const flat = (epochs: number) => after(Array.from({ length: epochs }, (_, i) => [i + 1, 1]));
    expect([3, 4, 6, 7, 10, 13, 16].map((epochs) => flat(epochs).share)).toEqual([
      1, 0.5, 0.5, 0.25, 0.125, 0.1, 0.1,
    ]);
  });

  it('does not drop while the loss improves', () => {
    expect(after(Array.from({ length: 50 }, (_, i) => [i + 1, 1 / (i + 1)])).share).toBe(1);
  });

  it('takes improvements under a ten-thousandth for none', () => {
    expect(after(Array.from({ length: 4 }, (_, i) => [i + 1, 1 - 1e-6 * i])).share).toBe(0.5);
  });

  it('counts epochs, not evaluations', () => {
    expect(
      after([
        [1, 1],
        [11, 1],
      ]).share,
    ).toBe(0.5);
  });

  it('takes NaN for no improvement', () => {
    expect(
      after([
        [1, 1],
        [4, Number.NaN],
      ]).share,
    ).toBe(0.5);
  });
});
