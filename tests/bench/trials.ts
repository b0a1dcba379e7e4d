import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { Trainings } from '#src/engine/page/trainings.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { lastValue } from '#src/records/record-table.ts';

/** One figure of many short runs, through the service that batches and trials use. */
export interface TrialFigure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'µs' | 'times' | 'a second';
}

/** Trains experiments on so many workers, started and warm. @returns milliseconds, and those of training alone */
type Time = (
  experiments: readonly Experiment[],
) => Promise<{ readonly milliseconds: number; readonly training: number; readonly steps: number }>;

const presetOf = (id: string): Experiment => {
  const experiment = presetById(id)?.experiment;
  if (experiment === undefined) throw new Error(`no preset ${id}`);
  return experiment;
};
const withSeeds = (experiment: Experiment, count: number) =>
  Array.from({ length: count }, (_, seed) => ({ ...experiment, seed }));

/** Runs as short as they are, epochs of one step, and how much faster two workers are than one. */
export async function timeTrials(startWorker: () => WorkerLike): Promise<readonly TrialFigure[]> {
  const [tiny, sine] = [presetOf('sum-bin-posted'), presetOf('sine-normal')];
  const figures: TrialFigure[] = [];
  const one = await onWorkers(startWorker, 1, async (time) => {
    for (const epochs of [1, tiny.epochs]) {
      const what = `a run of sum-bin of ${epochs} epochs`;
      const { milliseconds, training } = await time(withSeeds({ ...tiny, epochs }, 200));
      figures.push(
        { what, value: milliseconds / 200, unit: 'ms' },
        { what: `${what}, beside training`, value: (milliseconds - training) / 200, unit: 'ms' },
      );
      if (epochs > 1)
        figures.push({ what: 'runs of sum-bin', value: 2e5 / milliseconds, unit: 'a second' });
    }
    const [alone, among] = await stepTimes(time, [1, 100]);
    const step = 'a step of 2-8-8-1, batch 32';
    figures.push(
      { what: `${step}, where an epoch has one`, value: alone, unit: 'µs' },
      { what: `${step}, where it has 100`, value: among, unit: 'µs' },
      { what: `${step}, the first against the second`, value: alone / among, unit: 'times' },
    );
    return (await time(withSeeds(sine, 8))).milliseconds;
  });
  figures.push({ what: 'runs of sine', value: 8000 / one, unit: 'a second' });
  const two = await onWorkers(
    startWorker,
    2,
    async (time) => (await time(withSeeds(sine, 8))).milliseconds,
  );
  figures.push({
    what: '8 runs of sine, two workers against one',
    value: one / two,
    unit: 'times',
  });
  return figures;
}

/** Microseconds a step in epochs of so many steps: the least of five times each, taken by turns. */
async function stepTimes(time: Time, kinds: readonly [number, number]): Promise<[number, number]> {
  const found: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 5; round++) {
    for (const [k, stepsPerEpoch] of kinds.entries()) {
      const { training, steps } = await time([shortEpochs(stepsPerEpoch)]);
      found[k] = Math.min(found[k] as number, (1000 * training) / steps);
    }
  }
  return found;
}

/** 100 000 steps of a small network. */
function shortEpochs(stepsPerEpoch: number): Experiment {
  return {
    ...defaultExperiment,
    target: 'two_hills',
    layers: [8, 8].map((units) => ({ units, activation: 'tanh', dropout: 0 })),
    trainCount: 32 * stepsPerEpoch,
    batchSize: 32,
    epochs: 100_000 / stepsPerEpoch,
  };
}

async function onWorkers<T>(
  startWorker: () => WorkerLike,
  workers: number,
  work: (time: Time) => Promise<T>,
): Promise<T> {
  const trainings = new Trainings({
    makeClient: () => new EngineClient(startWorker),
    processors: () => workers,
    preference: () => 'wasm',
  });
  const train = (experiments: readonly Experiment[]) =>
    Promise.all(
      trainings.train(
        experiments.map((experiment) => ({ experiment })),
        { priority: 'study' },
      ),
    );
  try {
    return await work(async (experiments) => {
      await train(experiments.slice(0, 20));
      // Other seeds than those that the workers are warm with: their data are not yet drawn.
      const fresh = experiments.map((one) => ({ ...one, seed: one.seed + 1000 }));
      const start = performance.now();
      const results = await train(fresh);
      const milliseconds = performance.now() - start;
      const last = (column: 'seconds' | 'step') =>
        results.reduce((sum, { records }) => sum + lastValue(records, column), 0);
      return { milliseconds, training: 1000 * last('seconds'), steps: last('step') };
    });
  } finally {
    trainings.dispose();
  }
}
