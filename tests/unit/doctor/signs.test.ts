import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { strongestForm } from '#src/doctor/form.ts';
import { batchSigns } from '#src/doctor/signs/batch-signs.ts';
import { largestCurvature } from '#src/doctor/signs/curvature.ts';
import { curveFigures } from '#src/doctor/signs/curve.ts';
import { rankOf } from '#src/doctor/signs/rank.ts';
import { largestRate, vitalSigns } from '#src/doctor/signs/vital-signs.ts';
import { strongestWave } from '#src/doctor/wave.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import { presetById } from '#src/experiment/presets.ts';
import { optimizers } from '#src/network/optimizers.ts';

const line: Experiment = {
  ...plain,
  target: 'formula',
  formula: 'x',
  domain: [-1, 1],
  sampling: 'grid',
  trainCount: 201,
  layers: [{ units: 3, activation: 'relu', dropout: 0 }],
  optimizer: 'sgd',
  learningRate: 0.5,
};

async function prepared(experiment: Experiment) {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('no data');
  return data.value;
}

describe('vital signs', () => {
  it('count dead units and the rank of what is left', async () => {
    // One unit always on, one never, one on for half of the line.
    const parameters = Float32Array.of(1, 1, 1, 2, -2, 0, 1, 1, 0, 0);
    const signs = vitalSigns(line, await prepared(line), parameters);
    expect(signs?.layers[0]).toMatchObject({ units: 3, dead: expect.closeTo(1 / 3), rank: 2 });
    expect(signs?.outputSpread).toBeCloseTo(1, 1);
    expect(signs?.layers[1]?.saturated).toBe(0);
  });

  it('know the rate at which a straight line diverges', async () => {
    // Loss (w x + b − y)²: the Hessian is 2·diag(mean x², 1), so λ = 2 and the largest rate is 1.
    const linear = { ...line, layers: [] };
    const signs = vitalSigns(linear, await prepared(linear), Float32Array.of(0, 0), {
      withCurvature: true,
    });
    expect(signs?.curvature).toBeCloseTo(2, 3);
    expect(signs?.largestRate).toBeCloseTo(1, 3);
    expect(vitalSigns(linear, await prepared(linear), Float32Array.of(Number.NaN, 0))).toBeNull();
  });

  it.each<[Partial<Experiment>, times: (rows: number) => number]>([
    [{}, () => 1],
    [{ summedLoss: true }, (rows) => rows],
    [{ labelShape: 'row', reduce: 'mean' }, () => 1],
    [{ labelShape: 'row', reduce: 'flux' }, (rows) => rows],
    [{ labelShape: 'row', reduce: 'mean', summedLoss: true }, (rows) => rows ** 2],
  ])('know what one weight is given by a batch of %o', async (reduction, times) => {
    // The mean of (w x − y)² over rows, or over pairs of them, has the second derivative 2·mean x².
    for (const batchSize of [1, 20, 201, 500]) {
      const experiment = { ...line, ...reduction, layers: [], bias: false, batchSize };
      const data = await prepared(experiment);
      const meanSquare = data.train.data.inputs.reduce((sum, x) => sum + x * x, 0) / 201;
      const curvature = 2 * meanSquare * times(Math.min(batchSize, 201));
      const signs = vitalSigns(experiment, data, Float32Array.of(0.5, 0), { withCurvature: true });
      expect((signs?.curvature ?? 0) / curvature).toBeCloseTo(1, 4);
      expect((signs?.largestRate ?? 0) * curvature).toBeCloseTo(2, 4);
    }
  });

  it('are those of the mean times its rows where a loss is summed, of thinned rows, too', async () => {
    const layers = [{ units: 1000, activation: 'tanh', dropout: 0 }] as const;
    const mean: Experiment = { ...line, layers, trainCount: 4000, batchSize: 2000 };
    const data = await prepared(mean);
    const look = (experiment: Experiment) =>
      vitalSigns(experiment, data, new Float32Array(3001).fill(0.01), { batchesOf: 1 });
    const [one, sum] = [look(mean), look({ ...mean, summedLoss: true })];
    expect(sum?.loss).toBe(one?.loss);
    for (const [l, layer] of (one?.layers ?? []).entries()) {
      expect((sum?.layers[l]?.gradientNorm ?? 0) / layer.gradientNorm).toBeCloseTo(2000, 6);
      expect((sum?.layers[l]?.updateRatio ?? 0) / layer.updateRatio).toBeCloseTo(2000, 6);
    }
    expect((sum?.batches?.gradient ?? 0) / (one?.batches?.gradient ?? 0)).toBeCloseTo(2000, 6);
  });

  it('tell how each class fares', async () => {
    const classes = {
      ...line,
      target: 'formula_classes',
      formula: 'x',
      classes: 2,
      loss: 'bce',
      layers: [],
    } as const;
    const signs = vitalSigns(classes, await prepared(classes), Float32Array.of(0, -1));
    expect(signs?.accuracies).toEqual([1, 0]);
  });
});

