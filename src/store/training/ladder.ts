import { createStore } from 'zustand/vanilla';
import type { Floor } from '#src/doctor/floors/floor.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { type LossOf, shownLoss } from '#src/records/loss-unit.ts';
import { restsAfterTraining } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';

/** The floors of an experiment, and what stands beside them. */
export interface Floors extends LossOf {
  /** As losses are shown. */
  readonly floors: readonly Floor[];
}

/** Knows the floors of the experiment on show from when its run first comes to rest: before that the machine is the run's. */
export class Ladder {
  /** Null: none yet. */
  readonly store = createStore<Floors | null>(() => null);
  readonly #client: Pick<EngineClient, 'request'>;
  #asked: Experiment | null = null;

  /** @param client of a worker that trains nothing */
  constructor(app: AppStore, client: Pick<EngineClient, 'request'>) {
    this.#client = client;
    app.subscribe((state) => {
      if (restsAfterTraining(state) && state.experiment !== this.#asked)
        void this.#ask(state.experiment);
    });
  }

  async #ask(experiment: Experiment): Promise<void> {
    this.#asked = experiment;
    // Without a worker there is no ladder.
    const found = await this.#client.request('floors', { experiment }).catch(() => null);
    if (this.#asked !== experiment || found === null) return;
    const { lossFactor, answerVariance } = found;
    const shown = (loss: number): number => shownLoss(loss, lossFactor);
    const floors = found.floors.map((floor) => ({
      ...floor,
      train: shown(floor.train),
      heldOut: shown(floor.heldOut),
    }));
    this.store.setState({ experiment, floors, lossFactor, answerVariance });
  }
}
