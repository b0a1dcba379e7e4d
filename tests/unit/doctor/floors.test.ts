import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import type { Floor, FloorId } from '#src/doctor/floors/floor.ts';
import { floorsOf } from '#src/doctor/floors/floors.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';

const posted = (id: string): Experiment => presetById(id)?.experiment as Experiment;

const classes = posted('sum-bin-logits');

const line: Experiment = {
  ...posted('parabola-linear'),
  target: 'sine',
  domain: null,
  sampling: 'uniform',
  trainCount: 200,
  heldOutCount: 100,
  loss: 'mse',
  outputActivation: 'linear',
  layers: [{ units: 4, activation: 'relu', dropout: 0 }],
};

/** Two classes by their number, of which the rare one counts more. */
const rare: Experiment = {
  ...line,
  target: 'formula_classes',
  formula: 'sin(9x) + x > 1.2',
  inputCount: 1,
  domain: [0, 1],
  classes: 2,
  classTargets: 'number',
  classWeighting: 'given',
  classWeights: [1, 30],
  layers: [{ units: 1, activation: 'relu', dropout: 0 }],
};

async function ladder(experiment: Experiment) {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error(JSON.stringify(data.error));
  const floors = new Map(
    floorsOf({ experiment, data: data.value }).map((floor): [FloorId, Floor] => [floor.id, floor]),
  );
  return { data: data.value, floors };
}

const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;

it('knows nothing of held-out points where there are none, and no neighbours', async () => {
  const { floors } = await ladder({ ...line, noise: 0.1, heldOutFrom: 'none' });
  expect([...floors.keys()]).toEqual(['guessing', 'straight_line', 'few_pieces', 'noise']);
  for (const { train, heldOut, skill } of floors.values())
    expect([train > 0, heldOut, skill]).toEqual([true, NaN, null]);
});

describe('guessing', () => {
  it('of numbers by a hinge loss is no worse than any other constant, and all that is known', async () => {
    const { data, floors } = await ladder({ ...line, loss: 'hinge', outputActivation: 'tanh' });
    expect([...floors.keys()]).toEqual(['guessing']);
    const { targets } = data.train.data;
    const scores = Array.from({ length: 801 }, (_, i) =>
      meanOf(targets.map((t) => Math.max(1 - (t * (i - 400)) / 40, 0))),
    );
    const { train = Number.NaN } = floors.get('guessing') ?? {};
    expect(train).toBeLessThanOrEqual(Math.min(...scores) + 1e-9);
    expect(train).toBeCloseTo(Math.min(...scores), 2);
  });

  it('of numbers by a cross entropy is 0 for one, and of several no worse than other shares', async () => {
    const one = await ladder({ ...line, loss: 'cross_entropy' });
    expect([...one.floors.keys()]).toEqual(['guessing']);
    expect(one.floors.get('guessing')?.train).toBeCloseTo(0, 12);

    for (const loss of ['cross_entropy', 'cross_entropy_of_outputs'] as const) {
      const experiment = {
        ...line,
        target: 'formula',
        formula: 'x^2; 2 + cos(x)',
        inputCount: 1,
        loss,
      } as const;
      const { data, floors } = await ladder(experiment);
      const { targets } = data.train.data;
      const means = [0, 1].map((k) => meanOf(targets.filter((_, i) => i % 2 === k)));
      const scores = Array.from({ length: 999 }, (_, i) => {
        const share = (i + 1) / 1000;
        return -(means[0]! * Math.log(share) + means[1]! * Math.log(1 - share));
      });
      const { train = Number.NaN } = floors.get('guessing') ?? {};
      expect(train).toBeLessThanOrEqual(Math.min(...scores) + 1e-9);
      expect(train).toBeCloseTo(Math.min(...scores), 4);
    }
  });

  it('scores the training shares on held-out classes', async () => {
    const { data, floors } = await ladder(posted('sum-mod-posted'));
    const shares = [0, 1, 2].map((c) => data.train.points.y.filter((y) => y === c).length / 2000);
    const surprise = data.heldOut.points.y.map((y) => -Math.log(shares[y] as number));
    expect(floors.get('guessing')?.heldOut).toBeCloseTo(meanOf(surprise), 10);
  });
});

