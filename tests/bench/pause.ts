import { EngineClient } from '#src/engine/page/client.ts';
import { startEngineWorker } from '#src/engine/page/start-worker.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { EngineId } from '#src/experiment/ids.ts';

/** Steps that take any engine long: eight layers of 512, one row at a time. */
const slow: Experiment = {
  ...defaultExperiment,
  target: 'two_hills',
  layers: Array.from({ length: 8 }, () => ({ units: 512, activation: 'relu', dropout: 0 })),
  batchSize: 1,
  trainCount: 1000,
  epochs: 1000,
};

/** Milliseconds until a training that has just begun, and one that is well under way, have come to rest. */
export interface PauseTimes {
  readonly early: number;
  readonly late: number;
}

/** @throws Error where the engine cannot train */
export async function timePause(engine: EngineId): Promise<PauseTimes> {
  const client = new EngineClient(startEngineWorker);
  const runId = 'pause';
  try {
    const opened = await client.request('open', {
      runId,
      experiment: { ...slow, engine },
      preference: engine,
    });
    if (!opened.ok) throw new Error('the experiment has no data');
    const pauseAfter = async (milliseconds: number): Promise<number> => {
      const training = client.request('train', { runId, limit: null });
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      const start = performance.now();
      await Promise.all([client.request('pause', { runId }), training]);
      return performance.now() - start;
    };
    const [early, late] = [await pauseAfter(100), await pauseAfter(3000)];
    return { early, late };
  } finally {
    client.dispose();
  }
}