it.each(['sgd', 'momentum', 'nesterov'] as const)(
  'just above the largest rate %s diverges on a parabola, just below it does not',
  (optimizer) => {
    const curvature = 3;
    const constants = { ...line, momentum: 0.8, weightDecay: 0, t: 1 };
    const rate = largestRate({ optimizer, momentum: 0.8 }, curvature) ?? 0;
    const after = (learningRate: number) => {
      let [w = 1, ...slots]: readonly number[] = [1];
      for (let i = 0; i < 4000; i++)
        [w = 0, ...slots] = optimizers[optimizer].step(w, curvature * w, slots, {
          ...constants,
          learningRate,
        });
      return Math.abs(w);
    };
    expect(after(0.99 * rate)).toBeLessThan(1e-3);
    expect(after(1.01 * rate)).toBeGreaterThan(1e3);
  },
);

it('the largest curvature is the largest eigenvalue', () => {
  const found = largestCurvature(Float64Array.of(1, 2, 3), (p) =>
    Float64Array.of(1 * (p[0] ?? 0), 7 * (p[1] ?? 0), 2 * (p[2] ?? 0)),
  );
  expect(found).toBeCloseTo(7, 4);
});

it('the rank leaves out columns that others make', () => {
  expect(rankOf(Float64Array.of(1, 2, 3, 2, 4, 1, 3, 6, 0, 5, 10, 9), 3)).toBe(2);
  expect(rankOf(new Float64Array(6), 2)).toBe(0);
});

it('a curve that falls, rises and overfits', () => {
  const trainLoss = Float64Array.from({ length: 20 }, (_, i) => Math.exp(-i));
  const heldOutLoss = Float64Array.from({ length: 20 }, (_, i) => Math.abs(i - 10) + 1);
  const step = trainLoss.map((_, i) => 10 * (i + 1));
  const figures = curveFigures({ length: 20, columns: { trainLoss, heldOutLoss, step } }, 400);
  expect(figures).toMatchObject({
    fall: expect.closeTo(2),
    rises: 0,
    risen: 10,
    steps: 200,
    wanted: 400,
  });
  const saw = Float64Array.from({ length: 21 }, (_, i) => 1 + (i % 2));
  expect(curveFigures({ length: 21, columns: { trainLoss: saw } }, 1).rises).toBe(0.5);
});

describe('waves', () => {
  it('find the period of the stripes along the sum', async () => {
    const stripes = presetById('sum-mod-posted');
    if (stripes === undefined) throw new Error('no sum-mod');
    const wave = strongestWave(await prepared(stripes.experiment));
    expect(wave).toMatchObject({ along: 'x0 + x1' });
    // Off by less than a tenth of a stripe over the whole square.
    expect(Math.abs((wave?.frequency ?? 0) - 1 / 0.03)).toBeLessThan(0.1 / 3 / 2);
  });

  it('are found in the second of two answers', async () => {
    const two = { ...line, formula: 'x; sin(40x)' };
    expect(strongestWave(await prepared(two))).toMatchObject({ along: 'x' });
  });

  it('are not found in a trend or a bump', async () => {
    for (const formula of ['x', 'x^2', 'exp(-9x^2)', 'sin(3x)'])
      expect(strongestWave(await prepared({ ...line, formula }))).toBeNull();
  });
});

describe('products and distances', () => {
  const of = (formula: string): Experiment => ({
    ...plain,
    target: 'formula',
    formula,
    inputCount: formula.includes('x2') ? 3 : 2,
    trainCount: 200,
  });
  it.each([
    ['x0 * x1', 'x0 * x1'],
    ['3 - 2 * (x0 - 1) * (x1 + 4) + 9 * x0', 'x0 * x1'],
    ['x0 * x1 * x2', 'x0 * x1 * x2'],
    ['x0^2 + x1^2', 'x0^2 + x1^2'],
    ['sqrt((x0 - 0.2)^2 + x1^2)', 'sqrt(x0^2 + x1^2)'],
    ['sqrt(x0^2 + x1^2) - x1', 'sqrt(x0^2 + x1^2)'],
    ['abs(x0 - x1) + x0', 'abs(x0 - x1)'],
    ['(x0 - x1)^2 + 2 * x1', '(x0 - x1)^2'],
    ['3 - 2 * x0 * x1', 'x0 * x1'],
  ])('%s follows %s', async (formula, form) => {
    expect(strongestForm(await prepared(of(formula)))?.of).toBe(form);
  });

  it('are quotients only of inputs that do not pass 0', async () => {
    const ratio = {
      ...of('x1 / x0'),
      inputDomains: [
        [1, 9],
        [-5, 5],
      ] as const,
    };
    expect(strongestForm(await prepared(ratio))?.of).toBe('x1 / x0');
    expect(strongestForm(await prepared(of('x1 / (x0^2 + 0.01)')))).toBeNull();
  });

  it('are found in one of several answers, of more rows than are looked at', async () => {
    const experiment = { ...of('x0 * x1; x0'), trainCount: 5000 };
    expect(strongestForm(await prepared(experiment))?.of).toBe('x0 * x1');
  });

  it('are found in classes: circles', async () => {
    const circles = presetById('circles');
    if (circles === undefined) throw new Error('no circles');
    expect(strongestForm(await prepared(circles.experiment))).toMatchObject({
      kind: 'distance',
      of: 'x0^2 + x1^2',
    });
  });

  it.each(['x0 + x1', 'sin(9 * x0) + x1', 'floor(4 * x0) % 2', 'x0 > 0 ? 1 : 0'])(
    'are not found in %s',
    async (formula) => {
      expect(strongestForm(await prepared(of(formula)))).toBeNull();
    },
  );
});

