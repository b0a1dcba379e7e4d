import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PreparedData, prepareData } from '#src/data/prepare.ts';
import { defaultProbe, probePoints, probeRows, usualPoint } from '#src/data/probe.ts';
import { type Guessing, guessingOf } from '#src/doctor/floors/guessing.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { heldOutRows } from '#src/experiment/held-out.ts';
import type { LossId } from '#src/experiment/ids.ts';
import { encodedWidth } from '#src/experiment/network-size.ts';
import { presetById } from '#src/experiment/presets.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { isTable } from '#src/experiment/targets.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import { experiments } from '../../support/arbitrary-experiment.ts';
import { sumBin } from '../../support/sum-bin.ts';

async function prepare(changes: Partial<Experiment>): Promise<PreparedData & Guessed> {
  const experiment = { ...sumBin, ...changes };
  expect(relationProblems(experiment)).toEqual([]);
  const prepared = await prepareData(experiment);
  if (!prepared.ok) throw new Error(prepared.error.map(({ message }) => message).join());
  const data = prepared.value;
  return { ...data, guessing: guessingOf({ experiment, data }) };
}

interface Guessed {
  readonly guessing: Guessing;
}

async function problemsOf(changes: Partial<Experiment>) {
  const prepared = await prepareData({ ...sumBin, ...changes });
  if (prepared.ok) throw new Error('accepted');
  return prepared.error;
}

const regression = { loss: 'mse', outputActivation: 'linear' } as const;
const parabolaPosted = {
  ...regression,
  target: 'parabola',
  sampling: 'integers',
  domain: [1, 1000],
  trainCount: 1000,
  batchSize: 1000,
} as const;

describe('the first visit: sum-bin as posted', async () => {
  const data = await prepare({});

  test('2000 labelled points of the unit square, as class indices', () => {
    expect(data.task).toEqual({ inputs: ['x0', 'x1'], answer: { kind: 'classes', count: 3 } });
    expect(data).toMatchObject({ classes: 3, targetKind: 'class_index' });
    expect(data).toMatchObject({ networkInputs: 2, inputNames: ['x0', 'x1'], scalingNotes: [] });
    const { points } = data.train;
    expect(data.train.data).toEqual({
      rows: 2000,
      inputs: Float32Array.from(points.x),
      targets: Float32Array.from(points.y),
    });
    points.y.forEach((label, row) => {
      const sum = (points.x[2 * row] ?? NaN) + (points.x[2 * row + 1] ?? NaN);
      expect(label).toBe(sum < 0.807 ? 0 : sum < 1.169 ? 1 : 2);
    });
  });

  test('guessing scores nearly ln 3, for the classes are nearly even', () => {
    expect(data.guessing.loss).toBeCloseTo(1.0986, 2);
    expect(data.guessing.loss).toBeLessThan(Math.log(3));
    expect(data.guessing).toMatchObject({ answer: 'shares', accuracy: expect.closeTo(1 / 3, 1) });
    expect(data.lossFactor).toBe(1);
  });

  test('predictions are asked for all over the square, with the true classes', () => {
    const probe = defaultProbe(data.axes, networkOf(sumBin, data.networkInputs));
    const probeTruth = data.truthAt(probe);
    const [across, up] = probe.positions;
    expect(probe.along).toEqual([0, 1]);
    expect(across).toEqual(up);
    expect([across?.[0], across?.at(-1), across?.length]).toEqual([0, 1, 100]);
    expect([probeTruth?.[0], probeTruth?.at(-1), probeTruth?.length]).toEqual([0, 2, 10_000]);
    const points = probePoints(probe);
    expect([...points.subarray(2 * 305, 2 * 306)]).toEqual([across?.[5], up?.[3]]);
    expect(data.encode(points)).toHaveLength(20_000);
  });
});

