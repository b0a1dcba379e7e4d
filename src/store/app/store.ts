import { temporal } from 'zundo';
import { createStore } from 'zustand/vanilla';
import { type AppState, initialState } from '#src/store/app/state.ts';

const undoSteps = 100;
/** Changes that join are one step of undo when they follow one another within this time. */
const joinMilliseconds = 800;

/** What undo and redo bring back. */
type Undoable = Pick<AppState, 'experiment' | 'presetId' | 'undoJoin'>;

/**
 * The page's state with undo and redo of the experiment. Written only by the commands and, its part `run`, by the run's events.
 *
 * @param start what differs from the first visit's state
 * @param now milliseconds of a clock that only goes forward
 */
export function createAppStore(
  start: Partial<AppState> = {},
  now: () => number = () => performance.now(),
) {
  const joins = joiner(now);
  return createStore<AppState>()(
    temporal((): AppState => ({ ...initialState, ...start }), {
      limit: undoSteps,
      partialize: ({ experiment, presetId, undoJoin }): Undoable => ({
        experiment,
        presetId,
        undoJoin,
      }),
      equality: (past, current) =>
        past.experiment === current.experiment && past.presetId === current.presetId,
      handleSet: (remember) => (past, replace, current, delta) => {
        if (joins(past as Undoable, current)) return;
        // zundo hands its internal four-argument setter out under zustand's type.
        (remember as (...all: unknown[]) => void)(past, replace, current, delta);
      },
    }),
  );
}

export type AppStore = ReturnType<typeof createAppStore>;

/** Tells whether a change continues the one before it: of the same name, shortly after, from where that one ended. */
function joiner(now: () => number): (past: Undoable, current: Undoable) => boolean {
  let last: { readonly at: number; readonly result: Undoable } | null = null;
  return (past, current) => {
    const at = now();
    const continues =
      current.undoJoin !== null &&
      last !== null &&
      last.result.undoJoin === current.undoJoin &&
      last.result.experiment === past.experiment &&
      at - last.at <= joinMilliseconds;
    last = { at, result: current };
    return continues;
  };
}
