import { describe, expect, test } from 'vitest';
import { PreparedSets } from '#src/data/prepared.ts';
import { probeRows } from '#src/data/probe.ts';
import { makeHeader } from '#src/engine/worker/header.ts';
import { recall } from '#src/engine/worker/recall.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';

const sets = new PreparedSets();

const classes: Experiment = {
  ...smallExperiment,
  target: 'sum_bin',
  loss: 'cross_entropy',
  outputActivation: 'softmax',
};

async function trained(experiment: Experiment) {
  const harness = new SessionHarness({ engines: registered(fakeEngine()) });
  await harness.open('run', experiment);
  await harness.train('run');
  const { header } = harness.of('header')[0]!;
  const { snapshot } = harness.of('snapshot').at(-1)!;
  return { header, snapshot };
}

const largest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('a kept run', () => {
  test.each([
    ['a regression', smallExperiment],
    ['classes', classes],
  ])('looks as it did when it ended: %s', async (_, experiment) => {
    const { header, snapshot } = await trained(experiment);
    const { parameters, epoch, step } = snapshot;
    const recalled = await recall({ runId: 'run', experiment, parameters, epoch, step }, sets);
    expect(recalled?.header).toEqual(header);
    expect(recalled?.snapshot).toMatchObject({ epoch, step, parameters });
    expect(largest(snapshot.predictions, recalled!.snapshot.predictions)).toBeLessThan(1e-5);
    expect(largest(snapshot.atTrain, recalled!.snapshot.atTrain)).toBeLessThan(1e-5);
  });

  test('is asked at other places, too', async () => {
    const { header, snapshot } = await trained(classes);
    const { parameters, epoch, step } = snapshot;
    const positions = header.probe.positions.map((along) => along.slice(-2));
    const probe = { ...header.probe, positions };
    const recalled = await recall(
      {
        runId: 'run',
        experiment: classes,
        parameters,
        epoch,
        step,
        probe,
      },
      sets,
    );
    expect(recalled!.header.probeTruth).toHaveLength(4);
    const answered = recalled!.snapshot.predictions;
    const outputs = header.layerUnits.at(-1) ?? 0;
    expect(answered).toHaveLength(4 * outputs);
    const last = (values: Float32Array) => values.slice(-outputs);
    expect(largest(last(answered), last(snapshot.predictions))).toBeLessThan(1e-5);
  });

  test('is drawn as finely as its network allows, whichever has made the data', async () => {
    const hidden = { units: 300, activation: 'relu', dropout: 0 } as const;
    const large = { ...classes, layers: [0, 1, 2].map(() => hidden) };
    const sides = [];
    for (const experiment of [classes, large]) {
      const data = await sets.get(experiment);
      if (!data.ok) throw new Error('refused');
      const network = networkOf(experiment, data.value.networkInputs);
      const { probe, probeTruth } = makeHeader('run', { experiment, data: data.value }, network);
      sides.push(probe.positions.map(({ length }) => length));
      expect(probeTruth).toHaveLength(probeRows(probe));
    }
    expect(sides).toEqual([
      [100, 100],
      [74, 74],
    ]);
  });

  test('is told from one of another network', async () => {
    const parameters = new Float32Array(3);
    const input = { runId: 'run', parameters, epoch: 1, step: 1 };
    expect(await recall({ ...input, experiment: smallExperiment }, sets)).toBeNull();
  });
});