test('inputs are held at a point that occurs, off the middle: bits at 1, products at no 0', async () => {
  for (const [id, least] of [
    ['parity-6', 1],
    ['product-of-three', 0.2],
  ] as const) {
    const { train, axes } = await prepare(presetById(id)?.experiment ?? {});
    const point = usualPoint(train.points, axes);
    const width = axes.length;
    const rows = Array.from({ length: train.points.rows }, (_, row) => [
      ...train.points.x.subarray(row * width, (row + 1) * width),
    ]);
    expect(rows).toContainEqual([...point]);
    expect(Math.min(...point)).toBeGreaterThanOrEqual(least);
  }
  const none = { rows: 0, x: new Float64Array(), y: new Float64Array() };
  expect([...usualPoint(none, [{ name: 'x', range: [1, 3] }])]).toEqual([2.5]);
});

describe('the parabola', () => {
  test('as posted: 1…1000 in random order, unscaled', async () => {
    const { train, heldOut } = await prepare(parabolaPosted);
    expect(Array.from(train.points.x.toSorted())).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
    train.points.x.forEach((x, row) => expect(train.data.targets[row]).toBe(x * x + x));
    expect(heldOut.points.x.every(Number.isInteger)).toBe(true);
  });

  test('as posted: the constant loss is the published one', async () => {
    const { train } = await prepare(parabolaPosted);
    let sum = 0;
    for (const y of train.data.targets) sum += (1 - y) ** 2;
    expect(sum / 1000).toBeCloseTo(2.0100099e11, -5);
  });

  test('guessing: the variance of the targets, times B where pairs are summed', async () => {
    // Over 1…n: the variance of x² + x by the sums of powers, n = 1000.
    const sums = [1, 2, 3, 4].map((p) =>
      Array.from({ length: 1000 }, (_, i) => (i + 1) ** p).reduce((a, b) => a + b),
    ) as [number, number, number, number];
    const mean = (sums[1] + sums[0]) / 1000;
    const variance = (sums[3] + 2 * sums[2] + sums[1]) / 1000 - mean ** 2;
    const { guessing } = await prepare(parabolaPosted);
    expect(guessing.loss / variance).toBeCloseTo(1, 6);
    const row = await prepare({ ...parabolaPosted, labelShape: 'row', reduce: 'flux' });
    expect(row.guessing.loss / variance / 1000).toBeCloseTo(1, 6);
  });

  test('scaled: in network units, with the way back and a note', async () => {
    const scaling = { inputScaling: 'divide', targetScaling: 'divide' } as const;
    const data = await prepare({ ...parabolaPosted, ...scaling });
    expect(data.train.data.inputs[0]).toBe(Math.fround((data.train.points.x[0] ?? NaN) / 1000));
    expect(data.scalingNotes).toEqual(['u = x divided by 1\u202f000', 'y divided by 1\u202f000']);
    expect(data.inputNames).toEqual(['u']);
    expect(data.decode(data.train.data.targets)[0]).toBeCloseTo(data.train.points.y[0] ?? NaN, 0);
    expect(data.lossFactor).toBe(1e6);
    expect((await prepare({ ...parabolaPosted, ...scaling, loss: 'mae' })).lossFactor).toBe(1000);
    expect((await prepare({ ...parabolaPosted, ...scaling, loss: 'huber' })).lossFactor).toBe(null);
  });
});

test('the sine on an even line, in order; extrapolation on both sides', async () => {
  const { train, axes, truthAt } = await prepare({
    ...regression,
    target: 'sine',
    sampling: 'grid',
    trainCount: 1000,
  });
  expect(train.points.x[1]).toBeCloseTo((2 * Math.PI) / 999, 12);
  expect(train.points.x.at(-1)).toBe(2 * Math.PI);
  const probe = defaultProbe(axes, { inputs: 1, parameterCount: 1 });
  const [positions] = probe.positions;
  expect([positions?.[0], positions?.at(-1)]).toEqual([-Math.PI / 2, 2.5 * Math.PI]);
  expect(truthAt(probe)?.[0]).toBeCloseTo(-1, 12);
});

