import type { Train, Trained, Verdict } from '#src/doctor/contract.ts';
import type { ProofOutcome } from '#src/doctor/prove.ts';
import type { DiagnoseInput, ProveInput, TrainedInput } from '#src/engine/contract/protocol.ts';
import type { Emit } from '#src/engine/worker/serve.ts';
import { abortError } from '#src/lib/abort.ts';

interface Waiting {
  resolve(trained: Trained): void;
  reject(error: Error): void;
}

/** Diagnoses under way: all but their trainings takes place here. */
export class Diagnoses {
  readonly #now: () => number;
  readonly #emit: Emit;
  /** Trials by diagnosis and number. */
  readonly #waiting = new Map<string, Waiting>();
  #trials = 0;

  constructor(now: () => number, emit: Emit) {
    this.#now = now;
    this.#emit = emit;
  }

  async diagnose(
    { runId, experiment, budget }: DiagnoseInput,
    signal: AbortSignal,
  ): Promise<Verdict | null> {
    const { diagnose } = await import('#src/doctor/diagnose.ts');
    return diagnose(experiment, {
      ...(budget !== undefined && { budget }),
      signal,
      now: this.#now,
      train: (jobs, extent) => this.#train(runId, jobs, extent, signal),
      onProgress: (progress) => this.#emit({ event: 'diagnosis', runId, progress }),
      onEvidence: (_, findings) => this.#emit({ event: 'diagnosis', runId, findings }),
      onTrial: (trial) => this.#emit({ event: 'diagnosis', runId, trial }),
    });
  }

  async prove({ runId, ...task }: ProveInput, signal: AbortSignal): Promise<ProofOutcome> {
    const { prove } = await import('#src/doctor/prove.ts');
    return prove(task, {
      signal,
      now: this.#now,
      train: (jobs, extent) => this.#train(runId, jobs, extent, signal),
      onProgress: (progress) => this.#emit({ event: 'diagnosis', runId, progress }),
    });
  }

  trained({ runId, trial, trained }: TrainedInput): void {
    const key = `${runId} ${trial}`;
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (trained === null) waiting?.reject(new Error('it could not be trained'));
    else waiting?.resolve(trained);
  }

  #train(runId: string, ...[jobs, extent, signal]: Parameters<Train>): ReturnType<Train> {
    const from = this.#trials;
    this.#trials += jobs.length;
    const experiments = jobs.map(({ experiment }) => experiment);
    const promises = jobs.map(
      (_, i) =>
        new Promise<Trained>((resolve, reject) => {
          const key = `${runId} ${from + i}`;
          const onAbort = (): void => {
            this.#waiting.delete(key);
            reject(abortError('aborted'));
          };
          signal.addEventListener('abort', onAbort, { once: true });
          const settled = (): void => signal.removeEventListener('abort', onAbort);
          this.#waiting.set(key, {
            resolve: (trained) => {
              settled();
              resolve(trained);
            },
            reject: (error) => {
              settled();
              reject(error);
            },
          });
        }),
    );
    this.#emit({ event: 'trials', runId, from, experiments, extent });
    return promises;
  }
}