describe('batches of an epoch', () => {
  const plainLine: Experiment = {
    ...line,
    layers: [],
    trainCount: 21,
    phases: [{ order: 'sorted', epochs: null }],
  };
  const [w, b] = [0.5, 0];
  /** ∂(w x + b − x)² / ∂(w, b) at each point, from left to right. */
  const places = Array.from({ length: 21 }, (_, i) => i / 10 - 1);
  const derivatives = places.map((x) => [2 * (w - 1) * x * x, 2 * (w - 1) * x] as const);
  const lengths = derivatives.map(([dw, db]) => Math.hypot(dw, db));
  const look = async (changes: Partial<Experiment>) => {
    const experiment = { ...plainLine, ...changes };
    const data = await prepared(experiment);
    return batchSigns(experiment, data, Float32Array.of(w, b), 1);
  };

  it('tell the share of steps that are clipped', async () => {
    const norm = await look({ batchSize: 1, clipping: 'norm', clipAt: 0.5 });
    expect(norm.clipped).toBeCloseTo(lengths.filter((length) => length > 0.5).length / 21);
    expect(norm.gradient).toBeCloseTo(lengths.toSorted((p, q) => p - q)[10] ?? 0, 5);
    const value = await look({ batchSize: 1, clipping: 'value', clipAt: 0.5 });
    const entries = derivatives.map(([dw, db]) => Math.max(Math.abs(dw), Math.abs(db)));
    expect(value.clipped).toBeCloseTo(entries.filter((entry) => entry > 0.5).length / 21);
    expect((await look({ batchSize: 1 })).clipped).toBeNull();
  });

  it('tell the roots that ε is added to', async () => {
    const roots = [0, 1].map((i) =>
      Math.sqrt(derivatives.reduce((sum, both) => sum + (both[i] ?? 0) ** 2, 0) / 21),
    );
    const lower = Math.min(...roots);
    expect((await look({ batchSize: 1, optimizer: 'adam' })).root).toBeCloseTo(lower, 5);
    const summed = await look({ batchSize: 1, optimizer: 'adagrad' });
    expect(summed.root).toBeCloseTo(lower * Math.sqrt(21), 5);
    expect((await look({ batchSize: 1 })).root).toBeNull();
  });

  it('know that penalties and data pull alike at the ridge solution', async () => {
    // ∂/∂w: 2 m (w − 1) + λ w = 0 with m the mean of x²; biases have no penalty.
    const m = places.reduce((sum, x) => sum + x * x, 0) / 21;
    const l2 = (2 * m * (1 - w)) / w;
    expect((await look({ batchSize: 21, l2 })).pull).toBeCloseTo(1, 5);
    expect((await look({ batchSize: 21, l2: l2 / 10 })).pull).toBeCloseTo(0.1, 5);
    expect((await look({ batchSize: 21, l1: l2 * w })).pull).toBeCloseTo(1, 5);
    expect((await look({ batchSize: 21 })).pull).toBe(0);
    // The decay of AdamW is held against the mean gradient over its root: 1 where all batches agree.
    const decayed = await look({ batchSize: 21, optimizer: 'adamw', weightDecay: 2 });
    expect(decayed.pull).toBeCloseTo(2 * w, 5);
  });

  it('tell the error of what an epoch sees last from that of the rest', async () => {
    const losses = places.map((x) => ((w - 1) * x) ** 2);
    const mean = (values: readonly number[]) => values.reduce((p, q) => p + q, 0) / values.length;
    const seen = await look({ batchSize: 1 });
    expect(seen.seenLast).toBeCloseTo(mean(losses.slice(-5)), 5);
    expect(seen.seenBefore).toBeCloseTo(mean(losses.slice(0, -5)), 5);
    expect((await look({ batchSize: 21 })).seenLast).toBeNull();
  });
});
