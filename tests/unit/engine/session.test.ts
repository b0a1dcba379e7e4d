import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrainInput } from '#src/engine/contract/protocol.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { failureText } from '#words/engine.ts';
import { registered } from '../../support/engines.ts';
import { type FakeOptions, fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment, trainedCurve } from '../../support/session-harness.ts';

/** Pieces of eight steps: an epoch of nine falls into two. */
const engines = (options: FakeOptions = {}) => registered(fakeEngine(options));

const reference = await trainedCurve({ engines: engines() }, smallExperiment);

/** A clock that jumps, so that calls of all sizes, snapshots and breaths fall where they like. */
function erraticClock(steps: readonly number[]): () => number {
  let now = 0;
  let i = 0;
  return () => (now += steps[i++ % steps.length] ?? 1);
}

describe('a run from start to end', () => {
  test('reports every epoch, evaluated where the plan says', () => {
    const curve = reference.harness.curve('run');
    expect(reference.output).toEqual({ state: 'finished', reason: { kind: 'epochs' } });
    expect(curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(curve.map(({ step }) => step)).toEqual([9, 18, 27, 36, 45, 54, 63, 72]);
    expect(curve.map(({ heldOutLoss }) => Number.isFinite(heldOutLoss))).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((epoch) => epoch === 1 || epoch % 2 === 0),
    );
    expect(curve.every(({ gradientNorm }) => gradientNorm > 0)).toBe(true);
    expect(curve.at(-1)!.runningLoss).toBeLessThan(curve[0]!.runningLoss);
  });

  test('says first what it is, then where it runs, then shows the network', () => {
    const { events } = reference.harness;
    expect(events.slice(0, 3).map(({ event }) => event)).toEqual(['header', 'engine', 'snapshot']);
    expect(reference.harness.of('header')[0]!.header).toMatchObject({
      runId: 'run',
      task: { inputs: ['x'], answer: { kind: 'numbers', names: ['y'] } },
      rows: 60,
      stepsPerEpoch: 9,
      layerUnits: [4, 1],
    });
  });

  test('shows the network once more at the end, in the reader’s units', () => {
    const first = reference.harness.of('snapshot')[0]!.snapshot;
    const last = reference.harness.of('snapshot').at(-1)!.snapshot;
    expect([first.epoch, first.step, last.epoch, last.step]).toEqual([0, 0, 8, 72]);
    expect(last.atTrain).toHaveLength(60);
    expect(last.atHeldOut).toHaveLength(20);
    expect(last.parameters).not.toEqual(first.parameters);
    const { train } = reference.harness.of('header')[0]!.header;
    const squares = train.y.map((y, i) => (y - last.atTrain[i]!) ** 2);
    const loss = squares.reduce((a, b) => a + b, 0) / 60;
    expect(loss).toBeCloseTo(reference.harness.curve('run').at(-1)!.trainLoss, 5);
  });

  test('where all takes long, parameters of the first epoch are there as soon as it has ended', async () => {
    let time = 0;
    const losesContext = () => {
      time += 300; // whatever the trainer is asked
      return false;
    };
    const { harness } = await trainedCurve(
      { engines: engines({ losesContext }), now: () => time },
      smallExperiment,
    );
    const epochs = harness.of('snapshot').map(({ snapshot }) => snapshot.epoch);
    expect(epochs.find((epoch) => epoch > 0)).toBe(1);
  });

  test('the first epoch is told at once, the others in few messages', async () => {
    const epochs = 300;
    const { harness } = await trainedCurve(
      { engines: engines(), now: erraticClock([0.2]) },
      { ...smallExperiment, epochs },
    );
    const messages = harness.of('records');
    expect(messages[0]!.from).toBe(0);
    expect(messages[0]!.records.length).toBe(1);
    expect(messages.length).toBeLessThan(epochs / 5);
    expect(harness.log('run').length).toBe(epochs);
  });

  test('seconds grow from record to record and leave pauses out', async () => {
    let now = 0;
    const harness = new SessionHarness({ engines: engines(), now: () => (now += 1) });
    await harness.open('run', smallExperiment);
    await harness.train('run', { unit: 'epochs', count: 4 });
    now += 1e6;
    await harness.train('run');
    const seconds = [...harness.log('run').column('seconds')];
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect(new Set(seconds).size).toBe(8);
    expect(seconds.at(-1)).toBeLessThan(100);
  });
});

