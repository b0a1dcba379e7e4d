import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Floor } from '#src/doctor/floors/floor.ts';
import type { EngineClient } from '#src/engine/page/client.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { type LossOf, shownLoss } from '#src/records/loss-unit.ts';
import { restsAfterTraining } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';

/** The floors of an experiment, and what stands beside them. */
export interface Ladder extends LossOf {
  /** As losses are shown. */
  readonly floors: readonly Floor[];
}

/** Null: none yet. */
export type LadderStore = StoreApi<Ladder | null>;

/**
 * Knows the floors of the experiment on show from when its run first comes to rest: before that the machine is the run's.
 *
 * @param client of a worker that trains nothing
 */
export function createLadder(app: AppStore, client: Pick<EngineClient, 'request'>): LadderStore {
  const ladder = createStore<Ladder | null>(() => null);
  let asked: Experiment | null = null;
  app.subscribe((state) => {
    if (!restsAfterTraining(state) || state.experiment === asked) return;
    const { experiment } = state;
    asked = experiment;
    client.request('floors', { experiment }).then(
      (found) => {
        if (asked !== experiment || found === null) return;
        const { lossFactor, answerVariance } = found;
        const shown = (loss: number): number => shownLoss(loss, lossFactor);
        const floors = found.floors.map((floor) => ({
          ...floor,
          train: shown(floor.train),
          heldOut: shown(floor.heldOut),
        }));
        ladder.setState({ experiment, floors, lossFactor, answerVariance });
      },
      () => undefined, // without a worker there is no ladder
    );
  });
  return ladder;
}
