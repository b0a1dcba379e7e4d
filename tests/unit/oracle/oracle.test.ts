import { describe, expect, it } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import type { ModelPlan, OptimizerPlan } from '#src/engine/contract/model-plan.ts';
import { networkShape } from '#src/network/shape.ts';
import { activation, erf } from '../../oracle/activations.ts';
import { batchLoss } from '../../oracle/losses.ts';
import { forward } from '../../oracle/network.ts';
import { optimizerStep } from '../../oracle/optimizers.ts';
import { createOracle } from '../../oracle/oracle.ts';
import { firstSegments, segmentsFor } from '../../support/parity.ts';
import { smallPlan, withModel } from '../../support/plans.ts';

describe('activations', () => {
  // Abramowitz & Stegun, table 7.1, and SciPy's erf
  it('erf', () => {
    expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 15);
    expect(erf(-1)).toBeCloseTo(-0.8427007929497149, 15);
    expect(erf(3)).toBeCloseTo(0.9999779095030014, 15);
    expect(erf(7)).toBe(1);
  });

  // torch.nn.functional at ±1
  it.each([
    ['leaky_relu', 1, -0.01],
    ['elu', 1, -0.6321205588],
    ['selu', 1.0507009874, -1.1113307378],
    ['sigmoid', 0.7310585786, 0.2689414214],
    ['softplus', 1.3132616875, 0.3132616875],
    ['softsign', 0.5, -0.5],
    ['silu', 0.7310585786, -0.2689414214],
    ['gelu', 0.8413447461, -0.1586552539],
    ['tanh', 0.761594156, -0.761594156],
  ] as const)('%s', (id, atOne, atMinusOne) => {
    expect(activation(id, 1).value(1)).toBeCloseTo(atOne, 10);
    expect(activation(id, 1).value(-1)).toBeCloseTo(atMinusOne, 10);
  });

  it('relu has slope 0 at 0', () => {
    expect(activation('relu', 1).derivative(0)).toBe(0);
  });
});

describe('dropout', () => {
  const dropped = (id: 'linear' | 'selu', z: number) => {
    const network = networkShape(1, [{ units: 20_000, activation: id, dropout: 0.25 }], 1);
    const parameters = new Float64Array(network.parameterCount).fill(z, 20_000);
    const one = Float64Array.of(1);
    return forward(network, parameters, one, 1, { seed: 3, step: 0 })[0]!.outputs;
  };

  it('drops its share and scales up what is kept', () => {
    const outputs = dropped('linear', 3);
    expect(new Set(outputs)).toEqual(new Set([0, 4]));
    const share = outputs.filter((a) => a === 0).length / outputs.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.01); // 3 standard errors
  });

  it('on SELU keeps two values of mean 0 and variance 1, for inputs of mean 0 and variance 1', () => {
    // The map a·x + b of kept units has E = 0 and Var = 1 when x has: moments over x = ±1 and the mask.
    const [scale, limit] = [1.0507009873554805, -1.7580993408473766];
    const [up, down] = [dropped('selu', 1 / scale), dropped('selu', Math.log1p(-1 / -limit))];
    expect(new Set(up).size).toBe(2);
    const all = [...up, ...down];
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const variance = all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });
});