describe('proofs', () => {
  it('puts every answer to broadcast labels at guessing or above', async () => {
    const { floors } = await ladder({
      ...posted('parabola-posted'),
      outputActivation: 'linear',
    });
    expect(floors.get('broadcast')).toMatchObject({ proof: true, exact: true });
    expect(floors.get('broadcast')?.train).toBe(floors.get('guessing')?.train);
    expect(floors.has('straight_line')).toBe(false);
    expect(floors.has('output_range')).toBe(false);
  });

  it('holds a softmax over one value at 1, whatever the labels', async () => {
    const { floors } = await ladder(posted('parabola-posted'));
    const shaped = await ladder(posted('parabola-shape'));
    const errors = shaped.data.train.points.y.map((y) => (y - 1) ** 2);
    expect(shaped.floors.get('output_range')!.train / meanOf(errors)).toBeCloseTo(1, 6);
    expect(floors.get('output_range')!.train / 2.01e14).toBeCloseTo(1, 2);
  });

  it('counts what a range cannot reach, and says nothing where it reaches all', async () => {
    const { data, floors } = await ladder({ ...line, outputActivation: 'sigmoid' });
    const missed = data.train.points.y.map((y) => Math.min(y, 0) ** 2);
    expect(floors.get('output_range')?.train).toBeCloseTo(meanOf(missed), 6);
    expect((await ladder({ ...line, outputActivation: 'tanh' })).floors.has('output_range')).toBe(
      false,
    );
  });

  it.each([
    ['sum_bin', 'softmax', -Math.log(Math.E / (Math.E + 2))],
    ['sum_bin', 'sigmoid', -Math.log(Math.E / (Math.E + 2))],
    ['sum_bin', 'tanh', -Math.log(Math.E / (Math.E + 2 / Math.E))],
  ] as const)('knows the floor of %s behind a %s', async (target, outputActivation, floor) => {
    const { floors } = await ladder({ ...classes, target, outputActivation });
    expect(floors.get('squashed_twice')).toMatchObject({ proof: true, exact: true });
    expect(floors.get('squashed_twice')?.train).toBeCloseTo(floor, 10);
    expect(floors.get('squashed_twice')?.heldOut).toBeCloseTo(floor, 10);
  });

  it('knows the floor of a binary cross entropy behind a sigmoid', async () => {
    const experiment = {
      ...classes,
      target: 'xor',
      loss: 'bce',
      outputActivation: 'sigmoid',
    } as const;
    const { data, floors } = await ladder(experiment);
    const ones = meanOf(data.train.points.y);
    const floor = ones * Math.log1p(1 / Math.E) + (1 - ones) * Math.LN2;
    expect(floors.get('squashed_twice')?.train).toBeCloseTo(floor, 6);
  });

  it('has nothing against logits', async () => {
    const { floors } = await ladder(posted('sum-bin-logits'));
    expect(floors.has('squashed_twice')).toBe(false);
  });
});

describe('a straight line', () => {
  it('is the least-squares line, scored on both sets', async () => {
    const { data, floors } = await ladder({ ...line, noise: 0.3 });
    const { x, y } = data.train.points;
    const [mx, my] = [meanOf(x), meanOf(y)];
    const slope =
      meanOf(x.map((v, i) => (v - mx) * ((y[i] as number) - my))) /
      meanOf(x.map((v) => (v - mx) ** 2));
    const error = ({ x, y }: { x: Float64Array; y: Float64Array }) =>
      meanOf(x.map((v, i) => ((y[i] as number) - my - slope * (v - mx)) ** 2));
    expect(floors.get('straight_line')?.exact).toBe(true);
    expect(floors.get('straight_line')?.train).toBeCloseTo(error({ x, y }), 6);
    expect(floors.get('straight_line')?.heldOut).toBeCloseTo(error(data.heldOut.points), 6);
  });

  it('is nothing where the encoding makes the target linear, unscaled as it may be', async () => {
    const { floors } = await ladder({
      ...line,
      target: 'parabola',
      encoding: 'polynomial',
      degree: 2,
    });
    expect(floors.get('straight_line')!.train / floors.get('guessing')!.train).toBeLessThan(1e-10);
    expect(floors.get('straight_line')).toHaveProperty('ofEncoded', true);
    const featured = await ladder({ ...line, features: ['sin(x)'] });
    expect(featured.floors.get('straight_line')).toHaveProperty('ofEncoded', true);
    expect((await ladder(line)).floors.get('straight_line')).not.toHaveProperty('ofEncoded');
  });

  it('is the least absolute line', async () => {
    const { data, floors } = await ladder({ ...line, trainCount: 30, loss: 'mae' });
    const { x, y } = data.train.points;
    // The best of all lines through two points is the best of all lines.
    let least = Infinity;
    for (let i = 0; i < 30; i++)
      for (let j = 0; j < i; j++) {
        const slope = ((y[i] as number) - (y[j] as number)) / ((x[i] as number) - (x[j] as number));
        const error = meanOf(
          x.map((v, k) =>
            Math.abs((y[k] as number) - (y[i] as number) - slope * (v - (x[i] as number))),
          ),
        );
        least = Math.min(least, error);
      }
    expect(floors.get('straight_line')!.train / least).toBeGreaterThan(1 - 1e-6);
    expect(floors.get('straight_line')!.train / least).toBeLessThan(1.002);
  });

  it('is logistic regression, where no step in any direction is better', async () => {
    const { data, floors } = await ladder({
      ...classes,
      target: 'moons',
      loss: 'bce',
      outputActivation: 'linear',
      noise: 0.2,
      trainCount: 300,
    });
    const { inputs, targets, rows } = data.train.data;
    const loss = (w: readonly number[]) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        const z = w[0]! + w[1]! * inputs[2 * i]! + w[2]! * inputs[2 * i + 1]!;
        sum += Math.log1p(Math.exp(z)) - z * targets[i]!;
      }
      return sum / rows;
    };
    let [w, step] = [[0, 0, 0], 1];
    while (step > 1e-7) {
      const next = [0, 1, 2].flatMap((k) => [-step, step].map((d) => w.with(k, w[k]! + d)));
      const best = next.reduce((a, b) => (loss(b) < loss(a) ? b : a));
      if (loss(best) < loss(w)) w = best;
      else step /= 2;
    }
    expect(floors.get('straight_line')?.train).toBeCloseTo(loss(w), 8);
  });

  it('of classes no better than guessing on sum-mod, and much better on sum-bin', async () => {
    const mod = (await ladder(posted('sum-mod-logits'))).floors;
    const bin = (await ladder(posted('sum-bin-logits'))).floors;
    expect(mod.get('straight_line')!.train).toBeGreaterThan(1.09);
    expect(bin.get('straight_line')!.train).toBeLessThan(0.5);
  });
});

