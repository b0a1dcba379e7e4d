import type { Engine } from '#src/engine/contract/engine.ts';
import { EngineClient, type WorkerLike } from '#src/engine/page/client.ts';
import { type TrainingPlace, Trainings } from '#src/engine/page/trainings.ts';
import { createSession } from '#src/engine/worker/session.ts';
import { registered } from './engines.ts';
import { workerPair } from './worker-pair.ts';

/** The training service over real sessions in this thread, which counts the workers that are alive. */
export class TestTrainings {
  readonly trainings: Trainings;
  alive = 0;
  /** Makes the worker that was started last believe that it died. */
  crash: (message: string) => void = () => undefined;

  constructor(engines: readonly Engine[], place: Partial<TrainingPlace> = {}) {
    const environment = { engines: registered(...engines), now: () => performance.now() };
    const startWorker = (): WorkerLike => {
      const { worker, crash } = workerPair((emit) => createSession(environment, emit));
      const { terminate } = worker;
      this.alive++;
      this.crash = crash;
      return Object.assign(worker, {
        terminate: () => {
          this.alive--;
          terminate.call(worker);
        },
      });
    };
    this.trainings = new Trainings({
      makeClient: () => new EngineClient(startWorker),
      processors: () => 1,
      preference: () => 'any',
      ...place,
    });
  }
}
