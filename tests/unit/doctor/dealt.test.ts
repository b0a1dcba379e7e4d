import { describe, expect, it } from 'vitest';
import { type PreparedData, prepareData } from '#src/data/prepare.ts';
import type { RunEvidence } from '#src/doctor/contract.ts';
import { dealtRuns, withDealtAnswers } from '#src/doctor/dealt.ts';
import { runEvidence } from '#src/doctor/examine.ts';
import { Lab } from '#src/doctor/lab.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { plain } from '#src/experiment/presets/plain.ts';
import { PretendedTraining } from '../../support/pretended-training.ts';
import { TestTrainings } from '../../support/trainings.ts';

const line: Experiment = {
  ...plain,
  target: 'formula',
  formula: '3 * x',
  domain: [-1, 1],
  trainCount: 50,
  heldOutCount: 30,
  layers: [],
  optimizer: 'sgd',
  learningRate: 0.01,
  epochs: 100,
};

async function prepared(experiment: Experiment): Promise<PreparedData> {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error('no data');
  return data.value;
}

async function dealt(changes: Partial<Experiment>) {
  const before = { ...line, ...changes };
  const data = await prepared(before);
  const experiment = withDealtAnswers(before, data);
  return experiment && { data, after: await prepared(experiment), experiment };
}

const sorted = (values: Iterable<number>) => [...values].toSorted((a, b) => a - b);

describe('shuffled answers', () => {
  it.each<[what: string, changes: Partial<Experiment>]>([
    ['numbers', {}],
    ['several numbers', { inputCount: 2, formula: 'x0 * x1; 1000 * x0' }],
    ['classes', { target: 'moons', loss: 'cross_entropy', labelNoise: 0.2 }],
    ['features', { features: ['x', 'sin(3 * x)'] }],
  ])('are those of the same points: %s', async (_, changes) => {
    const found = await dealt(changes);
    if (found === null) throw new Error('none');
    const { data, after, experiment } = found;
    expect(after.train.data.inputs).toHaveLength(data.train.data.inputs.length);
    after.train.data.inputs.forEach((value, i) =>
      expect(value).toBeCloseTo(data.train.data.inputs[i] as number, 3),
    );
    const [own, theirs] = [sorted(data.train.points.y), sorted(after.train.points.y)];
    theirs.forEach((value, i) => expect(value / 100).toBeCloseTo((own[i] as number) / 100, 3));
    expect([...after.train.points.y]).not.toEqual(theirs);
    // What is held out keeps its answers.
    after.heldOut.points.y.forEach((value, i) =>
      expect(value / 100).toBeCloseTo((data.heldOut.points.y[i] as number) / 100, 3),
    );
    expect(experiment).toMatchObject({ noise: 0, labelNoise: 0, heldOutFrom: 'last' });
  });

  it('are not made of points that are new in each epoch, nor of more rows than can be told', async () => {
    expect(await dealt({ phases: [{ order: 'fresh', epochs: null }] })).toBeNull();
    expect(await dealt({ trainCount: 20_000 })).toBeNull();
  });

  it('are learnt by as many runs as know their training points much better than others', async () => {
    const { train } = new PretendedTraining(() => true);
    const { signal } = new AbortController();
    const lab = new Lab(line, { train, signal, now: () => 0 });
    const own = await lab.measure(line, [0, 1, 2, 3]);
    const shown = (trainSkill: number) =>
      own.map(
        ({ seed }): RunEvidence => ({ seed, skill: 0.1, trainSkill, fits: false }) as RunEvidence,
      );
    expect(await dealtRuns(line, own, shown(0.25), lab)).toBeNull();
    const found = await dealtRuns(line, own, shown(0.9), lab);
    expect(found).toMatchObject({ seeds: 3, trainSkill: 0.9, least: 0.1 });
    // A line through two shuffled points knows nothing of the others.
    expect(found?.dealtTrainSkill).toBeLessThan(0.5);
    expect(lab.bill.runs).toBe(4 + 3);
  });

  it('are learnt as well as the others where a wide network memorises a few points', async () => {
    const few: Experiment = {
      ...line,
      target: 'moons',
      noise: 0.6,
      loss: 'cross_entropy',
      trainCount: 40,
      layers: [{ units: 48, activation: 'relu', dropout: 0 }],
      optimizer: 'adam',
      learningRate: 0.05,
      epochs: 400,
    };
    const { trainings } = new TestTrainings([createWasmEngine(readKernels)]);
    const { signal } = new AbortController();
    const lab = new Lab(few, {
      train: (jobs, extent) => trainings.train(jobs, { priority: 'idle', extent, signal }),
      signal,
      now: () => 0,
    });
    const own = await lab.measure(few, [0, 1, 2]);
    const criterion = { unexplained: 0.05, from: 'least', reference: null } as const;
    const shown = own.map((run) =>
      runEvidence(few, run, criterion, { withCurvature: false, withBatches: false }),
    );
    const found = await dealtRuns(few, own, shown, lab);
    trainings.dispose();
    expect(found?.trainSkill).toBeGreaterThan(0.7);
    expect(found?.dealtTrainSkill).toBeGreaterThan(0.8 * (found?.trainSkill ?? 1));
    expect(found?.highest).toBeLessThan(0.3);
  });
});