describe('the outcome does not depend on time', () => {
  const clocks = {
    frozen: () => 5,
    erratic: erraticClock([0.1, 40, 3, 0, 700, 12, 0.01, 90]),
    slow: erraticClock([400]),
  };
  for (const [name, now] of Object.entries(clocks)) {
    for (const depth of [1, 3]) {
      test(`a ${name} clock, ${depth} calls under way`, async () => {
        const { harness } = await trainedCurve(
          { engines: engines({ depth }), now },
          smallExperiment,
        );
        expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
      });
    }
  }

  /** Anything a reader may press before the run is trained to its end. */
  const presses = fc.array(
    fc.oneof(
      fc.record({
        unit: fc.constantFrom('steps' as const, 'epochs' as const),
        count: fc.integer({ min: 1, max: 12 }),
      }),
      fc.constant('train and pause' as const),
      fc.constant('reset' as const),
    ),
    { maxLength: 8 },
  );

  test('nor on pauses, single steps and resets', async () => {
    await fc.assert(
      fc.asyncProperty(presses, fc.integer({ min: 1, max: 3 }), async (list, depth) => {
        const harness = new SessionHarness({ engines: engines({ depth }) });
        await harness.open('run', smallExperiment);
        for (const press of list) {
          if (press === 'reset') await harness.request('reset', 'run');
          else if (press === 'train and pause') {
            const training = harness.train('run');
            await harness.request('pause', 'run');
            await training;
          } else await harness.train('run', press satisfies TrainInput['limit']);
        }
        expect(await harness.train('run')).toEqual(reference.output);
        expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
        const [end, expected] = [harness, reference.harness].map(
          (each) => each.of('snapshot').at(-1)!.snapshot,
        );
        expect(end).toEqual(expected);
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  test('nor on where rates and stops wait for results', async () => {
    const experiment: Experiment = {
      ...smallExperiment,
      epochs: 40,
      evaluateEvery: 1,
      schedule: 'plateau',
      scheduleEvery: 2,
      scheduleFactor: 0.5,
      learningRate: 0.2,
      patience: 9,
    };
    const whole = await trainedCurve({ engines: engines() }, experiment);
    const rates = new Set(whole.harness.curve('run').map(({ learningRate }) => learningRate));
    expect(rates.size).toBeGreaterThan(2);

    const stepped = new SessionHarness({
      engines: engines({ depth: 3 }),
      now: erraticClock([9, 60]),
    });
    await stepped.open('run', experiment);
    let output = await stepped.train('run', { unit: 'steps', count: 5 });
    while (output.state === 'paused') {
      output = await stepped.train('run', { unit: 'steps', count: 13 });
    }
    expect(output).toEqual(whole.output);
    expect(stepped.curve('run')).toEqual(whole.harness.curve('run'));
  });

  test('nor on fresh rows having been replaced', async () => {
    const experiment: Experiment = {
      ...smallExperiment,
      phases: [
        { order: 'fresh', epochs: 3 },
        { order: 'reshuffle', epochs: null },
      ],
    };
    const whole = await trainedCurve({ engines: engines() }, experiment);
    const harness = new SessionHarness({ engines: engines() });
    await harness.open('run', experiment);
    await harness.train('run', { unit: 'epochs', count: 2 });
    await harness.request('reset', 'run');
    await harness.train('run', { unit: 'steps', count: 24 });
    await harness.train('run');
    expect(harness.curve('run')).toEqual(whole.harness.curve('run'));
  });
});

describe('moments', () => {
  /** Time passes while the engine runs, and only then. */
  function environment(depth = 1) {
    let time = 0;
    return { engines: engines({ depth, onRun: () => (time += 10) }), now: () => time };
  }

  test('are the parameters at ends of epochs, whatever else is under way', async () => {
    const experiment = { ...smallExperiment, epochs: 240 };
    const momentsOf = async (depth: number) => {
      const { harness } = await trainedCurve(environment(depth), experiment);
      return harness.of('moment').map(({ moment }) => moment);
    };
    const moments = await momentsOf(1);
    expect(moments.length).toBeGreaterThan(100);
    expect(moments.length).toBeLessThanOrEqual(200);
    expect(moments.every(({ epoch, step }) => step === 9 * epoch)).toBe(true);
    const parametersAfter = async (count: number) => {
      const other = new SessionHarness({ engines: engines() });
      await other.open('run', experiment);
      await other.train('run', { unit: 'epochs', count });
      return other.of('snapshot').at(-1)!.snapshot.parameters;
    };
    for (const { epoch, parameters } of [moments[2]!, (await momentsOf(3))[1]!])
      expect(await parametersAfter(epoch)).toEqual(parameters);
  });

  test('are taken inside epochs where those are few, and again after a reset', async () => {
    const harness = new SessionHarness(environment());
    await harness.open('run', smallExperiment);
    await harness.train('run');
    const steps = () => harness.of('moment').map(({ moment }) => moment.step);
    const first = steps();
    expect(first.some((step) => step % 9 !== 0)).toBe(true);
    await harness.request('reset', 'run');
    await harness.train('run');
    expect(steps()).toEqual([...first, ...first]);
  });
});

test('a run whose fresh rows are not finite says where, and blames no loss', async () => {
  const harness = new SessionHarness({ engines: engines() });
  await harness.open('run', {
    ...smallExperiment,
    target: 'formula',
    formula: '1/x',
    domain: [0, 300],
    sampling: 'integers',
    phases: [{ order: 'fresh', epochs: null }],
    epochs: 100,
  });
  await expect(harness.train('run')).rejects.toThrow('fresh_rows');
  expect(failureText(harness.of('failed')[0]!.failure)).toMatch(
    /^Among the points drawn for epoch \d+ the target is infinite at x = 0/,
  );
});

describe('limits and rest', () => {
  test('steps one batch, steps one epoch, comes to rest where asked', async () => {
    const harness = new SessionHarness({ engines: engines() });
    await harness.open('run', smallExperiment);
    const position = () => {
      const { epoch, step } = harness.of('snapshot').at(-1)!.snapshot;
      return [epoch, step];
    };
    expect(await harness.train('run', { unit: 'steps', count: 1 })).toEqual({ state: 'paused' });
    expect(position()).toEqual([0, 1]);
    await harness.train('run', { unit: 'steps', count: 1 });
    expect(position()).toEqual([0, 2]);
    await harness.train('run', { unit: 'epochs', count: 1 });
    expect(position()).toEqual([1, 9]);
    await harness.train('run', { unit: 'epochs', count: 2 });
    expect(position()).toEqual([3, 27]);
  });

  test('tells where it rests, however little time has passed', async () => {
    const harness = new SessionHarness({ engines: engines(), now: erraticClock([0.001]) });
    await harness.open('run', smallExperiment);
    await harness.train('run', { unit: 'epochs', count: 1 });
    await harness.train('run', { unit: 'steps', count: 1 });
    expect(harness.of('progress').at(-1)).toMatchObject({ epoch: 1, step: 10 });
  });

  test('tells the running loss of the epoch that it is in, step by step as by pieces', async () => {
    const runningLoss = async (...counts: readonly number[]) => {
      const harness = new SessionHarness({ engines: engines() });
      await harness.open('run', smallExperiment);
      for (const count of counts) await harness.train('run', { unit: 'steps', count });
      return harness.of('progress').at(-1)!.runningLoss;
    };
    const ofPiece = await runningLoss(8);
    expect(await runningLoss(1, 1, 1, 1, 1, 1, 1)).not.toBeCloseTo(ofPiece, 6);
    expect(await runningLoss(1, 1, 1, 1, 1, 1, 1, 1)).toBeCloseTo(ofPiece, 12);
    expect(await runningLoss(9)).toBeNaN();
  });

  test('pausing and resetting a run at rest is no mistake', async () => {
    const harness = new SessionHarness({ engines: engines() });
    await harness.open('run', smallExperiment);
    await harness.request('pause', 'run');
    await harness.request('reset', 'run');
    expect(await harness.train('run')).toEqual(reference.output);
    expect(await harness.train('run')).toEqual(reference.output);
    await harness.request('reset', 'run');
    expect(harness.log('run').length).toBe(0);
    await harness.train('run');
    expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
  });
});

describe('stop rules', () => {
  test('the target loss ends the run at the first epoch that reaches it', async () => {
    const target = reference.harness.curve('run')[4]!.runningLoss;
    const { output, harness } = await trainedCurve(
      { engines: engines({ depth: 3 }) },
      { ...smallExperiment, targetLoss: target },
    );
    expect(output).toEqual({ state: 'finished', reason: { kind: 'target_loss', epoch: 5 } });
    expect(harness.curve('run')).toEqual(reference.harness.curve('run').slice(0, 5));
  });

  test('patience ends it after so many epochs without improvement', async () => {
    const { output, harness } = await trainedCurve(
      { engines: engines({ depth: 3 }) },
      {
        ...smallExperiment,
        learningRate: 1e-7,
        optimizer: 'sgd',
        patience: 3,
        epochs: 50,
        initialiser: 'zeros',
      },
    );
    const curve = harness.curve('run');
    const measured = curve.filter(({ heldOutLoss }) => Number.isFinite(heldOutLoss));
    const best = Math.min(...measured.map(({ heldOutLoss }) => heldOutLoss));
    const { epoch: bestEpoch } = measured.find(({ heldOutLoss }) => heldOutLoss === best)!;
    if (output.state !== 'finished' || output.reason.kind !== 'patience')
      throw new Error('no stop');
    expect(output.reason.epoch).toBe(curve.length);
    expect(output.reason.epoch - bestEpoch).toBeGreaterThanOrEqual(3);
    expect(output.reason.epoch).toBeLessThan(50);
  });

  test('without held-out points it is judged by the training loss', async () => {
    const { output, harness } = await trainedCurve(
      { engines: engines({ depth: 3 }) },
      {
        ...smallExperiment,
        heldOutFrom: 'none',
        evaluateEvery: 1,
        learningRate: 0.5,
        patience: 3,
        epochs: 200,
        schedule: 'plateau',
        scheduleEvery: 2,
      },
    );
    const curve = harness.curve('run');
    const losses = curve.map(({ trainLoss }) => trainLoss);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(output).toEqual({ state: 'finished', reason: { kind: 'patience', epoch: best + 3 } });
    expect(curve.every(({ heldOutLoss }) => Number.isNaN(heldOutLoss))).toBe(true);
    expect(new Set(curve.map(({ learningRate }) => learningRate)).size).toBeGreaterThan(1);
  });

  test('a loss that is not finite ends it, named with epoch and step, however one gets there', async () => {
    const experiment: Experiment = {
      ...smallExperiment,
      optimizer: 'sgd',
      learningRate: 100,
      layers: [{ units: 4, activation: 'relu', dropout: 0 }],
    };
    const { output, harness } = await trainedCurve({ engines: engines({ depth: 3 }) }, experiment);
    if (output.state !== 'finished' || output.reason.kind !== 'non_finite')
      throw new Error('no stop');
    const { epoch, step } = output.reason;
    expect(harness.log('run').length).toBe(epoch - 1);

    const stepped = new SessionHarness({ engines: engines() });
    await stepped.open('run', experiment);
    let taken = 0;
    let result = await stepped.train('run', { unit: 'steps', count: 1 });
    for (; result.state === 'paused'; taken++) {
      result = await stepped.train('run', { unit: 'steps', count: 1 });
    }
    expect(result).toEqual(output);
    expect(taken + 1).toBe((epoch - 1) * 9 + step);
  });

  test('a run that breaks down in its first epoch tells the running loss until then', async () => {
    const experiment: Experiment = {
      ...smallExperiment,
      optimizer: 'sgd',
      learningRate: 1e30,
      layers: [],
    };
    const { output, harness } = await trainedCurve({ engines: engines() }, experiment);
    expect(output).toMatchObject({ reason: { kind: 'non_finite', epoch: 1 } });
    const end = harness.of('snapshot').at(-1)!.snapshot;
    expect(end.parameters.some((value) => !Number.isFinite(value))).toBe(true);

    const stepped = new SessionHarness({ engines: engines() });
    await stepped.open('run', experiment);
    while ((await stepped.train('run', { unit: 'steps', count: 1 })).state === 'paused');
    const { runningLoss } = harness.of('progress').at(-1)!;
    expect(runningLoss).toBeGreaterThan(1e6);
    expect(runningLoss).toBe(stepped.of('progress').at(-1)!.runningLoss);
  });
});

describe('aborts', () => {
  test('an aborted training rests, rejects, and can be taken up again', async () => {
    const harness = new SessionHarness({ engines: engines() });
    await harness.open('run', smallExperiment);
    const controller = new AbortController();
    const training = harness.train('run', null, controller.signal);
    controller.abort();
    await expect(training).rejects.toMatchObject({ name: 'AbortError' });
    expect(await harness.train('run')).toEqual(reference.output);
    expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
  });

  test('a newer run aborts the older one, which says nothing more and frees its engine', async () => {
    const engine = fakeEngine();
    const harness = new SessionHarness({ engines: registered(engine) });
    await harness.open('old', { ...smallExperiment, epochs: 100_000 });
    const training = harness.train('old');
    const refused = expect(training).rejects.toMatchObject({ name: 'AbortError' });
    while (harness.of('records').length < 2) await new Promise((resolve) => setImmediate(resolve));
    const opening = harness.open('new', smallExperiment);
    const told = harness.events.length;
    expect(await opening).toEqual({ ok: true });
    await refused;
    expect(harness.events.slice(told).map(({ runId }) => runId)).not.toContain('old');
    expect(engine.open()).toBe(1);
    await expect(harness.train('old')).rejects.toMatchObject({ name: 'AbortError' });
    expect(await harness.train('new')).toEqual(reference.output);
  });

  test('of many runs opened at once only the last one opens', async () => {
    const engine = fakeEngine();
    const harness = new SessionHarness({ engines: registered(engine) });
    const openings = ['a', 'b', 'c', 'd'].map((id) => harness.open(id, smallExperiment));
    const training = harness.train('d');
    const outcomes = await Promise.allSettled(openings);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await training).toEqual(reference.output);
    expect(engine.open()).toBe(1);
    await harness.request('close', 'd');
    expect(engine.open()).toBe(0);
    await harness.request('close', 'd');
  });

  test('an aborted opening opens nothing', async () => {
    const engine = fakeEngine();
    const harness = new SessionHarness({ engines: registered(engine) });
    const controller = new AbortController();
    const opening = harness.open('run', smallExperiment, {}, controller.signal);
    controller.abort();
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    await expect(harness.train('run')).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.open()).toBe(0);
  });

  test('closing settles everything', async () => {
    const harness = new SessionHarness({ engines: engines() });
    await harness.open('run', { ...smallExperiment, epochs: 100_000 });
    const pending = [harness.train('run'), harness.train('run', { unit: 'epochs', count: 1 })];
    const outcomes = Promise.allSettled(pending);
    await harness.request('close', 'run');
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

test('an experiment whose data cannot be made is refused with its problems', async () => {
  const harness = new SessionHarness({ engines: engines() });
  const output = await harness.open('run', {
    ...smallExperiment,
    target: 'formula',
    formula: '1/(x-x)',
  });
  expect(output).toMatchObject({ ok: false, problems: [{ field: 'formula' }] });
  await expect(harness.train('run')).rejects.toMatchObject({ name: 'AbortError' });
});

test('an engine that breaks down is reported once and fails the request', async () => {
  const broken = engines({
    onRun: (segments) => {
      if (segments.some(({ epoch }) => epoch === 3)) throw new Error('out of memory');
    },
  });
  const harness = new SessionHarness({ engines: broken });
  await harness.open('run', smallExperiment);
  await expect(harness.train('run')).rejects.toThrow('out of memory');
  expect(harness.of('failed').map(({ failure }) => failureText(failure))).toEqual([
    'out of memory',
  ]);
});
