import { temporal } from 'zundo';
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#src/experiment/fields.ts';
import { type AppState, initialState } from '#src/store/app/state.ts';

const undoSteps = 100;
/** Changes to the same thing that follow one another within this time are one step of undo (a slider's drag). */
const coalesceMilliseconds = 800;

/** What undo and redo bring back. */
type Undoable = Pick<AppState, 'experiment' | 'presetId'>;

/**
 * The page's state with undo and redo of the experiment. Written only by the commands and the run controller.
 *
 * @param start what differs from the first visit's state
 * @param now milliseconds of a clock that only goes forward
 */
export function createAppStore(
  start: Partial<AppState> = {},
  now: () => number = () => performance.now(),
) {
  const coalesce = coalescer(now);
  return createStore<AppState>()(
    temporal((): AppState => ({ ...initialState, ...start }), {
      limit: undoSteps,
      partialize: ({ experiment, presetId }): Undoable => ({ experiment, presetId }),
      equality: (past, current) =>
        past.experiment === current.experiment && past.presetId === current.presetId,
      handleSet: (remember) => (past, replace, current, delta) => {
        if (coalesce(past as Undoable, current)) return;
        // zundo hands its internal four-argument setter out under zustand's type.
        (remember as (...all: unknown[]) => void)(past, replace, current, delta);
      },
    }),
  );
}

export type AppStore = ReturnType<typeof createAppStore>;

/** Tells whether a change continues the one before it: the same single field, shortly after, from where that one ended. */
function coalescer(now: () => number): (past: Undoable, current: Undoable) => boolean {
  let last: { field: string; at: number; result: Experiment } | null = null;
  return (past, current) => {
    const changed = changedFields(past.experiment, current.experiment);
    const [field] = changed;
    const at = now();
    const continues =
      changed.length === 1 &&
      past.presetId === current.presetId &&
      last !== null &&
      last.field === field &&
      last.result === past.experiment &&
      at - last.at <= coalesceMilliseconds;
    last =
      field !== undefined && changed.length === 1
        ? { field, at, result: current.experiment }
        : null;
    return continues;
  };
}

function changedFields(a: Experiment, b: Experiment): readonly string[] {
  return Object.entries(a).flatMap(([id, value]) =>
    (b as Readonly<Record<string, unknown>>)[id] === value ? [] : [id],
  );
}
