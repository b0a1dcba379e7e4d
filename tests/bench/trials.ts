import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { Trainings } from '#src/engine/page/trainings.ts';
import { presetById } from '#src/experiment/presets.ts';
import { lastValue } from '#src/records/record-table.ts';

/** Milliseconds of one of many short runs, through the service that batches and trials use. */
export interface TrialTime {
  readonly epochs: number;
  /** From one result to the next, on one worker. */
  readonly milliseconds: number;
  /** Of that, training and evaluating. */
  readonly training: number;
}

const runs = 200;

/** Runs of sum-bin that differ in the seed: of one epoch and as long as they are. */
export async function timeTrials(startWorker: () => WorkerLike): Promise<readonly TrialTime[]> {
  const experiment = presetById('sum-bin-posted')?.experiment;
  if (experiment === undefined) throw new Error('no sum-bin');
  const trainings = new Trainings({
    makeClient: () => new EngineClient(startWorker),
    processors: () => 1,
    preference: () => 'wasm',
  });
  const train = (count: number, epochs: number) =>
    Promise.all(
      trainings.train(
        Array.from({ length: count }, (_, seed) => ({
          experiment: { ...experiment, seed, epochs },
        })),
        { priority: 'study' },
      ),
    );
  const times: TrialTime[] = [];
  try {
    for (const epochs of [1, experiment.epochs]) {
      await train(20, epochs);
      const start = performance.now();
      const results = await train(runs, epochs);
      const milliseconds = (performance.now() - start) / runs;
      const seconds = results.map(({ records }) => lastValue(records, 'seconds'));
      const training = (1000 * seconds.reduce((a, b) => a + b)) / runs;
      times.push({ epochs, milliseconds, training });
    }
    return times;
  } finally {
    trainings.dispose();
  }
}