test('scalings are fitted on the training points alone', async () => {
  const changes = { ...regression, target: 'cubic', inputScaling: 'standardise' } as const;
  const { train, heldOut } = await prepare({
    ...changes,
    targetScaling: 'min_max',
    trainCount: 50,
  });
  const mean = train.data.inputs.reduce((a, b) => a + b) / 50;
  expect(mean).toBeCloseTo(0, 6);
  expect(Math.max(...train.data.targets)).toBe(1);
  expect(heldOut.data.inputs.reduce((a, b) => a + b) / 1000).not.toBeCloseTo(0, 3);
});

test('a sum as the only feature, Fourier-encoded', async () => {
  const data = await prepare({ target: 'sum_mod', features: ['x0 + x1'], encoding: 'fourier' });
  expect(data.networkInputs).toBe(8);
  const [x0 = NaN, x1 = NaN] = data.train.points.x;
  expect(data.train.data.inputs[0]).toBe(Math.fround(Math.sin(Math.PI * (x0 + x1))));
});

test('one-hot targets for a regression loss on classes, 0 and 1 for binary cross entropy', async () => {
  const squared = await prepare({ ...regression, trainCount: 2000 });
  expect(squared.targetKind).toBe('values');
  expect(squared.targetWidth).toBe(3);
  squared.train.points.y.forEach((label, row) => {
    const oneHot = [0, 1, 2].map((c) => Number(c === label));
    expect(Array.from(squared.train.data.targets.subarray(3 * row, 3 * row + 3))).toEqual(oneHot);
  });
  const shares = [0, 1, 2].map(
    (c) => squared.train.points.y.filter((label) => label === c).length / 2000,
  );
  const variance = shares.reduce((sum, p) => sum + p * (1 - p), 0) / 3;
  expect(squared.guessing.loss).toBeCloseTo(variance, 6);

  const binary = await prepare({ target: 'xor', loss: 'bce', outputActivation: 'linear' });
  expect(binary.targetWidth).toBe(1);
  expect(new Set(binary.train.data.targets)).toEqual(new Set([0, 1]));
  const ones = binary.train.points.y.filter((label) => label === 1).length / 2000;
  const entropy = -ones * Math.log(ones) - (1 - ones) * Math.log(1 - ones);
  expect(binary.guessing.loss).toBeCloseTo(entropy, 12);
});

