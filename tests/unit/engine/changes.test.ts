import { describe, expect, test } from 'vitest';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import type { Change } from '#src/experiment/fields/changes.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment, trainedCurve } from '../../support/session-harness.ts';

const engines = registered(createWasmEngine(readKernels));
const withChanges = (...changes: readonly Change[]): Experiment => ({
  ...smallExperiment,
  changes,
});
const plain = await trainedCurve({ engines }, smallExperiment);

const cases: readonly (readonly [Change, Partial<Experiment>])[] = [
  [{ epoch: 3, field: 'learningRate', value: 0.5 }, {}],
  [{ epoch: 3, field: 'l2', value: 0.3 }, {}],
  [{ epoch: 3, field: 'l1', value: 0.3 }, {}],
  [
    { epoch: 3, field: 'clipping', value: 'norm' },
    { optimizer: 'momentum', clipAt: 0.001 },
  ],
  [
    { epoch: 3, field: 'clipAt', value: 0.001 },
    { optimizer: 'momentum', clipping: 'value' },
  ],
];

describe('a change on the way', () => {
  test.each(cases)('%j', async (change, where) => {
    const before = await trainedCurve({ engines }, { ...smallExperiment, ...where });
    const experiment = { ...withChanges(change), ...where };
    const { harness, output } = await trainedCurve({ engines }, experiment);
    expect(output).toEqual({ state: 'finished', reason: { kind: 'epochs' } });
    const [curve, unchanged] = [harness.curve('run'), before.harness.curve('run')];
    expect(curve.slice(0, 3)).toEqual(unchanged.slice(0, 3));
    expect(curve[3]?.trainLoss).not.toBe(unchanged[3]?.trainLoss);
    expect(harness.of('header')[0]?.header.phaseSwitches).toEqual([change]);
  });

  test('made while it trains comes to the numbers of the experiment that says so', async () => {
    const changes = cases.slice(0, 3).map(([change], i) => ({ ...change, epoch: 2 + 2 * i }));
    const whole = await trainedCurve({ engines }, withChanges(...changes));
    const harness = new SessionHarness({ engines });
    await harness.open('run', smallExperiment);
    for (const [i, { epoch }] of changes.entries()) {
      const done = harness.log('run').length;
      await harness.train('run', { unit: 'epochs', count: epoch - done });
      await harness.amend('run', withChanges(...changes.slice(0, i + 1)));
    }
    await harness.train('run', { unit: 'steps', count: 5 });
    await harness.train('run');
    expect(harness.curve('run')).toEqual(whole.harness.curve('run'));
    await harness.request('reset', 'run');
    await harness.train('run');
    expect(harness.curve('run')).toEqual(whole.harness.curve('run'));
    await harness.request('reset', 'run');
    await harness.amend('run', smallExperiment);
    await harness.train('run');
    expect(harness.curve('run')).toEqual(plain.harness.curve('run'));
  });

  test('leaves the run the parameters that it starts from, wherever it starts again', async () => {
    const start = plain.harness.of('snapshot').at(-1)!.snapshot.parameters.slice();
    const experiment = withChanges({ epoch: 3, field: 'learningRate', value: 0.5 });
    const reference = new SessionHarness({ engines: registered(fakeEngine({})) });
    await reference.open('run', experiment, { start });
    await reference.train('run');
    const losing = fakeEngine({ id: 'webgl', losesContext: (steps) => steps >= 40 });
    const harness = new SessionHarness({ engines: registered(losing, fakeEngine({})) });
    await harness.open('run', smallExperiment, { start });
    await harness.train('run', { unit: 'epochs', count: 3 });
    await harness.amend('run', experiment);
    await harness.train('run');
    expect(harness.of('engine')).toHaveLength(2);
    expect(harness.curve('run')).toEqual(reference.curve('run'));
  });

  test('holds for every replica', async () => {
    const experiment = withChanges(
      { epoch: 2, field: 'learningRate', value: 0.1 },
      { epoch: 4, field: 'l2', value: 0.2 },
      { epoch: 4, field: 'clipAt', value: 0.01 },
    );
    const seeds = [0, 1, 2].map((seed) => ({ experiment: { ...experiment, seed } }));
    const harness = new SessionHarness({ engines });
    const outputs = await harness.team([seeds]);
    for (const [i, output] of outputs.entries()) {
      const alone = await harness.team([[seeds[i] as (typeof seeds)[number]]]);
      expect(output).toMatchObject({ ok: true });
      const { parameters } = (output as { result: { parameters: Float32Array } }).result;
      expect(alone).toMatchObject([{ result: { parameters } }]);
    }
  });

  test('survives the loss of the device in either stage', async () => {
    const experiment = withChanges({ epoch: 4, field: 'l2', value: 0.2 });
    const reference = await trainedCurve({ engines: registered(fakeEngine({})) }, experiment);
    for (const at of [10, 36, 40, 70]) {
      let isLost = false;
      const losesContext = (steps: number) => {
        if (isLost || steps < at) return false;
        isLost = true;
        return true;
      };
      const engine = fakeEngine({ depth: 2, losesContext });
      const { harness } = await trainedCurve({ engines: registered(engine) }, experiment);
      expect(harness.curve('run'), `after ${at} steps`).toEqual(reference.harness.curve('run'));
      expect(engine.open()).toBe(1);
    }
  });
});
