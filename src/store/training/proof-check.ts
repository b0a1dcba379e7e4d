import { createStore } from 'zustand/vanilla';
import type { ProofOutcome } from '#src/doctor/prove.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Trainings } from '#src/engine/page/trainings.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Proof } from '#src/share/proof.ts';
import { answerTrials } from '#src/store/training/answer-trials.ts';

export interface OpenedProof {
  readonly proof: Proof;
  readonly experiment: Experiment;
}

export interface ProofState {
  /** What the link brought along; null: nothing. */
  readonly opened: OpenedProof | null;
  readonly phase: 'waiting' | 'running' | 'done' | 'failed';
  /** Runs that are done. */
  readonly runs: number;
  readonly outcome: ProofOutcome | null;
}

const nothing: ProofState = { opened: null, phase: 'waiting', runs: 0, outcome: null };

/** Runs again what a link says makes its experiment fit. */
export class ProofCheck {
  readonly store = createStore<ProofState>(() => nothing);
  readonly #client: Pick<EngineClient, 'request' | 'listen'>;
  readonly #trainings: Pick<Trainings, 'train'>;
  #running: AbortController | null = null;
  #asked = 0;

  /** @param client of a worker that trains nothing */
  constructor(
    client: Pick<EngineClient, 'request' | 'listen'>,
    trainings: Pick<Trainings, 'train'>,
  ) {
    this.#client = client;
    this.#trainings = trainings;
  }

  /** Shows what a link claims; null: it claims nothing. What was running is given up. */
  open(opened: OpenedProof | null): void {
    this.#running?.abort();
    this.store.setState({ ...nothing, opened }, true);
  }

  /** Runs the proof again, with and without the changes. */
  check(): void {
    const { opened } = this.store.getState();
    if (opened === null) return;
    this.#running?.abort();
    this.#running = new AbortController();
    this.store.setState({ ...nothing, opened, phase: 'running' }, true);
    void this.#run(opened, this.#running.signal);
  }

  async #run({ proof, experiment }: OpenedProof, signal: AbortSignal): Promise<void> {
    const runId = `proof-${++this.#asked}`;
    const { after, seeds, unexplained } = proof;
    const [client, trainings] = [this.#client, this.#trainings];
    const ignore = client.listen(runId, {
      trials: answerTrials(runId, { client, trainings, priority: 'study', signal }),
      diagnosis: ({ progress }) => {
        if (!signal.aborted && progress) this.store.setState({ runs: progress.runs });
      },
    });
    try {
      const task = { runId, experiment, after, seeds, unexplained };
      const outcome = await client.request('prove', task, signal);
      this.store.setState({ phase: 'done', outcome });
    } catch {
      if (!signal.aborted) this.store.setState({ phase: 'failed' });
    } finally {
      ignore();
    }
  }
}