describe('numbers for classes', () => {
  const bins = { loss: 'mse', outputActivation: 'linear' } as const;

  test('the index, at a single output', async () => {
    const { train, targetWidth, guessing } = await prepare({ ...bins, classTargets: 'number' });
    expect(targetWidth).toBe(1);
    expect(Array.from(train.data.targets)).toEqual(Array.from(train.points.y));
    expect(guessing).toMatchObject({ answer: 'mean', loss: expect.closeTo(2 / 3, 1) });
  });

  test('−1 and +1 of two classes, by hinge always', async () => {
    const signs = { ...bins, target: 'xor', classTargets: 'signs' } as const;
    for (const changes of [signs, { ...signs, classTargets: 'one_hot', loss: 'hinge' } as const]) {
      const { train, targetWidth } = await prepare(changes);
      expect(targetWidth).toBe(1);
      expect(Array.from(train.data.targets)).toEqual(
        Array.from(train.points.y, (label) => 2 * label - 1),
      );
    }
    expect(relationProblems({ ...sumBin, ...bins, classTargets: 'signs' })).toEqual([
      { field: 'classTargets', message: '−1 and +1 stand for two classes' },
    ]);
    const { targetWidth, train, guessing } = await prepare({ ...bins, loss: 'hinge' });
    expect(targetWidth).toBe(3);
    expect(new Set(train.data.targets)).toEqual(new Set([-1, 1]));
    expect(guessing.loss).toBeCloseTo(2 / 3, 1); // −1 everywhere
  });

  test('of binary cross entropies of three classes: bits of each, or the index, of which nothing is best', async () => {
    for (const loss of ['bce', 'bce_of_probabilities'] as const) {
      const each = await prepare({ ...bins, loss });
      expect(each.targetWidth).toBe(3);
      expect(new Set(each.train.data.targets)).toEqual(new Set([0, 1]));
      const shares = [0, 1, 2].map(
        (c) => each.train.points.y.filter((label) => label === c).length / 2000,
      );
      const entropy = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
      const mean = shares.reduce((sum, p) => sum + entropy(p), 0) / 3;
      expect(each.guessing).toMatchObject({ answer: 'shares', loss: expect.closeTo(mean, 5) });

      const index = await prepare({ ...bins, loss, classTargets: 'number' });
      expect(index.targetWidth).toBe(1);
      expect(Array.from(index.train.data.targets)).toEqual(Array.from(index.train.points.y));
      expect(index.guessing, loss).toMatchObject({ answer: 'constant', isOfOtherNumbers: true });
    }
  });

  test('binary cross entropies take real numbers, and guessing is a finite constant', async () => {
    for (const loss of ['bce', 'bce_of_probabilities', 'msle'] as const) {
      const { guessing } = await prepare({ ...regression, target: 'sine', loss });
      expect(Number.isFinite(guessing.loss), loss).toBe(true);
      expect(guessing, loss).toMatchObject({ accuracy: null, answer: 'constant' });
    }
  });
});

test('too many pairs of predictions and labels are named before anything is made, but for squares', () => {
  const paired = {
    ...sumBin,
    ...regression,
    target: 'sine',
    labelShape: 'row',
    loss: 'mae',
  } as const;
  const problems = (changes: Partial<Experiment>) => relationProblems({ ...paired, ...changes });
  const message = expect.stringContaining('at most 20000');
  expect(problems({ trainCount: 100_000 })).toEqual([{ field: 'trainCount', message }]);
  expect(problems({ heldOutCount: 20_001 })).toEqual([{ field: 'heldOutCount', message }]);
  expect(problems({ trainCount: 20_000, heldOutCount: 20_000 })).toEqual([]);
  expect(problems({ trainCount: 100_000, loss: 'mse' })).toEqual([]);
});

describe('classes that count differently', () => {
  const unequal = {
    target: 'formula_classes',
    formula: 'x > 0.9 ? 2 : x > 0.5',
    inputCount: 1,
    domain: [0, 1],
    classes: 3,
    trainCount: 400,
  } as const;

  test('balanced: those of each class together as much as those of any other', async () => {
    const { train, heldOut, guessing } = await prepare({ ...unequal, classWeighting: 'balanced' });
    for (const label of [0, 1, 2]) {
      const own = train.data.weights?.filter((_, i) => train.points.y[i] === label);
      expect(own?.reduce((sum, w) => sum + w, 0)).toBeCloseTo(400 / 3, 3);
      // What a class counts is the training rows' to say.
      const elsewhere = heldOut.data.weights?.find((_, i) => heldOut.points.y[i] === label);
      expect(elsewhere).toBe(own?.[0]);
    }
    expect(guessing.loss).toBeCloseTo(Math.log(3), 6);
    expect(guessing.accuracy).toBeCloseTo(0.5, 1);
  });

  test('as typed: the best constant is the mean of what counts', async () => {
    const own = { classWeighting: 'given', classWeights: [1, 0.5, 4], loss: 'mse' } as const;
    const { train, guessing } = await prepare({ ...unequal, ...own });
    const { weights, targets } = train.data;
    const total = weights?.reduce((sum, w) => sum + w, 0) ?? NaN;
    train.points.y.forEach((label, i) => expect(weights?.[i]).toBe(own.classWeights[label]));
    const shares = [0, 1, 2].map(
      (c) =>
        (weights?.reduce((sum, w, i) => sum + w * (targets[3 * i + c] ?? 0), 0) ?? NaN) / total,
    );
    expect(guessing.loss).toBeCloseTo(shares.reduce((sum, p) => sum + p * (1 - p), 0) / 3, 6);
  });

  test('each takes a weight, and a regression none', async () => {
    const problem = { field: 'classWeights', message: 'takes 3 numbers, one for each class' };
    const given = { classWeighting: 'given', classWeights: [1, 2] } as const;
    expect(relationProblems({ ...sumBin, ...given })).toEqual([problem]);
    const sine = await prepare({ ...regression, ...given, target: 'sine' });
    expect(sine.train.data.weights).toBeUndefined();
  });
});

