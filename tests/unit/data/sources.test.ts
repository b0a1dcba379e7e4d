import { describe, expect, test } from 'vitest';
import { functionTargets } from '#src/data/sources/functions.ts';
import { openSource } from '#src/data/sources/open-source.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { type TargetId, targetIds } from '#src/experiment/ids.ts';
import { classCount, isFormula, isTable } from '#src/experiment/targets.ts';
import { targetHints } from '#words/targets.ts';
import { sumBin } from '../../support/sum-bin.ts';

async function sourceOf(changes: Partial<Experiment>) {
  const source = await openSource({ ...sumBin, ...changes });
  if (!source.ok) throw new Error(source.error.message);
  const [truth] = source.value.truth ?? [];
  return {
    ...source.value,
    /** The answer at a point. */
    at: (...point: number[]) => truth?.(Float64Array.from(point), 0) ?? Number.NaN,
  };
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
  ['stripes', 4.5, 0, 1],
  ['stripes', -0.5, 0, 2],
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
  expect((await sourceOf({ target })).at(x0, x1)).toBeCloseTo(expected, 9);
});

test('sum modulo counts stripes of the chosen number and width', async () => {
  const { at } = await sourceOf({ target: 'sum_mod', classes: 4, multiplier: 10 });
  expect([0.05, 0.15, 0.25, 0.35, 0.45].map((x) => at(x, 0))).toEqual([0, 1, 2, 3, 0]);
});

test('shapes are stretched over the domain', async () => {
  const { at } = await sourceOf({ target: 'circles', domain: [0, 100] });
  expect([at(50, 50), at(65, 50), at(90, 50)]).toEqual([0, 0, 1]);
});

test('classes of a formula are its value rounded down, modulo their number', async () => {
  const formula = 'x0 + x1';
  const { at } = await sourceOf({
    target: 'formula_classes',
    inputCount: 2,
    formula,
    classes: 3,
  });
  expect([at(1, 0.5), at(2, 1.2), at(-1, 0.5), at(0, 5)]).toEqual([1, 0, 2, 2]);
});

describe('several formulas, separated by ;', () => {
  const plane = { ...sumBin, inputCount: 2 } as const;
  const classes = { ...plane, target: 'formula_classes', formula: 'x0; x1; 0.5' } as const;

  test('are several numbers', async () => {
    const formula = 'cos(x1)*x0; sin(x1)*x0';
    const source = await openSource({ ...plane, target: 'formula', formula });
    if (!source.ok) throw new Error(source.error.message);
    const values = source.value.truth?.map((f) => f(Float64Array.of(2, Math.PI / 2), 0));
    expect(values?.[0]).toBeCloseTo(0, 12);
    expect(values?.[1]).toBeCloseTo(2, 12);
  });

  test('name a class by the largest of them', async () => {
    const { at } = await sourceOf(classes);
    expect(classCount(classes)).toBe(3);
    expect([at(0.9, 0.1), at(0.1, 0.9), at(0.1, 0.2)]).toEqual([0, 1, 2]);
  });

  test('have the place of a mistake counted from the start', async () => {
    const source = await openSource({ ...plane, target: 'formula', formula: 'x0; x7' });
    expect(source.ok || source.error.message).toMatch(/^character 5: /);
  });
});

test('each of five inputs has its own domain', async () => {
  const inputDomains = [0, 1, 2, 3, 4].map((i) => [i, i + 0.5] as const);
  const change = { target: 'formula', formula: 'x0 + x4', inputCount: 5, inputDomains } as const;
  const { axes } = await sourceOf(change);
  expect(axes.map(({ range }) => range)).toEqual(inputDomains);
});

test('a formula that cannot be read is a problem of its field, with its place', async () => {
  const fields = { ...sumBin, target: 'formula', formula: 'sin(y)' } as const;
  const source = await openSource(fields);
  expect(source.ok).toBe(false);
  expect(!source.ok && source.error.field).toBe('formula');
  expect(!source.ok && source.error.message).toContain('character 5');
});

