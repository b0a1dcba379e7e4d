import { expect, test } from 'vitest';
import { registered } from '../../support/engines.ts';
import { fakeEngine } from '../../support/fake-trainer.ts';
import { SessionHarness, smallExperiment, trainedCurve } from '../../support/session-harness.ts';

const webgl = fakeEngine({ id: 'webgl' });
const reference = await trainedCurve({ engines: registered(webgl) }, smallExperiment);

/** Loses its context once at each of these numbers of steps. */
function losing(at: readonly number[]): (steps: number) => boolean {
  const left = [...at];
  return (steps) => {
    const next = left[0];
    if (next === undefined || steps < next) return false;
    left.shift();
    return true;
  };
}

/** Two seconds pass with every look at the clock: a checkpoint whenever one may be taken. */
function hurriedClock(): () => number {
  let now = 0;
  return () => (now += 2000);
}

test.each([[[30]], [[0]], [[5, 6]], [[10, 40]], [[72]]])(
  'a context lost after %j steps leaves no trace in the finished curve',
  async (at) => {
    for (const now of [() => performance.now(), hurriedClock()]) {
      const engine = fakeEngine({ id: 'webgl', depth: 2, losesContext: losing(at) });
      const { harness, output } = await trainedCurve(
        { engines: registered(engine), now },
        smallExperiment,
      );
      expect(output).toEqual(reference.output);
      expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
      expect(harness.of('notice')).toHaveLength(at.length);
      expect(harness.of('notice')[0]!.message.id).toBe('goes_on');
      expect(engine.open()).toBe(1);
    }
  },
);

test('a context lost while the run rests is replaced when it goes on', async () => {
  let gone = false;
  const engine = fakeEngine({
    id: 'webgl',
    losesContext: () => {
      const now = gone;
      gone = false;
      return now;
    },
  });
  const harness = new SessionHarness({ engines: registered(engine) });
  await harness.open('run', smallExperiment);
  await harness.train('run', { unit: 'steps', count: 31 });
  gone = true;
  await harness.train('run');
  expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
  gone = true;
  await harness.request('reset', 'run');
  await harness.train('run');
  expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
});

test('an engine that keeps losing its context hands over to another, from the start', async () => {
  const losing = fakeEngine({ id: 'webgl', losesContext: (steps) => steps >= 20 });
  const steady = fakeEngine({ id: 'wasm' });
  const { harness, output } = await trainedCurve(
    { engines: registered(losing, steady) },
    smallExperiment,
  );
  expect(output).toEqual({ state: 'finished', reason: { kind: 'epochs' } });
  expect(harness.of('engine').map(({ engine }) => engine.id)).toEqual(['webgl', 'wasm']);
  expect(harness.of('engine')[1]!.engine.reasons).toEqual([
    { engine: 'webgl', message: { id: 'lost_often', values: { times: 3 } } },
  ]);
  expect(harness.of('notice').at(-1)!.message.id).toBe('again_after_losses');
  expect(harness.log('run').length).toBe(8);
  expect([losing.open(), steady.open()]).toEqual([0, 1]);
});

test('a device that is replaced by another one starts the run again, and says so', async () => {
  const losesContext = losing([40]);
  let device = 'a GPU';
  const engine = fakeEngine({
    id: 'webgl',
    device: () => device,
    losesContext: (steps) => {
      const lost = losesContext(steps);
      if (lost) device = 'the processor';
      return lost;
    },
  });
  const { harness, output } = await trainedCurve({ engines: registered(engine) }, smallExperiment);
  expect(output).toEqual(reference.output);
  expect(harness.of('engine').map((event) => event.engine.device)).toEqual([
    'a GPU',
    'the processor',
  ]);
  expect(harness.of('notice').map(({ message }) => message.id)).toEqual(['again_on_other_device']);
  expect(harness.of('records').filter(({ from }) => from === 0).length).toBeGreaterThan(1);
  expect(harness.curve('run')).toEqual(reference.harness.curve('run'));
});

test('with no engine left the run fails in words', async () => {
  const engine = fakeEngine({ id: 'webgl', losesContext: (steps) => steps >= 20 });
  const harness = new SessionHarness({ engines: registered(engine) });
  await harness.open('run', smallExperiment);
  await expect(harness.train('run')).rejects.toThrow('no_engine');
  expect(harness.of('failed')).toHaveLength(1);
  expect(engine.open()).toBe(0);
});
