import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Paced } from '#src/store/paced.ts';

describe('what is told at a pace', () => {
  const told: number[] = [];
  let paced: Paced;
  beforeEach(() => {
    vi.useFakeTimers();
    told.length = 0;
    paced = new Paced(() => told.push(performance.now()));
  });
  afterEach(() => vi.useRealTimers());

  it('is told four times a second however often it changes', () => {
    const start = performance.now();
    for (let i = 0; i < 99; i++) {
      paced.ask();
      vi.advanceTimersByTime(10);
    }
    expect(told.map((at) => at - start)).toEqual([0, 250, 500, 750]);
  });

  it('is told at once on demand, and after that no sooner than at its pace', () => {
    const start = performance.now();
    paced.ask();
    vi.advanceTimersByTime(0);
    paced.ask();
    vi.advanceTimersByTime(100);
    paced.now();
    paced.now();
    paced.ask();
    vi.advanceTimersByTime(1000);
    expect(told.map((at) => at - start)).toEqual([0, 100, 350]);
  });
});
