import { expect, test } from 'vitest';
import type { Engine, EngineEntry } from '#src/engine/contract/engine.ts';
import { type EngineMessage, type Failure, failureOf } from '#src/engine/contract/messages.ts';
import { chooseEngine, type EngineWish } from '#src/engine/worker/choose.ts';
import { compareTimings, TimingBook } from '#src/engine/worker/timings.ts';
import { type EngineId, engineIds } from '#src/experiment/ids.ts';
import { failureText, reasonText } from '#words/engine.ts';
import { registered } from '../../support/engines.ts';
import { type FakeOptions, fakeEngine } from '../../support/fake-trainer.ts';
import { smallPlan, withModel } from '../../support/plans.ts';
import { SessionHarness, smallExperiment } from '../../support/session-harness.ts';

const plan = smallPlan();
const { model } = plan;
const never = new AbortController().signal;

const declines: EngineMessage = { id: 'most_outputs', values: { most: 2 } };
const declined = 'it takes at most 2 outputs';

/** The engines, each as it is made to be, and which of them were loaded. */
function engines(options: Partial<Record<EngineId, FakeOptions>> = {}) {
  const loaded: EngineId[] = [];
  const entries = registered(...engineIds.map((id) => fakeEngine({ id, ...options[id] })));
  return {
    loaded,
    entries: entries.map((entry) => ({
      ...entry,
      load: () => {
        loaded.push(entry.id);
        return entry.load();
      },
    })),
  };
}

const wish = (change: Partial<EngineWish> = {}): EngineWish => ({
  choice: 'any',
  excluded: new Map(),
  threads: 1,
  fastestFirst: async () => [],
  ...change,
});

async function chosen(
  options: Partial<Record<EngineId, FakeOptions>>,
  change?: Partial<EngineWish>,
  entries: readonly EngineEntry[] = engines(options).entries,
) {
  const { engine, reasons } = await chooseEngine(model, wish(change), entries, never);
  return [engine.id, reasons.map(reasonText).join('; ')];
}

test('by default WebGL on a real GPU, without a word', async () => {
  expect(await chosen({})).toEqual(['webgl', '']);
});

test('what it takes to make the steps is no part of what an engine takes', async () => {
  let clock = 0;
  const { course } = plan;
  const replicas = course.replicas.map((own) => ({
    ...own,
    order: (epoch: number, into?: Uint32Array) => {
      clock += 100;
      return own.order(epoch, into);
    },
  }));
  const takes = (call: number, step: number): FakeOptions => ({
    onRun: (segments) => {
      clock += call + step * segments.reduce((sum, { steps }) => sum + steps, 0);
    },
  });
  const { entries } = engines({
    webgl: takes(8, 0.5),
    wasm: takes(0, 4),
    webgpu: { declines },
  });
  const book = new TimingBook(entries, () => clock);
  const timings = await book.timings({ model, course: { ...course, replicas } }, never);
  expect(timings.map(({ id }) => id)).toEqual(['webgl', 'wasm']);
});

test('WebAssembly where WebGL is drawn in software, and why', async () => {
  const [id, reason] = await chosen({ webgl: { software: true } });
  expect(id).toBe('wasm');
  expect(reason).toMatch(/software here \(fake webgl\)/);
});

test('an engine that declines says why and the next one takes the plan, the reference last', async () => {
  expect(await chosen({ webgl: { declines } })).toEqual(['wasm', `WebGL: ${declined}`]);
  const others = { webgl: { declines }, wasm: { declines } };
  expect(await chosen(others)).toEqual(['webgpu', `WebGL: ${declined}; WebAssembly: ${declined}`]);
  expect(await chosen({ ...others, webgpu: { declines } })).toEqual([
    'tfjs',
    `WebGL: ${declined}; WebAssembly: ${declined}; WebGPU: ${declined}`,
  ]);
  expect(await chosen({ webgl: { software: true }, wasm: { declines } })).toEqual([
    'webgpu',
    `WebGL runs in software here (fake webgl), not on a GPU; WebAssembly: ${declined}`,
  ]);
  const software = { webgl: { software: true }, webgpu: { software: true } };
  expect((await chosen({ ...software, wasm: { declines } }))[0]).toBe('webgl');
});

test('a choice comes first, even of software WebGL, and loads no other engine', async () => {
  expect(await chosen({ webgl: { software: true } }, { choice: 'webgl' })).toEqual(['webgl', '']);
  const { entries, loaded } = engines();
  await chooseEngine(model, wish({ choice: 'wasm' }), entries, never);
  expect(new Set(loaded)).toEqual(new Set(['wasm']));
});