describe('guessing is the best constant for the training labels', () => {
  const unequal = {
    target: 'formula_classes',
    formula: '0*x',
    classes: 2,
    outputActivation: 'linear',
    loss: 'bce',
  } as const;

  test('where labels do not depend on the inputs: what their shares score', async () => {
    const { guessing, train } = await prepare({ ...unequal, labelNoise: 0.116 });
    const rare = train.points.y.filter((label) => label === 1).length / 2000;
    expect(guessing.loss).toBeCloseTo(-rare * Math.log(rare) - (1 - rare) * Math.log(1 - rare), 12);
    expect(guessing.loss).toBeLessThan(0.4);
    expect(guessing.accuracy).toBe(1 - rare);
  });

  test('where only one of the classes is there: nothing is left to learn', async () => {
    const { guessing } = await prepare({ ...unequal, classes: 3, loss: 'cross_entropy' });
    expect(guessing).toEqual({ loss: 0, accuracy: 1, answer: 'shares' });
  });

  test.each(['mse', 'mae', 'huber'] as const)('no other number scores less: %s', async (loss) => {
    const skewed = {
      target: 'formula',
      formula: 'exp(2x)',
      outputActivation: 'linear',
    } as const;
    const { guessing, train } = await prepare({ ...skewed, loss, huberDelta: 3, trainCount: 101 });
    const of = {
      mse: (error: number) => error ** 2,
      mae: Math.abs,
      huber: (error: number) =>
        Math.abs(error) <= 3 ? error ** 2 / 2 : 3 * (Math.abs(error) - 1.5),
    }[loss];
    const scores = Array.from({ length: 4000 }, (_, i) =>
      train.data.targets.reduce((sum, y) => sum + of(y - i / 20) / 101, 0),
    );
    expect(guessing.accuracy).toBe(null);
    expect(guessing.loss).toBeLessThanOrEqual(Math.min(...scores) * (1 + 1e-9));
    expect(guessing.loss).toBeGreaterThan(Math.min(...scores) * 0.99);
  });
});

