import { describe, expect, it } from 'vitest';
import { PreparedSets } from '#src/data/prepared.ts';
import { vitalSigns } from '#src/doctor/signs/vital-signs.ts';
import { inspect } from '#src/engine/worker/inspect.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { columnOf } from '#src/records/record-table.ts';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';
import { sumBin } from '../../support/sum-bin.ts';

const sets = new PreparedSets();

const base: Experiment = {
  ...smallExperiment,
  layers: [{ units: 3, activation: 'relu', dropout: 0 }],
  trainCount: 40,
};

/** Three units on a line: z = w x + b of each, and an output that adds them up. */
const parameters = (weights: readonly number[], biases: readonly number[]) =>
  Float32Array.of(...weights, ...biases, 1, 1, 1, 0);

describe('a look into a network', () => {
  it('counts dead units, and what is saturated', async () => {
    // On 0…2π the first unit is always on, the second never, the third on one half.
    const found = await inspect(
      {
        experiment: base,
        parameters: parameters([1, -1, 1], [1, -1, -Math.PI]),
        withCurvature: false,
      },
      sets,
    );
    const [hidden, output] = found!.layers;
    expect(found!.rows).toBe(40);
    expect(hidden).toMatchObject({ deadUnits: 1 });
    expect(hidden!.saturated).toBeGreaterThan(0.4);
    expect(hidden!.saturated).toBeLessThan(0.6);
    expect(output).toMatchObject({ deadUnits: 0, saturated: 0 });
    expect(hidden!.units.map(({ isDead }) => isDead)).toEqual([false, true, false]);
    expect(hidden!.units[0]!.saturated).toBe(0);
    const { weights, biases, activations } = hidden!.histograms;
    expect([weights.from, weights.to, biases.from]).toEqual([-1, 1, expect.closeTo(-Math.PI)]);
    expect(activations.counts.reduce((a, b) => a + b)).toBe(120);
    expect(hidden!.deltaDeviation).toBeGreaterThan(0);
    const norms = found!.layers.map(({ gradientNorm }) => gradientNorm);
    expect(found!.gradientNorm).toBeCloseTo(Math.hypot(...norms), 10);
  });

  it('finds tanh units at their ends saturated, not dead', async () => {
    const layers = [{ units: 3, activation: 'tanh', dropout: 0 }] as const;
    const found = await inspect(
      {
        experiment: { ...base, layers },
        parameters: parameters([0, 0, 0], [4, -4, 0]),
        withCurvature: false,
      },
      sets,
    );
    expect(found).toMatchObject({ rows: 40, layers: [{ deadUnits: 0 }, {}] });
    expect(found!.layers[0]!.saturated).toBeCloseTo(2 / 3, 10);
    expect(found!.layers[0]!.mean).toBeCloseTo(0, 6);
  });

  it.each<Partial<Experiment>>([{}, { classWeighting: 'given', classWeights: [1, 5, 0.1] }])(
    'measures the loss that training measures: %o',
    async (weighting) => {
      const experiment: Experiment = {
        ...sumBin,
        ...weighting,
        trainCount: 30,
        heldOutCount: 10,
        epochs: 3,
        evaluateEvery: 1,
      };
      const harness = new SessionHarness({ engines: registered(fakeEngine()) });
      const [output] = await harness.team([[{ experiment }]]);
      if (!output?.ok) throw new Error('refused');
      const { parameters: trained, records } = output.result;
      const found = await inspect({ experiment, parameters: trained, withCurvature: false }, sets);
      expect(found!.loss).toBeCloseTo(columnOf(records, 'trainLoss').at(-1)!, 6);
    },
  );

  it('knows the curvature, and the rate that it bears, where that is asked for', async () => {
    // A straight line through −1 … 1: loss (w x + b − y)², Hessian 2·diag(mean x², 1).
    const experiment: Experiment = {
      ...base,
      target: 'formula',
      formula: 'x',
      domain: [-1, 1],
      sampling: 'grid',
      layers: [],
      optimizer: 'sgd',
    };
    const found = await inspect(
      {
        experiment,
        parameters: new Float32Array(2),
        withCurvature: true,
      },
      sets,
    );
    expect(found!.curvature).toBeCloseTo(2, 2);
    expect(found!.largestRate).toBeCloseTo(1, 2);
  });

  it('says of a summed loss what the diagnosis does', async () => {
    const experiment: Experiment = { ...base, summedLoss: true, batchSize: 8, optimizer: 'sgd' };
    const input = { experiment, parameters: parameters([1, -1, 1], [1, -1, 0]) };
    const found = await inspect({ ...input, withCurvature: true }, sets);
    const data = await sets.get(experiment);
    if (!data.ok) throw new Error('no data');
    const signs = vitalSigns(experiment, data.value, input.parameters, { withCurvature: true });
    const { loss, curvature, largestRate } = found!;
    expect(signs).toMatchObject({ loss, curvature, largestRate });
    const lengths = (layers: readonly { readonly gradientNorm: number }[] = []) =>
      layers.map(({ gradientNorm }) => gradientNorm);
    expect(lengths(signs?.layers)).toEqual(lengths(found!.layers));
    const mean = await inspect(
      { ...input, experiment: { ...experiment, summedLoss: false }, withCurvature: true },
      sets,
    );
    expect(curvature! / mean!.curvature!).toBeCloseTo(8, 4);
    expect(found!.gradientNorm / mean!.gradientNorm).toBeCloseTo(8, 6);
  });

  it('is refused at parameters of another network, or that are no numbers', async () => {
    const diverged = { experiment: base, parameters: new Float32Array(10).fill(NaN) };
    expect(await inspect({ ...diverged, withCurvature: false }, sets)).toBeNull();
    const input = { experiment: base, parameters: new Float32Array(3), withCurvature: false };
    expect(await inspect(input, sets)).toBeNull();
  });
});