test('an engine whose code cannot be loaded is passed over, chosen or not', async () => {
  const [webgl, wasm, webgpu, ...others] = engines().entries;
  const missing = (entry: EngineEntry | undefined): EngineEntry => ({
    ...entry!,
    load: () => Promise.reject(new TypeError('Failed to fetch')),
  });
  const reason = 'could not be loaded (Failed to fetch)';
  const without = [missing(webgl), wasm!, missing(webgpu), ...others];
  expect(await chosen({}, {}, without)).toEqual(['wasm', `WebGL: ${reason}`]);
  expect(await chosen({}, { choice: 'wasm' }, [webgl!, missing(wasm), ...others])).toEqual([
    'webgl',
    `WebAssembly: ${reason}`,
  ]);
  const book = new TimingBook(without, () => performance.now());
  expect((await book.timings(plan, never)).map(({ id }) => id)).toEqual(['wasm']);
});

test('an excluded engine is passed over, with the reason', async () => {
  const excluded = new Map<EngineId, EngineMessage>([['webgl', declines]]);
  expect(await chosen({}, { excluded })).toEqual(['wasm', `WebGL: ${declined}`]);
});

test('auto takes the fastest', async () => {
  const [id, reason] = await chosen(
    {},
    { choice: 'auto', fastestFirst: async () => ['wasm', 'webgl'] },
  );
  expect([id, reason]).toEqual(['wasm', 'WebAssembly was measured to be faster']);
});

test('with none left every reason is in the message', async () => {
  const options = Object.fromEntries(engineIds.map((id) => [id, { declines }]));
  const failure = await chosen(options).catch(failureOf);
  expect(failureText(failure as Failure)).toBe(
    `No engine can run this experiment here. WebGL: ${declined}. WebAssembly: ${declined}. WebGPU: ${declined}. TensorFlow.js: ${declined}`,
  );
});

const wait = (milliseconds: number) => () =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

test('engines are timed on copies that are thrown away, once for each kind of plan', async () => {
  const slow = fakeEngine({ id: 'webgl', stepDelay: 5 });
  const fast = fakeEngine({ id: 'wasm' });
  let starts = 0;
  const supports: Engine['supports'] = (asked) => {
    starts++;
    return slow.supports(asked);
  };
  const entries = registered({ ...slow, supports }, fast);
  const book = new TimingBook(entries, () => performance.now());
  const timings = await book.timings(plan, never);
  expect(timings.map(({ id }) => id)).toEqual(['wasm', 'webgl']);
  expect(timings[0]!.microsecondsPerStep).toBeLessThan(timings[1]!.microsecondsPerStep);
  expect(timings[0]!.samplesPerSecond).toBeCloseTo((6 * 1e6) / timings[0]!.microsecondsPerStep, 3);
  expect([slow.open(), fast.open()]).toEqual([0, 0]);
  expect(await book.timings(smallPlan({ seed: 5, learningRate: 0.1 }), never)).toBe(timings);
  expect(starts).toBe(1);
  await book.timings(smallPlan({ weighted: true }), never);
  expect(starts).toBe(2);
  await book.timings(smallPlan({ replicas: 2 }), never);
  expect(starts).toBe(3);
});

test('a plan whose single step would take too long is not timed, one engine is nothing to compare', async () => {
  const wasm = fakeEngine();
  const entries = registered(fakeEngine({ id: 'webgl' }), wasm);
  const large = smallPlan({
    layers: [{ units: 500, activation: 'relu' }],
    rows: 20,
    batchSize: 20,
  });
  const huge = withModel(large, { batchSize: 1e6, rows: 1e6 });
  const book = new TimingBook(entries, () => performance.now());
  expect(await book.timings(huge, never)).toEqual([]);
  const single = new TimingBook(registered(wasm), () => performance.now());
  expect(await single.timings(plan, never)).toEqual([]);
});

test('a GPU whose work is done in software is timed where it is in use, never to find the fastest', async () => {
  const inSoftware = fakeEngine({ id: 'webgl', software: true });
  const start = (preference: 'auto' | 'webgl') => {
    const harness = new SessionHarness({ engines: registered(inSoftware, fakeEngine()) });
    return harness.open('run', smallExperiment, { preference }).then(() => harness);
  };
  const measured = async (harness: SessionHarness) => {
    await harness.train('run');
    const [told] = harness.of('timings');
    return told?.timings.measured.map(({ id }) => id);
  };
  expect(await measured(await start('auto'))).toEqual(['wasm']);
  expect(await measured(await start('webgl'))).toEqual(['webgl', 'wasm']);
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
  const harness = new SessionHarness({ engines: registered(slow, fakeEngine()) });
  await harness.open('run', smallExperiment, { preference: 'auto' });
  await harness.train('run', { unit: 'epochs', count: 1 });
  await harness.train('run');
  expect(harness.of('engine').map(({ engine }) => engine.id)).toEqual(['wasm']);
  expect(harness.of('timings').map(({ timings }) => timings.measured[0]?.id)).toEqual(['wasm']);
  expect(slow.open()).toBe(0);
});

test('engines are made ready beside the training, timed between two calls, and no longer than told', async () => {
  const slow = fakeEngine({ id: 'webgl', stepDelay: 5 });
  const harness = new SessionHarness({ engines: registered(slow, fakeEngine()) });
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
