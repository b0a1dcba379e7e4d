import { expect, test } from 'vitest';
import { tfjsEngine } from '#src/engine/tfjs/engine.ts';
import { webglEngine } from '#src/engine/webgl/engine.ts';
import { webgpuEngine } from '#src/engine/webgpu/engine.ts';
import { registered } from '../../support/engines.ts';
import { loseContexts } from '../../support/gl-watch.ts';
import { loseDevices } from '../../support/gpu-watch.ts';
import { SessionHarness, smallExperiment, trainedCurve } from '../../support/session-harness.ts';

const engines = [webglEngine, webgpuEngine, tfjsEngine];

test.each(engines)(
  'neither single steps on $id nor a device that is lost leave a trace in the curve',
  async (engine) => {
    const environment = { engines: registered(engine) };
    const whole = await trainedCurve(environment, smallExperiment);
    const curve = whole.harness.curve('run');
    await whole.harness.request('close', 'run');

    const single = new SessionHarness(environment);
    await single.open('run', smallExperiment);
    for (const count of [1, 3, 9, 2, 20, 1, 1]) {
      await single.train('run', { unit: 'steps', count });
    }
    await single.train('run');
    expect(single.curve('run')).toEqual(curve);
    await single.request('close', 'run');

    const lossy = new SessionHarness(environment);
    await lossy.open('run', smallExperiment);
    await lossy.train('run', { unit: 'steps', count: 31 });
    const training = lossy.train('run');
    while (lossy.log('run').length < 5) await new Promise((resolve) => setTimeout(resolve, 1));
    loseContexts();
    loseDevices();
    expect(await training).toEqual(whole.output);
    expect(lossy.curve('run')).toEqual(curve);
    expect(lossy.of('notice').length).toBeGreaterThan(0);
    expect(lossy.of('snapshot').at(-1)!.snapshot).toEqual(
      whole.harness.of('snapshot').at(-1)!.snapshot,
    );
    await lossy.request('close', 'run');
  },
);