describe('losses', () => {
  const plain = { huberDelta: 1, labelShape: 'match', reduce: 'mean', summed: false } as const;

  it('guessing among three classes costs ln 3', () => {
    const { loss } = batchLoss({ id: 'cross_entropy', ...plain }, [[0, 0, 0]], [[1]]);
    expect(loss).toBeCloseTo(Math.log(3), 14);
  });

  it('a double softmax cannot go under 0.5514', () => {
    const { loss } = batchLoss({ id: 'cross_entropy', ...plain }, [[0, 1, 0]], [[1]]);
    expect(loss).toBeCloseTo(0.5514447139, 10);
  });

  it('cross entropy of huge logits is exact', () => {
    const { loss } = batchLoss({ id: 'cross_entropy', ...plain }, [[1e4, -1e4]], [[1]]);
    expect(loss).toBe(2e4);
  });

  it('binary cross entropy from logits', () => {
    const bce = { id: 'bce', ...plain } as const;
    expect(batchLoss(bce, [[0]], [[1]]).loss).toBeCloseTo(Math.log(2), 14);
    expect(batchLoss(bce, [[-800]], [[1]]).loss).toBe(800);
    expect(batchLoss(bce, [[2], [-1]], [[1], [1]]).loss).toBeCloseTo(
      (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(1))) / 2,
      14,
    );
  });

  // Each as Keras 3 computes it: the probabilities and shares are cut off at 1e-7.
  it('binary cross entropy of probabilities', () => {
    const bce = { id: 'bce_of_probabilities', ...plain } as const;
    expect(batchLoss(bce, [[0.25], [0.25]], [[1], [0]]).loss).toBeCloseTo(
      -(Math.log(0.25) + Math.log(0.75)) / 2,
      14,
    );
    const outside = batchLoss(bce, [[-3], [5]], [[1], [0]]);
    expect(outside.loss).toBeCloseTo(-Math.log(1e-7), 12);
    expect(outside.gradient).toEqual([[0], [0]]);
  });

  it('cross entropy of outputs that do not sum to 1', () => {
    const entropy = { id: 'cross_entropy_of_outputs', ...plain } as const;
    const { loss, gradient } = batchLoss(entropy, [[0.9, 0.6, 0.5]], [[1]]);
    expect(loss).toBeCloseTo(Math.log(2 / 0.6), 14);
    [0.5, 0.5 - 1 / 0.6, 0.5].forEach((g, k) => expect(gradient[0]![k]).toBeCloseTo(g, 14));
    expect(batchLoss(entropy, [[-1, 3]], [[0]])).toEqual({
      loss: -Math.log(1e-7),
      gradient: [[0, 0]],
    });
  });

  it('hinge against −1 and +1', () => {
    const hinge = { id: 'hinge', ...plain } as const;
    const { loss, gradient } = batchLoss(hinge, [[0.5], [3], [-0.5]], [[1], [1], [1]]);
    expect(loss).toBeCloseTo((0.5 + 0 + 1.5) / 3, 14);
    expect(gradient.flat().map((g) => 3 * g + 0)).toEqual([-1, 0, -1]);
  });

  it('mean squared logarithmic error', () => {
    const msle = { id: 'msle', ...plain } as const;
    expect(batchLoss(msle, [[1], [-4]], [[3], [0]]).loss).toBeCloseTo(Math.log(2) ** 2 / 2, 14);
    expect(batchLoss(msle, [[-4]], [[3]]).gradient).toEqual([[0]]);
  });

  it('mse, mae and huber average over rows and outputs', () => {
    const [outputs, targets] = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 0],
        [3.5, 4],
      ],
    ];
    expect(batchLoss({ id: 'mse', ...plain }, outputs, targets).loss).toBe((4 + 0.25) / 4);
    expect(batchLoss({ id: 'mae', ...plain }, outputs, targets).loss).toBe((2 + 0.5) / 4);
    expect(batchLoss({ id: 'huber', ...plain }, outputs, targets).loss).toBe((1.5 + 0.125) / 4);
    const { gradient } = batchLoss({ id: 'mae', ...plain }, outputs, targets);
    expect(gradient).toEqual([
      [0, 0.25],
      [-0.25, 0],
    ]);
  });

  it('rows that count twice are rows that are there twice', () => {
    const loss = { ...plain, id: 'cross_entropy' } as const;
    const [a, b] = [
      [0.2, 1, -1],
      [2, 0, 0.5],
    ];
    const repeated = batchLoss(loss, [a!, b!, b!, b!], [[0], [2], [2], [2]]);
    const weighted = batchLoss(loss, [a!, b!], [[0], [2]], [2, 6]);
    expect(weighted.loss).toBeCloseTo(repeated.loss, 14);
    weighted.gradient[1]!.forEach((g, k) => {
      expect(g).toBeCloseTo(3 * repeated.gradient[1]![k]!, 14);
    });
    const squares = batchLoss(
      { ...plain, id: 'mse' },
      [
        [1, 0],
        [3, 3],
      ],
      [
        [0, 0],
        [0, 3],
      ],
      [3, 1],
    );
    expect(squares.loss).toBe((3 * 0.5 + 4.5) / 4);
    expect(squares.gradient).toEqual([
      [0.75, 0],
      [0.75, 0],
    ]);
  });

  it('the parabola with a softmax output scores 2.01001e14 when its labels broadcast', () => {
    const ones = Array.from({ length: 1000 }, () => [1]);
    const parabola = Array.from({ length: 1000 }, (_, i) => [(i + 1) ** 2 + i + 1]);
    const sum = 201_000_998_999_800; // Σ (x² + x − 1)², in integers; the published 2.0100101e14 is float32
    const row = { ...plain, id: 'mse', labelShape: 'row', reduce: 'flux', summed: false } as const;
    expect(batchLoss(row, ones, parabola).loss / sum).toBeCloseTo(1, 9);
    expect(
      batchLoss({ ...row, reduce: 'mean', summed: false }, ones, parabola).loss / sum,
    ).toBeCloseTo(1e-3, 12);
    expect(batchLoss({ ...plain, id: 'mse' }, ones, parabola).loss / sum).toBeCloseTo(1e-3, 12);
  });
});

