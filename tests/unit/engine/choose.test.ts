import { expect, test } from 'vitest';
import { chooseEngine, type EngineLoaders, type EngineWish } from '#src/engine/worker/choose.ts';
import { compareTimings, TimingBook } from '#src/engine/worker/timings.ts';
import type { EngineId } from '#src/experiment/ids.ts';
import { type FakeOptions, fakeEngine } from '../../support/fake-trainer.ts';
import { smallPlan, withModel } from '../../support/plans.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';

const plan = smallPlan();
const { model } = plan;
const never = new AbortController().signal;

function loaders(options: Partial<Record<EngineId, FakeOptions>> = {}): {
  readonly engines: EngineLoaders;
  readonly loaded: EngineId[];
} {
  const loaded: EngineId[] = [];
  const load = (id: EngineId) => async () => {
    loaded.push(id);
    return fakeEngine({ id, ...options[id] });
  };
  return { engines: { webgl: load('webgl'), wasm: load('wasm'), tfjs: load('tfjs') }, loaded };
}

const wish = (change: Partial<EngineWish> = {}): EngineWish => ({
  choice: 'any',
  excluded: new Map(),
  fastestFirst: async () => [],
  ...change,
});

async function chosen(
  options: Partial<Record<EngineId, FakeOptions>>,
  change?: Partial<EngineWish>,
) {
  const { engines } = loaders(options);
  const { trainer, reasons } = await chooseEngine(model, wish(change), engines, never);
  return [trainer.engine, reasons.join('; ')];
}

test('by default WebGL on a real GPU, without a word', async () => {
  expect(await chosen({})).toEqual(['webgl', '']);
});

test('WebAssembly where WebGL is drawn in software, and why', async () => {
  const [id, reason] = await chosen({ webgl: { software: true } });
  expect(id).toBe('wasm');
  expect(reason).toMatch(/software here \(fake webgl\)/);
});

test('an engine that declines says why and the next one takes the plan, TensorFlow.js last', async () => {
  const declines = 'rows are too long';
  expect(await chosen({ webgl: { declines } })).toEqual(['wasm', `WebGL: ${declines}`]);
  expect(await chosen({ webgl: { declines }, wasm: { declines } })).toEqual([
    'tfjs',
    `WebGL: ${declines}; WebAssembly: ${declines}`,
  ]);
  expect(await chosen({ webgl: { software: true }, wasm: { declines } })).toEqual([
    'webgl',
    `WebGL is drawn in software here (fake webgl), not by a GPU; WebAssembly: ${declines}`,
  ]);
});

test('a choice comes first, even of software WebGL, and loads no other engine', async () => {
  expect(await chosen({ webgl: { software: true } }, { choice: 'webgl' })).toEqual(['webgl', '']);
  const { engines, loaded } = loaders();
  await chooseEngine(model, wish({ choice: 'wasm' }), engines, never);
  expect(loaded).toEqual(['wasm']);
});

test('an excluded engine is passed over, with the reason', async () => {
  const excluded = new Map<EngineId, string>([['webgl', 'lost its context']]);
  expect(await chosen({}, { excluded })).toEqual(['wasm', 'WebGL: lost its context']);
});

test('auto takes the fastest', async () => {
  const [id, reason] = await chosen(
    {},
    { choice: 'auto', fastestFirst: async () => ['wasm', 'webgl'] },
  );
  expect([id, reason]).toEqual(['wasm', 'WebAssembly was measured to be faster']);
});

test('with none left every reason is in the message', async () => {
  const declines = 'too large';
  const options = { webgl: { declines }, wasm: { declines }, tfjs: { declines } };
  await expect(chosen(options)).rejects.toThrow(/WebGL: too large. WebAssembly: too large. Tensor/);
});

const wait = (milliseconds: number) => () =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