describe('randomness', () => {
  test('same seed, same data; another seed, other data', async () => {
    const [a, b, c] = await Promise.all([{}, {}, { seed: 1 }].map((seed) => prepare(seed)));
    expect(a?.train).toEqual(b?.train);
    expect(a?.train.points.x).not.toEqual(c?.train.points.x);
    const pinned = await prepare({ seed: 5, dataSeed: 0 });
    expect(pinned.train).toEqual(a?.train);
  });

  test('counts, noise and batch size move no point that is there already', async () => {
    const base = await prepare({});
    const more = await prepare({ trainCount: 3000, heldOutCount: 500, batchSize: 7 });
    expect(more.train.points.x.subarray(0, 4000)).toEqual(base.train.points.x);
    expect(more.heldOut.points.x).toEqual(base.heldOut.points.x.subarray(0, 1000));
    const labelled = await prepare({ labelNoise: 0.5 });
    expect(labelled.train.points.x).toEqual(base.train.points.x);
    expect(labelled.heldOut).toEqual(base.heldOut);
  });

  test('held-out and fresh points are other points than the training points', async () => {
    const { train, heldOut, fresh } = await prepare({});
    const seen = new Set(train.points.x);
    expect(heldOut.points.x.some((x) => seen.has(x))).toBe(false);
    const rowsOf = (epoch: number) => {
      const drawn = fresh?.(epoch);
      return drawn?.ok ? drawn.value : null;
    };
    const epochs = [rowsOf(1), rowsOf(2), rowsOf(1)];
    expect(epochs[0]).toEqual(epochs[2]);
    expect(epochs[0]?.inputs).not.toEqual(epochs[1]?.inputs);
    expect(epochs[0]?.rows).toBe(2000);
  });

  test('fresh points that have no finite answer are named, as training points are', async () => {
    const { fresh } = await prepare({
      ...regression,
      target: 'formula',
      formula: '1/x',
      inputCount: 1,
      sampling: 'integers',
      domain: [0, 300],
      trainCount: 20,
      heldOutCount: 5,
    });
    const drawn = Array.from({ length: 100 }, (_, i) => fresh?.(i + 1));
    expect(drawn.some((rows) => rows?.ok)).toBe(true);
    expect(drawn.find((rows) => !rows?.ok)).toMatchObject({
      error: { field: 'formula', message: expect.stringContaining('infinite at x = 0') },
    });
  });

  test('label noise replaces about its share of training labels, each by another class', async () => {
    const [clean, noisy] = [await prepare({}), await prepare({ labelNoise: 0.25 })];
    const changed = noisy.train.points.y.filter(
      (label, row) => label !== clean.train.points.y[row],
    );
    expect(changed.length / 2000).toBeCloseTo(0.25, 1);
    expect(new Set(changed)).toEqual(new Set([0, 1, 2]));
  });

  test('noise has its deviation: on the value of a regression, on the place of a class point', async () => {
    const sine = { ...regression, target: 'sine', trainCount: 20_000 } as const;
    const [clean, noisy] = [await prepare(sine), await prepare({ ...sine, noise: 0.5 })];
    expect(noisy.train.points.x).toEqual(clean.train.points.x);
    const errors = noisy.train.points.y.map((y, row) => y - (clean.train.points.y[row] ?? NaN));
    const square = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    expect(Math.sqrt(square)).toBeCloseTo(0.5, 2);
    const [bins, blurred] = [await prepare({}), await prepare({ noise: 0.1 })];
    expect(blurred.train.points.y).toEqual(bins.train.points.y);
    expect(blurred.train.points.x).not.toEqual(bins.train.points.x);
  });

  test('classes of a picture are equally likely', async () => {
    const { train } = await prepare({ target: 'spirals', classes: 4, trainCount: 8000 });
    for (const c of [0, 1, 2, 3])
      expect(train.points.y.filter((label) => label === c).length / 8000).toBeCloseTo(0.25, 1);
  });
});

describe('names the field and the x', () => {
  test('of a formula that is not finite', async () => {
    const changes = {
      ...regression,
      target: 'formula',
      formula: '1/x',
      sampling: 'grid',
    } as const;
    expect(await problemsOf({ ...changes, domain: [-1, 1], trainCount: 3 })).toEqual([
      {
        field: 'formula',
        message: 'the target is infinite at x = 0; choose a domain without that place',
      },
    ]);
  });

  test('of a feature that is not a number, or cannot be read', async () => {
    const [problem] = await problemsOf({ features: ['x0', 'log(x0 - 2)'] });
    expect(problem?.field).toBe('features');
    expect(problem?.message).toMatch(
      /^the feature log\(x0 - 2\) is not a number at x0 = 0\.\d+, x1/,
    );
    expect(await problemsOf({ features: ['x0', 'x0 +'] })).toMatchObject([
      { field: 'features', message: expect.stringContaining('feature 2, character 5') },
    ]);
  });

  test('of inputs too large once encoded, and of a domain without integers', async () => {
    const cubic = { ...regression, target: 'cubic', domain: [-1e5, 1e5] } as const;
    expect(await problemsOf({ ...cubic, encoding: 'polynomial', degree: 10 })).toMatchObject([
      { field: 'encoding' },
    ]);
    expect(await problemsOf({ sampling: 'integers', domain: [0.1, 0.9] })).toMatchObject([
      { field: 'domain' },
    ]);
  });
});

