import { describe, expect, it } from 'vitest';
import { type PreparedData, prepareData } from '#src/data/prepare.ts';
import { edgeErrors } from '#src/doctor/signs/edge-errors.ts';
import { errorsOf, scoreOf } from '#src/doctor/skill.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { outputCount, parameterCount } from '#src/experiment/network-size.ts';
import { plain } from '#src/experiment/presets/plain.ts';

const line: Experiment = {
  ...plain,
  target: 'formula',
  formula: 'x',
  domain: [0, 1],
  heldOutCount: 1000,
  outputActivation: 'linear',
  loss: 'mse',
};

async function made(changes: Partial<Experiment> = {}): Promise<PreparedData> {
  const data = await prepareData({ ...line, ...changes });
  if (!data.ok) throw new Error('no data');
  return data.value;
}

/** Errors by where points lie, the first input from 0 to 1. */
const errorsBy = ({ heldOut: { points } }: PreparedData, at: (x: number) => number) =>
  Float64Array.from({ length: points.rows }, (_, row) =>
    at(points.x[(row * points.x.length) / points.rows] as number),
  );

describe('where errors lie', () => {
  it('is near the ends where they are larger there, and not where that is chance', async () => {
    const data = await made();
    const far = edgeErrors(
      data,
      errorsBy(data, (x) => (x < 0.1 || x > 0.9 ? 9 : 1)),
    );
    // Nine times a fifth, over that and four fifths.
    expect(far?.points).toBeCloseTo(0.2, 1);
    expect(far?.errors).toBeCloseTo(1.8 / 2.6, 1);
    expect(far?.highest).toBeLessThan(0.35);
    const even = edgeErrors(
      data,
      errorsBy(data, (x) => 1 + Math.sin(1e4 * x)),
    );
    expect(even?.errors).toBeLessThan(even?.highest ?? 0);
  });

  it('counts a fifth of the space of several inputs as its edge', async () => {
    const data = await made({ inputCount: 5, formula: 'x0', domain: [0, 1] });
    const found = edgeErrors(
      data,
      errorsBy(data, () => 1),
    );
    expect(found?.points).toBeCloseTo(0.2, 1);
    expect(found?.errors).toBeCloseTo(found?.points ?? 0, 9);
  });

  it('tells what lies outside the training points apart', async () => {
    const data = await made({ heldOutFrom: 'interval', heldOutDomain: [0.5, 1.5] });
    const found = edgeErrors(
      data,
      errorsBy(data, (x) => (x > 1.02 ? 3 : 1)),
    );
    // 48 % of the points are outside.
    expect(found?.outside).toBeCloseTo(1.44 / 1.96, 1);
  });

  it('is not told without errors, or of points that lie at the ends alone', async () => {
    const data = await made();
    expect(
      edgeErrors(
        data,
        errorsBy(data, () => 0),
      ),
    ).toBeNull();
    const bits = await made({ inputCount: 3, formula: 'x0 > 0.5', sampling: 'integers' });
    expect(
      edgeErrors(
        bits,
        errorsBy(bits, () => 1),
      ),
    ).toBeNull();
  });
});

it('errors on rows add up to what a network’s skill leaves', async () => {
  for (const changes of [{}, { target: 'moons', loss: 'cross_entropy' }] as const) {
    const experiment: Experiment = { ...line, ...changes };
    const data = await made(changes);
    const parameters = Float32Array.from({ length: parameterCount(experiment) }, (_, i) =>
      Math.sin(i),
    );
    const errors = errorsOf(experiment, data, data.heldOut, parameters) ?? new Float64Array(1);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const { y, rows } = data.heldOut.points;
    const guessed =
      outputCount(experiment) === 1 ? 1 : y.filter((label) => label === 1).length / rows;
    const { skill } = scoreOf(experiment, data, data.heldOut, parameters);
    expect(1 - mean / Math.min(guessed, 1 - guessed || 1)).toBeCloseTo(skill, 6);
  }
});