describe('neighbours', () => {
  it('know nothing of stripes that are narrower than the gaps, and all of a smooth line', async () => {
    const mod = (await ladder(posted('sum-mod-logits'))).floors;
    expect(mod.get('neighbours')!.heldOut).toBeGreaterThan(1.08);
    const { floors } = await ladder(line);
    expect(floors.get('neighbours')!.heldOut / floors.get('guessing')!.train).toBeLessThan(0.001);
  });

  it('answer for a point without knowing it', async () => {
    const { data, floors } = await ladder({ ...line, trainCount: 3, heldOutCount: 2 });
    const { x, y } = data.train.points;
    const near = (i: number) =>
      [0, 1, 2]
        .filter((j) => j !== i)
        .sort((a, b) => Math.abs(x[a]! - x[i]!) - Math.abs(x[b]! - x[i]!));
    const one = meanOf([0, 1, 2].map((i) => (y[i]! - y[near(i)[0]!]!) ** 2));
    const two = meanOf([0, 1, 2].map((i) => (y[i]! - meanOf(near(i).map((j) => y[j]!))) ** 2));
    expect(floors.get('neighbours')!.train).toBeCloseTo(Math.min(one, two), 6);
  });

  it('answer with what their classes count, where numbers stand for these', async () => {
    const { data, floors } = await ladder({ ...rare, trainCount: 3, heldOutCount: 2, seed: 2 });
    const { x, y } = data.train.points;
    const w = Array.from(y, (label) => rare.classWeights[label]!);
    const mean = (rows: readonly number[], of: (i: number) => number) =>
      rows.reduce((sum, i) => sum + w[i]! * of(i), 0) / rows.reduce((sum, i) => sum + w[i]!, 0);
    const all = [0, 1, 2];
    const near = (i: number, k: number) =>
      all
        .filter((j) => j !== i)
        .sort((a, b) => Math.abs(x[a]! - x[i]!) - Math.abs(x[b]! - x[i]!))
        .slice(0, k);
    const left = (k: number) => mean(all, (i) => (y[i]! - mean(near(i, k), (j) => y[j]!)) ** 2);
    expect(new Set(y).size).toBe(2);
    expect(floors.get('neighbours')!.train).toBeCloseTo(Math.min(left(1), left(2)), 6);
  });

  it('are fewer where there are very many points, and say so', async () => {
    const { floors } = await ladder({ ...line, trainCount: 50_000 });
    expect(floors.get('neighbours')).toMatchObject({ exact: false });
  });
});

describe('few pieces', () => {
  it('are better than a straight line, whatever rows count', async () => {
    const { floors } = await ladder(rare);
    expect(floors.get('few_pieces')!.train).toBeLessThan(floors.get('straight_line')!.train);
  });
});

describe('noise', () => {
  it.each([
    ['mse', 0.04],
    ['mae', 0.2 * Math.sqrt(2 / Math.PI)],
    ['huber', 0.02],
  ] as const)('of numbers has its expected %s', async (loss, expected) => {
    const { floors } = await ladder({ ...line, loss, noise: 0.2, huberDelta: 10 });
    expect(floors.get('noise')?.heldOut).toBeCloseTo(expected, 5);
  });

  it('is in the units of the loss', async () => {
    const { data, floors } = await ladder({ ...line, noise: 0.2, targetScaling: 'standardise' });
    expect(floors.get('noise')!.train * data.lossFactor!).toBeCloseTo(0.04, 6);
  });

  it('of labels costs entropy in training and surety held out', async () => {
    const { floors } = await ladder({ ...posted('sum-bin-logits'), labelNoise: 0.1 });
    const entropy = -0.9 * Math.log(0.9) - 0.1 * Math.log(0.05);
    expect(floors.get('noise')?.train).toBeCloseTo(entropy, 10);
    expect(floors.get('noise')?.heldOut).toBeCloseTo(-Math.log(0.9), 10);
    const weighted = { labelNoise: 0.1, classWeighting: 'balanced' } as const;
    expect((await ladder({ ...classes, ...weighted })).floors.has('noise')).toBe(false);
  });
});