const isOfNumbers = (loss: LossId) => ['mse', 'mae', 'huber', 'msle', 'hinge'].includes(loss);

test('every valid experiment of moderate numbers becomes finite data of the promised widths', async () => {
  const limits = { trainCount: 300, heldOutCount: 50, moderate: true };
  await fc.assert(
    fc.asyncProperty(experiments(limits), async (experiment) => {
      const data = await prepare(experiment);
      expect(data.networkInputs).toBe(encodedWidth(experiment));
      expect(data.inputNames).toHaveLength(data.networkInputs);
      const numbers = data.classes === null ? data.targetWidth : 1;
      for (const [{ data: set, points }, rows] of [
        [data.train, experiment.trainCount],
        [data.heldOut, heldOutRows(experiment)],
      ] as const) {
        expect([set.rows, points.rows, points.y.length]).toEqual([rows, rows, rows * numbers]);
        expect(set.inputs).toHaveLength(rows * data.networkInputs);
        expect(set.targets).toHaveLength(rows * data.targetWidth);
        expect(set.inputs.every(Number.isFinite) && set.targets.every(Number.isFinite)).toBe(true);
        expect(data.encode(points.x)).toEqual(set.inputs);
      }
      // Of targets that they are not made for, losses of classes and of signs may be below 0.
      const isOfItsTask = data.classes !== null || isOfNumbers(experiment.loss);
      expect(data.guessing.loss).toBeGreaterThanOrEqual(isOfItsTask ? 0 : -Number.MAX_VALUE);
      if (isTable(experiment.target)) return;
      const fresh = data.fresh?.(1);
      expect(fresh?.ok && fresh.value.inputs.length).toBe(data.train.data.inputs.length);
      const probe = defaultProbe(data.axes, networkOf(experiment, data.networkInputs));
      expect(data.truthAt(probe)).toHaveLength(probeRows(probe) * numbers);
    }),
    { numRuns: 150, seed: 5 },
  );
});

test.each<Partial<Experiment>>([
  { target: 'stripes' },
  { target: 'formula_classes', formula: 'floor(9x0)', inputCount: 1 },
  { labelNoise: 0.5 },
])('outputs too many are classes that no point has: %o', async (changes) => {
  const [own, more] = await Promise.all([
    prepare(changes),
    prepare({ ...changes, unusedOutputs: 2 }),
  ]);
  expect(more.train.points).toEqual(own.train.points);
  expect(more.classes).toBe((own.classes ?? 0) + 2);
});

test('outputs too many of one number share its label, scaled alike, in fresh points too', async () => {
  const changes = { target: 'sine', loss: 'mse', targetScaling: 'standardise' } as const;
  const phases = [{ order: 'fresh', epochs: null }] as const;
  const [own, more] = await Promise.all([
    prepare({ ...changes, phases }),
    prepare({ ...changes, phases, unusedOutputs: 2 }),
  ]);
  const thrice = (values: ArrayLike<number>) => Array.from(values).flatMap((y) => [y, y, y]);
  expect([...more.train.points.y]).toEqual(thrice(own.train.points.y));
  expect([...more.heldOut.data.targets]).toEqual(thrice(own.heldOut.data.targets));
  expect([more.targetWidth, more.lossFactor]).toEqual([3, own.lossFactor]);
  const freshOf = ({ fresh }: typeof own) => {
    const data = fresh?.(2);
    return data?.ok ? [...data.value.targets] : [];
  };
  expect(freshOf(own)).toHaveLength(own.train.data.rows);
  expect(freshOf(more)).toEqual(thrice(freshOf(own)));
});