describe.each(targetIds.filter((id) => !isTable(id)))('%s', (target) => {
  const fields = { ...sumBin, target, formula: 'x' };

  test('has finite values, or classes in range, all over its domain', async () => {
    const { axes, at } = await sourceOf(fields);
    const places = (i: number) =>
      axes.map(({ range: [from, to] }, axis) => {
        const share = axes.length === 1 ? i / 400 : (Math.floor(i / 20 ** axis) % 20) / 19;
        return from + (to - from) * share;
      });
    const values = Array.from({ length: 400 }, (_, i) => at(...places(i)));
    expect(values.every(Number.isFinite)).toBe(true);
    const classes = classCount(fields);
    if (classes !== null)
      expect(new Set(values)).toEqual(new Set(Array.from({ length: classes }, (_, c) => c)));
    else expect(new Set(values).size).toBeGreaterThan(1);
  });

  test('draws points of its own answers, as many as asked for', async () => {
    const { draw, fresh, axes, at } = await sourceOf({ ...fields, trainCount: 300 });
    const drawn = draw('train', 3);
    const epochs = [fresh?.(1, 3), fresh?.(2, 3), fresh?.(1, 3)];
    expect(epochs[0]).toEqual(epochs[2]);
    expect(epochs[0]?.x).not.toEqual(epochs[1]?.x);
    for (const points of [drawn.ok ? drawn.value : null, ...epochs]) {
      expect(points?.rows).toBe(300);
      expect(points?.x).toHaveLength(300 * axes.length);
      const agreeing = points?.y.filter((y, row) => {
        const from = row * axes.length;
        return y === at(...points.x.subarray(from, from + axes.length));
      });
      // Blobs overlap; the others carry the answer of the place they are drawn at.
      expect(agreeing?.length).toBeGreaterThanOrEqual(target === 'blobs' ? 270 : 300);
    }
  });

  test('is described', () => {
    expect(targetHints[target]).toMatch(/\.$/);
    if (!isFormula(target) && !isTable(target))
      expect(functionTargets[target].tex(sumBin)).toMatch(/\w/);
  });
});

describe('held-out points of another interval', () => {
  const extrapolating = { target: 'sine', domain: [0, 2], heldOutFrom: 'interval' } as const;

  async function ends(changes: Partial<Experiment>) {
    const { axes, draw } = await sourceOf({ ...extrapolating, ...changes });
    const points = [draw('train', 0), draw('heldOut', 0)].map((set) => {
      if (!set.ok) throw new Error(set.error.message);
      return [Math.min(...set.value.x), Math.max(...set.value.x)] as const;
    });
    return { axis: axes[0], points };
  }

  test('follow the training points, half as wide, or lie where they are asked for', async () => {
    const { axis, points } = await ends({});
    expect(axis).toEqual({ name: 'x', range: [0, 2], heldOut: [2, 3] });
    const [train, heldOut] = points;
    expect(train?.[0]).toBeGreaterThanOrEqual(0);
    expect(train?.[1]).toBeLessThanOrEqual(2);
    expect(heldOut?.[0]).toBeGreaterThanOrEqual(2);
    expect(heldOut?.[1]).toBeLessThanOrEqual(3);
    const asked = await ends({ heldOutDomain: [-9, -8] });
    expect(asked.points[0]).toEqual(train);
    expect(asked.points[1]?.[1]).toBeLessThanOrEqual(-8);
  });

  test('lie beyond three deviations of normal ones, and are drawn evenly', async () => {
    const { axis, points } = await ends({ sampling: 'normal', samplingMean: 1 });
    expect(axis).toMatchObject({ range: [-2, 4], heldOut: [4, 7] });
    expect(points[1]?.[0]).toBeGreaterThanOrEqual(4);
  });

  test('of shapes are labelled by place: the drawing of a class knows no interval', async () => {
    const { draw, at } = await sourceOf({ ...extrapolating, target: 'spirals', domain: [-1, 1] });
    const set = draw('heldOut', 0);
    if (!set.ok) throw new Error(set.error.message);
    const { x, y } = set.value;
    expect(Math.min(...x)).toBeGreaterThanOrEqual(1);
    expect([...y].every((label, i) => label === at(x[2 * i] ?? 0, x[2 * i + 1] ?? 0))).toBe(true);
  });
});