describe('optimisers', () => {
  const constants = { momentum: 0.9, beta1: 0.9, beta2: 0.999, rho: 0.99, epsilon: 1e-8 };

  /** The parameter after each of two steps from w = 1 with gradients 0.5 and −0.25. */
  function twoSteps(id: OptimizerPlan['id'], learningRate: number, weightDecay = 0): number[] {
    const w = Float64Array.of(1);
    const slots = [new Float64Array(1), new Float64Array(1)] as const;
    return [0.5, -0.25].map((g, i) => {
      const rates = { learningRate, weightDecay, t: i + 1 };
      optimizerStep({ id, ...constants }, w, Float64Array.of(g), slots, rates);
      return w[0]!;
    });
  }

  // Worked by hand from the definitions of torch.optim
  it.each([
    ['sgd', 0.1, [0.95, 0.975]],
    ['momentum', 0.1, [0.95, 0.93]], // v = 0.5, 0.2
    ['nesterov', 0.1, [0.905, 0.912]], // g + 0.9 v = 0.95, −0.07
    ['adagrad', 0.1, [0.9, 0.9 + 0.025 / Math.sqrt(0.3125)]],
    ['rmsprop', 0.01, [0.9, 0.9 + 0.0025 / Math.sqrt(0.0031)]], // s = 0.0025, 0.0031
  ] as const)('%s', (id, learningRate, [first, second]) => {
    const [w1, w2] = twoSteps(id, learningRate);
    expect(w1).toBeCloseTo(first, 7);
    expect(w2).toBeCloseTo(second, 6);
  });

  it('adam moves by the learning rate in its first step', () => {
    const [w1, w2] = twoSteps('adam', 0.001);
    expect(w1).toBeCloseTo(1 - 0.001 * (0.5 / (0.5 + 1e-8)), 15);
    // m = 0.045 − 0.025 = 0.02, v = 0.00024975 + 0.0000625 = 0.00031225; m̂ = 0.02/0.19, v̂ = 0.00031225/0.001999
    expect(w2).toBeCloseTo(w1! - (0.001 * (0.02 / 0.19)) / Math.sqrt(0.00031225 / 0.001999), 9);
  });

  it('adamw first shrinks the parameter', () => {
    expect(twoSteps('adamw', 0.001, 0.1)[0]).toBeCloseTo(1 - 0.0001 - 0.001, 9);
  });
});

/** y = w x + b with one row a batch: x = 2, y = 1, so that g = 2(2w + b − 1)·(2, 1). */
function linePlan(overrides: Partial<ModelPlan> = {}, clipAt = 1): Plan {
  const sizes = { layers: [], inputs: 1, rows: 1, batchSize: 1 };
  const plan = smallPlan({ ...sizes, order: 'fixed', clipAt, learningRate: 0.125 });
  const data = { rows: 1, inputs: Float32Array.of(2), targets: Float32Array.of(1) };
  const replicas = plan.model.replicas.map((replica) => ({
    ...replica,
    train: data,
    initialParameters: Float32Array.of(0.5, 1),
  }));
  return withModel(plan, { replicas, ...overrides });
}

async function afterOneStep(plan: Plan) {
  const oracle = createOracle(plan.model);
  const [result] = await oracle.run(firstSegments(plan, 1, [], true));
  return { result: result!.replicas[0]!, parameters: Array.from(await oracle.parameters()) };
}

describe('one step', () => {
  it('goes down the gradient', async () => {
    const { result, parameters } = await afterOneStep(linePlan());
    expect(result).toMatchObject({ lossSum: 1, lossRows: 1, lastLoss: 1, nonFiniteStep: null });
    expect(result.gradientNorm).toBeCloseTo(Math.sqrt(4 ** 2 + 2 ** 2), 14);
    expect(parameters).toEqual([0, 0.75]);
    expect(result.train?.loss).toBe(0.0625); // (0·2 + 0.75 − 1)²
  });

  it('clips by value', async () => {
    const { result, parameters } = await afterOneStep(linePlan({ clipping: 'value' }, 3));
    expect(parameters).toEqual([0.5 - 0.125 * 3, 0.75]);
    expect(result.gradientNorm).toBeCloseTo(Math.sqrt(20), 14); // before clipping
  });

  it('clips by the norm of the whole gradient', async () => {
    const { parameters } = await afterOneStep(linePlan({ clipping: 'norm' }, Math.sqrt(5)));
    expect(parameters[0]).toBeCloseTo(0.5 - 0.125 * 2, 7);
    expect(parameters[1]).toBeCloseTo(1 - 0.125 * 1, 7);
  });

  it('adds penalties after clipping, on weights alone', async () => {
    const plan = linePlan({ clipping: 'value', l2: 2, l1: 0.5 }, 1);
    const { parameters } = await afterOneStep(plan);
    expect(parameters).toEqual([0.5 - 0.125 * (1 + 2 * 0.5 + 0.5), 1 - 0.125]);
  });
});

