import { describe, expect, test } from 'vitest';
import { PreparedSets } from '#src/data/prepared.ts';
import { dependence, importance } from '#src/engine/worker/explain.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { smallExperiment } from '../../support/session-harness.ts';

const sets = new PreparedSets();

/** y = 3 a − b over three inputs, learnt exactly by a network without hidden layers. */
const linear: Experiment = {
  ...smallExperiment,
  target: 'formula',
  formula: '3*x0 - x1',
  inputCount: 3,
  inputDomains: [],
  domain: [-1, 1],
  layers: [],
  heldOutCount: 200,
};
const parameters = Float32Array.of(3, -1, 0, 0);

describe('what each input tells', () => {
  test('is the rise of the error when it is shuffled: nothing for an input that is not used', async () => {
    const found = await importance({ experiment: linear, parameters, output: 0 }, sets);
    const [a = 0, b = 0, c = 1] = found?.mean ?? [];
    expect(found?.score).toBeCloseTo(0, 5);
    // The difference of two uniform values of [−1, 1] has a variance of 2/3.
    expect(a).toBeGreaterThan(2.2);
    expect(a).toBeLessThan(2.7);
    expect(a / b).toBeCloseTo(3, 0);
    expect(c).toBeCloseTo(0, 6);
    expect(found?.deviation[0]).toBeGreaterThan(0);
    expect(found?.deviation[0]).toBeLessThan(0.5);
    expect(await importance({ experiment: linear, parameters, output: 0 }, sets)).toEqual(found);
  });

  test('is asked on training points where none are held out', async () => {
    const experiment: Experiment = { ...linear, heldOutFrom: 'none', trainCount: 200 };
    const found = await importance({ experiment, parameters, output: 0 }, sets);
    expect(found?.rows).toBe(200);
    expect(found?.mean[0]).toBeGreaterThan(2);
  });

  test('of classes is the share that becomes wrong', async () => {
    const experiment: Experiment = {
      ...linear,
      target: 'formula_classes',
      formula: 'x0 > 0',
      classes: 2,
      loss: 'cross_entropy',
    };
    const steep = Float32Array.of(-9, 9, 0, 0, 0, 0, 0, 0);
    const found = await importance({ experiment, parameters: steep, output: 0 }, sets);
    expect(found?.score).toBe(0);
    expect(found?.mean[0]).toBeGreaterThan(0.4);
    expect([...(found?.mean ?? [])].slice(1)).toEqual([0, 0]);
  });

  test('cannot be told of parameters of another network', async () => {
    const other = Float32Array.of(1);
    expect(await importance({ experiment: linear, parameters: other, output: 0 }, sets)).toBeNull();
  });
});

test('along one input the others stay as they are in each row', async () => {
  const point = Float64Array.of(0.5, 0.25, 0);
  const found = await dependence(
    { experiment: linear, parameters, input: 0, output: 0, point },
    sets,
  );
  if (found === null) throw new Error('nothing found');
  const { positions, lines, ofPoint, rows, answer } = found;
  expect([positions[0], positions.at(-1)]).toEqual([-1, 1]);
  expect(lines).toHaveLength(rows * positions.length);
  for (const [i, x] of positions.entries()) expect(ofPoint[i]).toBeCloseTo(3 * x - 0.25, 4);
  const rise = (lines[positions.length - 1] as number) - (lines[0] as number);
  expect(rise).toBeCloseTo(6, 4);
  expect(answer).toBeCloseTo(1.25, 5);
});
