import { expect, test } from 'vitest';
import { tfjsEngine } from '#src/engine/tfjs/engine.ts';
import { webglEngine } from '#src/engine/webgl/engine.ts';
import { webgpuEngine } from '#src/engine/webgpu/engine.ts';
import { registered } from '../../support/engines.ts';
import { loseContexts } from '../../support/gl-watch.ts';
import { loseDevices } from '../../support/gpu-watch.ts';
import { SessionHarness, smallExperiment, trainedCurve } from '../../support/session-harness.ts';

const engines = [webglEngine, webgpuEngine, tfjsEngine];

function loseGraphics(): void {
  loseContexts();
  loseDevices();
}

test.each(engines)(
  'a device of $id that is lost in mid-run leaves no trace in the finished curve',
  async (engine) => {
    const environment = { engines: registered(engine) };
    const whole = await trainedCurve(environment, smallExperiment);

    const harness = new SessionHarness(environment);
    await harness.open('run', smallExperiment);
    await harness.train('run', { unit: 'steps', count: 31 });
    loseGraphics();
    const training = harness.train('run');
    while (harness.log('run').length < 5) await new Promise((resolve) => setTimeout(resolve, 1));
    loseGraphics();
    expect(await training).toEqual(whole.output);
    expect(harness.curve('run')).toEqual(whole.harness.curve('run'));
    expect(harness.of('notice').length).toBeGreaterThan(0);
    expect(harness.of('snapshot').at(-1)!.snapshot).toEqual(
      whole.harness.of('snapshot').at(-1)!.snapshot,
    );
    await harness.request('close', 'run');
    await whole.harness.request('close', 'run');
  },
);

test.each(engines)('single steps on $id come to the same curve', async (engine) => {
  const environment = { engines: registered(engine) };
  const whole = await trainedCurve(environment, smallExperiment);
  const harness = new SessionHarness(environment);
  await harness.open('run', smallExperiment);
  for (const count of [1, 3, 9, 2, 20, 1, 1]) {
    await harness.train('run', { unit: 'steps', count });
  }
  await harness.train('run');
  expect(harness.curve('run')).toEqual(whole.harness.curve('run'));
  await harness.request('close', 'run');
  await whole.harness.request('close', 'run');
});