describe('the trainer', () => {
  it('takes the short last batch, or drops it', async () => {
    for (const dropLast of [false, true]) {
      const plan = smallPlan({ rows: 7, batchSize: 3, dropLast });
      const [result] = await createOracle(plan.model).run(segmentsFor(plan, 1, 1));
      expect(result!.replicas[0]!.lossRows).toBe(dropLast ? 6 : 7);
    }
  });

  it('does not care how its steps are cut into segments', async () => {
    const spec = { replicas: 2, optimizer: { id: 'adam' }, order: 'fresh' } as const;
    const plan = smallPlan({ ...spec, layers: [{ units: 6, activation: 'selu', dropout: 0.2 }] });
    const [whole, pieces] = [createOracle(plan.model), createOracle(plan.model)];
    await whole.run(firstSegments(plan, 9, [], false));
    await pieces.run(firstSegments(plan, 9, [1, 1, 1, 2, 1], true));
    expect(await pieces.parameters()).toEqual(await whole.parameters());
  });

  it('goes on from a checkpoint as if nothing had happened', async () => {
    const plan = smallPlan({ replicas: 2, optimizer: { id: 'adam' } });
    const segments = firstSegments(plan, 10, [2, 1, 3, 3], false);
    const [whole, resumed] = [createOracle(plan.model), createOracle(plan.model)];
    await whole.run(segments.slice(0, 3));
    const checkpoint = await whole.checkpoint();
    await whole.run(segments.slice(3));
    await resumed.restore(checkpoint);
    await resumed.run(segments.slice(3));
    expect(await resumed.checkpoint()).toEqual(await whole.checkpoint());
  });

  it('freezes a replica at a loss that is not finite, and that one alone', async () => {
    const plan = smallPlan({ replicas: 2, rows: 6, batchSize: 2 });
    const { model, course } = plan;
    const [sick, well] = model.replicas;
    const inputs = sick!.train.inputs.slice();
    inputs[2 * course.replicas[0]!.order(1)[4]!] = Number.NaN; // first seen in the third step
    const replicas = [{ ...sick!, train: { ...sick!.train, inputs } }, well!];
    const oracle = createOracle({ ...model, replicas });
    const early = createOracle(plan.model);
    await early.run(firstSegments(plan, 2, [], false));
    const [first, second] = await oracle.run(segmentsFor(plan, 1, 2));

    expect(first!.replicas[0]).toMatchObject({ nonFiniteStep: 2, lossSum: Number.NaN });
    expect(second!.replicas[0]).toMatchObject({ nonFiniteStep: 0, lastLoss: Number.NaN });
    expect(second!.replicas[1]!.nonFiniteStep).toBeNull();
    const count = model.network.parameterCount;
    const frozen = (await oracle.parameters()).slice(0, count);
    expect(frozen).toEqual((await early.parameters()).slice(0, count));
  });

  it('classifies by the largest output, and one output by the middle of its range', async () => {
    const plan = smallPlan({
      layers: [],
      inputs: 1,
      outputs: 1,
      outputActivation: 'sigmoid',
      classes: true,
      loss: { id: 'bce' },
      rows: 4,
      heldOutRows: 4,
      learningRate: 0,
    });
    const set = {
      rows: 4,
      inputs: Float32Array.of(-2, -1, 1, 2),
      targets: Float32Array.of(0, 1, 1, 1),
    };
    const replica = {
      ...plan.model.replicas[0]!,
      train: set,
      heldOut: set,
      initialParameters: Float32Array.of(1, 0),
    };
    const [result] = await createOracle({ ...plan.model, replicas: [replica] }).run(
      segmentsFor(plan, 1, 1),
    );
    expect(result!.replicas[0]!.heldOut?.accuracy).toBe(0.75);
  });
});
