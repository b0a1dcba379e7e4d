import { expect, test } from 'vitest';
import { Pace } from '#src/engine/wasm/pace.ts';

/** The share of steps that are taken together where they take so many milliseconds. */
function shareTogether(
  pace: Pace,
  clock: { now: number },
  alone: number,
  together: number,
): number {
  let taken = 0;
  for (let step = 0; step < 2000; step++) {
    pace.take(1, (isTogether) => {
      clock.now += isTogether ? together : alone;
      if (isTogether) taken++;
    });
  }
  return taken / 2000;
}

test('the faster way is taken, and another one as soon as it is faster', () => {
  const clock = { now: 0 };
  const pace = new Pace(() => clock.now);
  expect(shareTogether(pace, clock, 2, 1)).toBeGreaterThan(0.98);
  expect(shareTogether(pace, clock, 2, 100)).toBeLessThan(0.02);
  expect(shareTogether(pace, clock, 20, 1)).toBeGreaterThan(0.8);
});

test('threads that are held up once are waited for no longer than at first', () => {
  const clock = { now: 0 };
  const pace = new Pace(() => clock.now);
  for (let i = 0; i < 20; i++) shareTogether(pace, clock, 2, 1);
  pace.take(1, (isTogether) => {
    clock.now += isTogether ? 100 : 2;
  });
  // 25 steps alone take as long as a second try waits; before, it was up to 2500.
  expect(shareTogether(pace, clock, 2, 1)).toBeGreaterThan(0.97);
});
