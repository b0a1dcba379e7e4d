import { describe, expect, it } from 'vitest';
import { kinkedLine, valueOn } from '#src/doctor/floors/kinked-line.ts';
import { uniformStream } from '#src/lib/random.ts';

const points = (f: (x: number) => number, count: number) => {
  const x = Float64Array.from({ length: count }, (_, i) => i / (count - 1));
  return { x, y: x.map(f) };
};

const error = (x: Float64Array, y: Float64Array, kinks: number) => {
  const line = kinkedLine(x, y, kinks);
  return x.reduce((sum, v, i) => sum + (y[i]! - valueOn(line, v)) ** 2, 0);
};

/** Sum of squares of the least-squares fit by 1, x and (x − k)₊ of each kink, from the normal equations. */
function hinges(x: Float64Array, y: Float64Array, kinks: readonly number[]): number {
  const columns = [x.map(() => 1), x, ...kinks.map((k) => x.map((v) => Math.max(v - k, 0)))];
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const left = y.slice();
  const done: Float64Array[] = [];
  for (const column of columns) {
    const rest = column.slice();
    for (const other of [...done, ...done]) {
      const share = dot(rest, other);
      rest.forEach((_, i) => (rest[i]! -= share * other[i]!));
    }
    const size = Math.sqrt(dot(rest, rest));
    if (size < 1e-9) continue;
    done.push(rest.map((v) => v / size));
  }
  for (const column of done) {
    const share = dot(left, column);
    left.forEach((_, i) => (left[i]! -= share * column[i]!));
  }
  return dot(left, left);
}

describe('a line with kinks', () => {
  it('finds kinks wherever they are', () => {
    const { x, y } = points((v) => Math.abs(v - 0.3141) - 2 * Math.max(v - 0.7302, 0), 300);
    expect(error(x, y, 0)).toBeGreaterThan(1);
    expect(error(x, y, 2)).toBeLessThan(1e-6);
  });

  it('is a straight line without kinks', () => {
    const { x, y } = points((v) => v ** 2, 50);
    expect(error(x, y, 0)).toBeCloseTo(hinges(x, y, []), 8);
  });

  it.each([1, 2, 3])('is no worse than the best of all grids of %i kinks', (kinks) => {
    const uniform = uniformStream(kinks, 'points');
    const { x, y } = points((v) => Math.sin(9 * v) + 0.3 * uniform(), 60);
    let least = Infinity;
    const tryAll = (chosen: readonly number[], from: number): void => {
      if (chosen.length === kinks) {
        least = Math.min(least, hinges(x, y, chosen));
        return;
      }
      for (let k = from; k < 30; k++) tryAll([...chosen, k / 30], k + 1);
    };
    tryAll([], 1);
    const found = error(x, y, kinks);
    expect(found).toBeLessThan(least * 1.001);
    expect(found).toBeGreaterThan(least * 0.7);
  });

  it('falls as kinks are added, and by the fourth power of their number for a curve', () => {
    const { x, y } = points((v) => v ** 2, 1000);
    const errors = [1, 3, 7].map((kinks) => error(x, y, kinks) / 1000);
    // Each piece of width h of x² is left with h⁴/180 by its own best line; joining them costs a little.
    errors.forEach((mean, i) => {
      const best = [2, 4, 8][i]! ** -4 / 180;
      expect(mean).toBeGreaterThan(best * 0.9);
      expect(mean).toBeLessThan(best * 2.5);
    });
  });
});
