import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { Trainings } from '#src/engine/page/trainings.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import { median } from '#src/lib/statistics.ts';
import { lastValue } from '#src/records/record-table.ts';
import { type BareLoop, timeCores } from './cores.ts';

/** One figure of many short runs, through the service that batches and trials use. */
export interface TrialFigure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'µs' | 'times' | 'a second';
}

/** Workers that train experiments. */
interface Service {
  /** Of as many seeds that are new to the workers. @returns milliseconds, and those of training alone */
  time(
    experiment: Experiment,
    runs: number,
  ): Promise<{ readonly milliseconds: number; readonly training: number; readonly steps: number }>;
  dispose(): void;
}

const presetOf = (id: string): Experiment => {
  const experiment = presetById(id)?.experiment;
  if (experiment === undefined) throw new Error(`no preset ${id}`);
  return experiment;
};

/** Runs as short as they are, epochs of one step, and how much faster two workers are than one. */
export async function timeTrials(
  startWorker: () => WorkerLike,
  startLoop: () => BareLoop,
): Promise<readonly TrialFigure[]> {
  const [tiny, sine] = [presetOf('sum-bin-posted'), presetOf('sine-normal')];
  const figures: TrialFigure[] = [];
  const one = startService(startWorker, 1);
  const two = startService(startWorker, 2);
  try {
    for (const epochs of [1, tiny.epochs]) {
      const what = `a run of sum-bin of ${epochs} epochs`;
      await one.time({ ...tiny, epochs }, 20);
      const { milliseconds, training } = await one.time({ ...tiny, epochs }, 200);
      figures.push(
        { what, value: milliseconds / 200, unit: 'ms' },
        { what: `${what}, beside training`, value: (milliseconds - training) / 200, unit: 'ms' },
      );
      if (epochs > 1)
        figures.push({ what: 'runs of sum-bin', value: 2e5 / milliseconds, unit: 'a second' });
    }
    const [alone, among, stepRatio] = await byTurns(9, [1, 100], async (stepsPerEpoch) => {
      const { training, steps } = await one.time(shortEpochs(stepsPerEpoch), 1);
      return (1000 * training) / steps;
    });
    const step = 'a step of 2-8-8-1, batch 32';
    figures.push(
      { what: `${step}, where an epoch has one`, value: alone, unit: 'µs' },
      { what: `${step}, where it has 100`, value: among, unit: 'µs' },
      { what: `${step}, the first against the second`, value: stepRatio, unit: 'times' },
    );
    const times: number[] = [];
    const timeSine = async (workers: 1 | 2): Promise<number> => {
      const service = workers === 1 ? one : two;
      const { milliseconds } = await service.time({ ...sine, epochs: 100 }, 8);
      if (workers === 1) times.push(milliseconds);
      return milliseconds;
    };
    await timeSine(2); // its workers are started
    const gains = await timeCores(9, timeSine, startLoop);
    const what = 'runs of sine of 100 epochs';
    figures.push(
      { what, value: 8000 / Math.min(...times), unit: 'a second' },
      { what: `8 ${what}, two workers against one`, value: gains.service, unit: 'times' },
      { what: 'its steps alone, two threads against one', value: gains.bare, unit: 'times' },
      { what: 'the workers against the threads', value: gains.share, unit: 'times' },
    );
  } finally {
    one.dispose();
    two.dispose();
  }
  return figures;
}

/**
 * Times of either kind, taken by turns: a machine is not as fast in one second as in the next.
 *
 * @returns the least of each, and the median of the first against the second beside it
 */
async function byTurns<K>(
  rounds: number,
  kinds: readonly [K, K],
  timeOf: (kind: K) => Promise<number>,
): Promise<readonly [first: number, second: number, ratio: number]> {
  const times: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++)
    times.push([await timeOf(kinds[0]), await timeOf(kinds[1])]);
  const least = (k: 0 | 1) => Math.min(...times.map((pair) => pair[k]));
  return [least(0), least(1), median(times.map(([first, second]) => first / second))];
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

function startService(startWorker: () => WorkerLike, workers: number): Service {
  const trainings = new Trainings({
    makeClient: () => new EngineClient(startWorker),
    processors: () => workers,
    preference: () => 'wasm',
  });
  let seed = 0;
  return {
    time: async (experiment, runs) => {
      const jobs = Array.from({ length: runs }, () => ({
        experiment: { ...experiment, seed: seed++ },
      }));
      const start = performance.now();
      const results = await Promise.all(trainings.train(jobs, { priority: 'study' }));
      const milliseconds = performance.now() - start;
      const last = (column: 'seconds' | 'step') =>
        results.reduce((sum, { records }) => sum + lastValue(records, column), 0);
      return { milliseconds, training: 1000 * last('seconds'), steps: last('step') };
    },
    dispose: () => trainings.dispose(),
  };
}
