import { createStore, type StoreApi } from 'zustand/vanilla';
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

export interface ProofCheck {
  readonly store: StoreApi<ProofState>;
  /** Shows what a link claims; null: it claims nothing. What was running is given up. */
  open(opened: OpenedProof | null): void;
  /** Runs the proof again, with and without the changes. */
  check(): void;
}

const nothing: ProofState = { opened: null, phase: 'waiting', runs: 0, outcome: null };

/** Runs again what a link says makes its experiment fit. @param client of a worker that trains nothing */
export function createProofCheck(
  client: Pick<EngineClient, 'request' | 'listen'>,
  trainings: Pick<Trainings, 'train'>,
): ProofCheck {
  const store = createStore<ProofState>(() => nothing);
  let running: AbortController | null = null;
  let asked = 0;

  async function check({ proof, experiment }: OpenedProof, signal: AbortSignal): Promise<void> {
    const runId = `proof-${++asked}`;
    const { after, seeds, unexplained } = proof;
    const ignore = client.listen(runId, {
      trials: answerTrials(runId, { client, trainings, priority: 'study', signal }),
      diagnosis({ progress }) {
        if (!signal.aborted && progress) store.setState({ runs: progress.runs });
      },
    });
    try {
      const task = { runId, experiment, after, seeds, unexplained };
      store.setState({ phase: 'done', outcome: await client.request('prove', task, signal) });
    } catch {
      if (!signal.aborted) store.setState({ phase: 'failed' });
    } finally {
      ignore();
    }
  }

  return {
    store,
    open(opened) {
      running?.abort();
      store.setState({ ...nothing, opened }, true);
    },
    check() {
      const { opened } = store.getState();
      if (opened === null) return;
      running?.abort();
      running = new AbortController();
      store.setState({ ...nothing, opened, phase: 'running' }, true);
      void check(opened, running.signal);
    },
  };
}
