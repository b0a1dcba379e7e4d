import { describe, expect, it } from 'vitest';
import {
  BandCache,
  band,
  learnt,
  meets,
  notStuck,
  type Repetition,
  success,
} from '#src/studies/seed-statistics.ts';
import { recordTable } from '../../support/record-tables.ts';

/** A repetition whose training loss takes these values; 10 steps and half a second an epoch. */
function repetition(
  seed: number,
  losses: readonly number[],
  stopped: Repetition['stopped'] = null,
): Repetition {
  const epochs = losses.map((trainLoss, i) => ({ seconds: (i + 1) / 2, trainLoss }));
  return { seed, records: recordTable(epochs), stopped };
}

describe('the band over seeds', () => {
  it('is the median and the 10th and 90th percentiles', () => {
    const eleven = Array.from({ length: 11 }, (_, i) => repetition(i, [i, 2 * i]));
    const { epoch, step, median, low, high } = band(eleven, 'trainLoss');
    expect([...epoch]).toEqual([1, 2]);
    expect([...step]).toEqual([10, 20]);
    expect([...median]).toEqual([5, 10]);
    expect([...low]).toEqual([1, 2]);
    expect([...high]).toEqual([9, 18]);
  });

  it('has no value that no run has', () => {
    const heaps = [0.61, 0.6, 0.62, 1.1].map((loss, seed) => repetition(seed, [loss]));
    const { median, low, high } = band(heaps, 'trainLoss');
    expect([median[0], low[0], high[0]]).toEqual([0.61, 0.6, 1.1]);
  });

  it('is computed anew only where repetitions have changed', () => {
    const cache = new BandCache();
    const runs = [repetition(0, [2, 1]), repetition(1, [3, 2])];
    const first = cache.band('a', runs, 'trainLoss');
    expect(cache.band('a', [...runs], 'trainLoss')).toBe(first);
    expect(cache.band('b', runs, 'trainLoss')).not.toBe(first);
    expect(cache.band('a', runs, 'heldOutLoss')).not.toBe(first);
    const more = [...runs, repetition(2, [1, 1])];
    expect(cache.band('a', more, 'trainLoss')).toEqual(band(more, 'trainLoss'));
  });

  it('keeps the last value of runs that stopped and counts diverged ones as infinite', () => {
    const runs = [
      repetition(0, [4, 3, 2]),
      repetition(1, [1], { kind: 'target_loss', epoch: 1 }),
      repetition(2, [9], { kind: 'non_finite', epoch: 2, step: 12 }),
    ];
    expect([...band(runs, 'trainLoss').median]).toEqual([4, 3, 2]);
    expect([...band(runs, 'trainLoss').high].slice(1)).toEqual([Infinity, Infinity]);
  });

  it('takes of a thinned run what it had come to by then', () => {
    const records = recordTable([
      { epoch: 1, trainLoss: 9 },
      { epoch: 4, trainLoss: 5 },
    ]);
    const thinned = { seed: 1, records, stopped: { kind: 'epochs' } } as const;
    const { epoch, high } = band([repetition(0, [4, 3, 2, 1, 1]), thinned], 'trainLoss');
    expect([...epoch]).toEqual([1, 2, 3, 4, 5]);
    expect([...high]).toEqual([9, 9, 9, 5, 5]);
  });

  it('leaves out epochs in which nothing was measured', () => {
    expect([...band([repetition(0, [5, NaN, 3])], 'trainLoss').epoch]).toEqual([1, 3]);
    expect(band([], 'trainLoss').epoch).toHaveLength(0);
  });
});

describe('success', () => {
  it.each([
    [{ loss: 1.1, accuracy: 0.5, answer: 'shares' }, 'over', 'heldOutAccuracy', 0.95],
    // A sine that stays flat over half its domain ends near 0.03.
    [{ loss: 0.5, accuracy: null, answer: 'mean' }, 'under', 'heldOutLoss', 0.025],
    [{ loss: 0.5, accuracy: null, answer: 'median' }, 'under', 'heldOutLoss', 0.1118],
  ] as const)(
    'is what is learnt, not what is better than guessing (%#)',
    (guessing, kind, column, value) => {
      const criterion = learnt(guessing);
      expect(criterion).toMatchObject({ kind, column });
      expect(criterion?.value).toBeCloseTo(value, 4);
    },
  );

  it('is not told by a loss that does not measure how near numbers are, and 0 is no success', () => {
    expect(
      learnt({ loss: 0, accuracy: null, answer: 'constant', isOfOtherNumbers: true }),
    ).toBeNull();
    for (const loss of [0, -12.3]) expect(meets(notStuck(loss), loss)).toBe(false);
    expect(meets(notStuck(-12.3), -18)).toBe(true);
  });

  it('counts who ends within the criterion, and when they first met it', () => {
    const runs = [
      repetition(0, [1.1, 0.9, 0.5]),
      repetition(1, [1.1, 0.9, 1.1]),
      repetition(2, [1.1, 1.1]),
      repetition(3, [0.1], { kind: 'non_finite', epoch: 2, step: 11 }),
    ];
    const result = success(runs, notStuck(Math.log(3)));
    expect(result.succeeded).toEqual([true, false, false, false]);
    expect(result).toMatchObject({ successes: 1, repetitions: 4 });
    expect(result.reached[1]).toEqual({ epoch: 2, step: 20, seconds: 1 });
    expect(result.reached[2]).toBeNull();
  });
});
