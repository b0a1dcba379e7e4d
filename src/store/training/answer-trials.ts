import type { Events } from '#src/engine/contract/protocol.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Trainings } from '#src/engine/page/trainings.ts';
import type { Priority } from '#src/engine/page/workers.ts';

interface Answering {
  readonly client: Pick<EngineClient, 'request'>;
  readonly trainings: Pick<Trainings, 'train'>;
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

/** Trains what a worker that trains nothing itself waits for, and tells it what comes of each. */
export function answerTrials(
  runId: string,
  { client, trainings, priority, signal }: Answering,
): (trials: Events['trials']) => void {
  return ({ from, experiments, extent }) => {
    const jobs = experiments.map((experiment) => ({ experiment }));
    for (const [i, result] of trainings.train(jobs, { priority, extent, signal }).entries()) {
      void result
        .catch(() => null)
        .then(async (trained) => {
          if (signal.aborted) return;
          await client.request('trained', { runId, trial: from + i, trained }, signal);
        })
        .catch(() => undefined); // it was given up meanwhile
    }
  };
}
