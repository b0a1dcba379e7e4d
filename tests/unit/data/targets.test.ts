import { describe, expect, test } from 'vitest';
import { resolveTarget } from '#src/data/target-function.ts';
import { targets } from '#src/data/targets.ts';
import { defaultExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { type TargetId, targetIds } from '#src/experiment/ids.ts';
import { classCount, classLimits } from '#src/experiment/targets.ts';
import { uniformStream } from '#src/lib/random.ts';

async function resolved(changes: Partial<Experiment>) {
  const target = await resolveTarget({ ...defaultExperiment, ...changes });
  if (!target.ok) throw new Error(target.error.message);
  return target.value;
}

test.each<[TargetId, x0: number, x1: number, expected: number]>([
  ['sine', Math.PI / 6, 0, 0.5],
  ['parabola', 20, 0, 420],
  ['cubic', 2, 0, 6],
  ['abs', -0.3, 0, 0.3],
  ['step', -0.001, 0, 0],
  ['step', 0, 0, 1],
  ['sawtooth', 2.25, 0, 0.25],
  ['sawtooth', -0.25, 0, 0.75],
  ['x_sin_x', Math.PI / 2, 0, Math.PI / 2],
  ['runge', 0.2, 0, 0.5],
  ['chirp', 0.5, 0, 1],
  ['gaussian_bump', 0.1, 0, 0.6065306597],
  ['sum_bin', 0.4, 0.406, 0],
  ['sum_bin', 0.4, 0.408, 1],
  ['sum_bin', 0.6, 0.568, 1],
  ['sum_bin', 0.6, 0.57, 2],
  ['sum_mod', 0.5, 0.255, 0],
  ['sum_mod', 0.5, 0.265, 1],
  ['sum_mod', 0.5, 0.275, 2],
  ['sum_mod', 0, 0, 0],
  ['xor', 0.5, 0.5, 0],
  ['xor', -0.5, 0.5, 1],
  ['xor', -0.5, -0.5, 0],
  ['checkerboard', -0.75, -0.75, 0],
  ['checkerboard', -0.25, -0.75, 1],
  ['checkerboard', 0.75, -0.75, 1],
  ['checkerboard', 1, 1, 0],
  ['circles', 0.3, 0.3, 0],
  ['circles', 0.5, 0.5, 1],
  ['blobs', 0.6, 0, 0],
  ['blobs', -0.3, 0.52, 1],
  ['blobs', -0.3, -0.52, 2],
  // The upper half-circle has its top at (0, 1), the lower one its bottom at (1, −0.5), both around (0.5, 0.25).
  ['moons', (0 - 0.5) / 1.75, (1 - 0.25) / 1.75, 0],
  ['moons', (1 - 0.5) / 1.75, (-0.5 - 0.25) / 1.75, 1],
  // An arm has turned by r whole turns at radius r: at r = ½ arm 0 points to −x.
  ['spirals', -0.5, 0, 0],
  ['spirals', 0.25, -0.433, 1],
  ['spirals', 0.25, 0.433, 2],
  ['sin_cos', Math.PI / 2, Math.PI / 3, 0.5],
  ['two_hills', 0.4, 0.4, 1 + 0.6 * Math.exp(-8 * 1.28)],
  ['saddle', 0.5, 0.25, 0.1875],
  ['ripple', 0, 0, 1],
  ['ripple', 3, 4, Math.sin(5) / 5],
])('%s at (%d, %d) is %d', async (target, x0, x1, expected) => {
  expect((await resolved({ target })).truth(x0, x1)).toBeCloseTo(expected, 9);
});

test('sum modulo counts stripes of the chosen number and width', async () => {
  const { truth } = await resolved({ target: 'sum_mod', classes: 4, multiplier: 10 });
  expect([0.05, 0.15, 0.25, 0.35, 0.45].map((x) => truth(x, 0))).toEqual([0, 1, 2, 3, 0]);
});

test('a picture is stretched over the domain', async () => {
  const { truth } = await resolved({ target: 'circles', domain: [0, 100] });
  expect([truth(50, 50), truth(65, 50), truth(90, 50)]).toEqual([0, 0, 1]);
});

test('classes of a formula are its value rounded down, modulo their number', async () => {
  const formula = 'x0 + x1';
  const { truth } = await resolved({ target: 'formula_classes', formula, classes: 3 });
  expect([truth(1, 0.5), truth(2, 1.2), truth(-1, 0.5), truth(0, 5)]).toEqual([1, 0, 2, 2]);
});

test('a formula that cannot be read is a problem of its field, with its place', async () => {
  const fields = { ...defaultExperiment, target: 'formula_1d', formula: 'sin(y)' } as const;
  const target = await resolveTarget(fields);
  expect(target.ok).toBe(false);
  expect(!target.ok && target.error.field).toBe('formula');
  expect(!target.ok && target.error.message).toContain('character 5');
});

describe.each(targetIds)('%s', (target) => {
  const fields = { ...defaultExperiment, target, formula: target.endsWith('1d') ? 'x' : 'x0+x1' };

  test('has finite values, or classes in range, all over its domain', async () => {
    const { domain, truth } = await resolved(fields);
    const [from, to] = domain;
    const values = Array.from({ length: 400 }, (_, i) =>
      truth(from + ((to - from) * (i % 20)) / 19, from + ((to - from) * Math.floor(i / 20)) / 19),
    );
    expect(values.every(Number.isFinite)).toBe(true);
    const classes = classCount(fields);
    if (classes !== null)
      expect(new Set(values)).toEqual(new Set(Array.from({ length: classes }, (_, c) => c)));
    else expect(new Set(values).size).toBeGreaterThan(1);
  });

  test('is described', () => {
    expect(targets[target].hard).toMatch(/\.$/);
    if (targets[target].kind !== 'formula')
      expect(targets[target].tex?.(defaultExperiment)).toMatch(/\w/);
  });
});

test.each<TargetId>(['circles', 'spirals', 'moons', 'blobs'])(
  '%s: drawn points carry the label of the place they are drawn at',
  async (target) => {
    for (const classes of classLimits(target) ?? [2]) {
      const { draw, truth } = await resolved({ target, classes });
      const uniform = uniformStream(7, target);
      let agreeing = 0;
      for (let i = 0; i < 1000; i++) {
        const [x0, x1] = draw?.(i % classes, uniform, () => 2 * uniform() - 1) ?? [NaN, NaN];
        if (truth(x0, x1) === i % classes) agreeing++;
      }
      // Blobs overlap (with the narrower noise of this test a little); the others are separate.
      expect(agreeing).toBeGreaterThanOrEqual(target === 'blobs' ? 950 : 1000);
    }
  },
);