test('engines are timed on copies that are thrown away, once for each kind of plan', async () => {
  const slow = fakeEngine({ id: 'webgl', stepDelay: 5 });
  const fast = fakeEngine({ id: 'wasm' });
  let loads = 0;
  const book = new TimingBook(
    {
      webgl: async () => {
        loads++;
        return slow;
      },
      wasm: async () => fast,
    },
    () => performance.now(),
  );
  const timings = await book.timings(plan, never);
  expect(timings.map(({ id }) => id)).toEqual(['wasm', 'webgl']);
  expect(timings[0]!.microsecondsPerStep).toBeLessThan(timings[1]!.microsecondsPerStep);
  expect(timings[0]!.samplesPerSecond).toBeCloseTo((8 * 1e6) / timings[0]!.microsecondsPerStep, 3);
  expect([slow.open(), fast.open()]).toEqual([0, 0]);
  expect(await book.timings(smallPlan({ seed: 5, learningRate: 0.1 }), never)).toBe(timings);
  expect(loads).toBe(1);
});

test('a plan whose single step would take too long is not timed, one engine is nothing to compare', async () => {
  const engines = {
    webgl: async () => fakeEngine({ id: 'webgl' }),
    wasm: async () => fakeEngine(),
  };
  const large = smallPlan({
    layers: [{ units: 500, activation: 'relu' }],
    rows: 20,
    batchSize: 20,
  });
  const huge = withModel(large, { batchSize: 1e6, rows: 1e6 });
  const book = new TimingBook(engines, () => performance.now());
  expect(await book.timings(huge, never)).toEqual([]);
  const single = new TimingBook({ wasm: engines.wasm }, () => performance.now());
  expect(await single.timings(plan, never)).toEqual([]);
});

test('another engine is offered when it is clearly faster', () => {
  const timing = (id: EngineId, microsecondsPerStep: number) => ({
    id,
    device: id,
    microsecondsPerStep,
    samplesPerSecond: 1,
  });
  const both = [timing('wasm', 10), timing('webgl', 60)];
  expect(compareTimings(both, 'webgl')).toEqual({
    measured: [both[1], both[0]],
    faster: { id: 'wasm', ratio: 6 },
  });
  expect(compareTimings(both, 'wasm').faster).toBeNull();
  expect(compareTimings([timing('wasm', 10), timing('webgl', 12)], 'webgl').faster).toBeNull();
});

test('a watched run tells the timings once, and auto runs on the fastest', async () => {
  const slow = fakeEngine({ id: 'webgl', stepDelay: 5 });
  const engines = { webgl: async () => slow, wasm: async () => fakeEngine() };
  const harness = new SessionHarness({ engines });
  await harness.open('run', smallExperiment, { preference: 'auto' });
  await harness.train('run', { unit: 'epochs', count: 1 });
  await harness.train('run');
  expect(harness.of('engine').map(({ engine }) => engine.id)).toEqual(['wasm']);
  expect(harness.of('timings').map(({ timings }) => timings.measured[0]?.id)).toEqual(['wasm']);
  expect(slow.open()).toBe(0);
});

test('engines are made ready beside the training, timed between two calls, and no longer than told', async () => {
  const slow = fakeEngine({ id: 'webgl', stepDelay: 5 });
  const engines = { webgl: async () => slow, wasm: async () => fakeEngine() };
  const harness = new SessionHarness({ engines });
  await harness.open('run', { ...smallExperiment, epochs: 100_000 }, { preference: 'wasm' });
  const training = harness.train('run');
  while (harness.of('timings').length === 0) await wait(1)();
  const { measured, faster } = harness.of('timings')[0]!.timings;
  expect(measured.map(({ id }) => id)).toEqual(['wasm', 'webgl']);
  expect(faster).toBeNull();
  expect(slow.open()).toBe(0);
  await harness.request('pause', 'run');
  await training;

  await harness.open('again', { ...smallExperiment, seed: 3 }, { preference: 'webgl' });
  await harness.train('again', { unit: 'steps', count: 1 });
  const again = harness.of('timings')[1]!.timings;
  expect(again.measured.map(({ id }) => id)).toEqual(['webgl', 'wasm']);
  expect(again.faster?.id).toBe('wasm');
});
