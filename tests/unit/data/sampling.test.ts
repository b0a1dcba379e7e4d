import { expect, test } from 'vitest';
import { linspace, type SamplingSpec, sampleInputs } from '#src/data/sampling.ts';
import { uniformStream } from '#src/lib/random.ts';

const uniform = () => uniformStream(1, 'test');

const normal = { mean: 0, deviation: 1 };

function sample(spec: Partial<SamplingSpec> & Omit<SamplingSpec, 'normal'>) {
  const points = sampleInputs({ normal, ...spec }, uniform());
  if (!points.ok) throw new Error(points.error);
  return Array.from(points.value);
}

test('an even line includes both ends', () => {
  expect(Array.from(linspace([0, 1], 5))).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(linspace([0, 2 * Math.PI], 1000).at(-1)).toBe(2 * Math.PI);
  expect(sample({ sampling: 'grid', rows: 3, domains: [[-1, 1]] })).toEqual([-1, 0, 1]);
});

test('an even square grid is cut to the count', () => {
  const points = sample({
    sampling: 'grid',
    rows: 8,
    domains: [
      [0, 2],
      [0, 2],
    ],
  });
  expect(points).toEqual([0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1, 0, 2, 1, 2]);
});

test('an even grid has corners on every axis, however many there are', () => {
  const points = sample({
    sampling: 'grid',
    rows: 27,
    domains: [
      [0, 2],
      [0, 2],
      [0, 2],
    ],
  });
  const rows = Array.from({ length: 27 }, (_, i) => points.slice(3 * i, 3 * i + 3).join());
  expect(new Set(rows).size).toBe(27);
  expect(new Set(points)).toEqual(new Set([0, 1, 2]));
});

test('uniform points fill the domain and stay in it', () => {
  const points = sample({
    sampling: 'uniform',
    rows: 5000,
    domains: [
      [-3, 5],
      [-3, 5],
    ],
  });
  expect(points).toHaveLength(10_000);
  expect(Math.min(...points)).toBeGreaterThanOrEqual(-3);
  expect(Math.max(...points)).toBeLessThan(5);
  const mean = points.reduce((a, b) => a + b) / points.length;
  const variance = points.reduce((a, b) => a + (b - mean) ** 2, 0) / points.length;
  expect(mean).toBeCloseTo(1, 0);
  expect(variance).toBeCloseTo(64 / 12, 0);
});

test('normal points have their mean and deviation on every axis', () => {
  const points = sample({
    sampling: 'normal',
    rows: 10_000,
    domains: [
      [0, 1],
      [5, 6],
    ],
    normal: { mean: 3, deviation: 2 },
  });
  for (const axis of [0, 1]) {
    const values = points.filter((_, i) => i % 2 === axis);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(values).toHaveLength(10_000);
    expect(mean).toBeCloseTo(3, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  }
});

test('each axis has its own domain', () => {
  const domains = [
    [0, 1],
    [5, 7],
  ] as const;
  for (const sampling of ['uniform', 'grid', 'integers'] as const) {
    const points = sample({ sampling, rows: 40, domains });
    for (const [axis, [from, to]] of domains.entries()) {
      const values = points.filter((_, i) => i % 2 === axis);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(from);
      expect(Math.max(...values)).toBeLessThanOrEqual(to);
      expect(new Set(values).size).toBeGreaterThan(1);
    }
  }
});

test('integers come each once while there are enough of them', () => {
  const points = sample({ sampling: 'integers', rows: 1000, domains: [[1, 1000]] });
  expect(points).not.toEqual(points.toSorted((a, b) => a - b));
  expect(points.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
});

test('integers then come equally often', () => {
  const points = sample({ sampling: 'integers', rows: 10, domains: [[-1.5, 1.5]] });
  expect(new Set(points)).toEqual(new Set([-1, 0, 1]));
  for (const value of [-1, 0, 1])
    expect([3, 4]).toContain(points.filter((point) => point === value).length);
});

test('a domain without integers is refused', () => {
  const spec = { sampling: 'integers', rows: 2, domains: [[0.2, 0.8]] } as const;
  expect(sampleInputs({ ...spec, normal }, uniform()).ok).toBe(false);
});
