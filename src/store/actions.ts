import { type AppState, restsAfterTraining } from '#src/store/app/state.ts';
import type { AppServices } from '#src/store/services.ts';
import type { ActionId } from '#words/actions.ts';

/** What a reader can do to the page as a whole, by a button and by a key. */
export interface Action {
  /** The keys that do it, first the one that is shown: names of `shortcutOf`. */
  readonly keys: readonly [string, ...string[]];
  readonly act: (services: AppServices) => void;
  /** Left out: always. */
  readonly isPossible?: (state: AppState, history: History) => boolean;
}

/** How many changes can be undone and redone. */
export interface History {
  readonly undo: number;
  readonly redo: number;
}

const isSteppable = ({ run }: AppState) => ['ready', 'paused', 'opening'].includes(run.phase);

/** Buttons, keys and the help draw from this table; `words/actions.ts` has its texts. */
export const actions: Readonly<Record<ActionId, Action>> = {
  run: {
    keys: ['space'],
    act: ({ runner }) => runner.toggle(),
    isPossible: ({ run }) => run.phase !== 'blocked',
  },
  step_epoch: {
    keys: ['arrowright'],
    act: ({ runner }) => runner.stepEpoch(),
    isPossible: isSteppable,
  },
  step_batch: {
    keys: ['shift+arrowright'],
    act: ({ runner }) => runner.stepBatch(),
    isPossible: isSteppable,
  },
  reset: {
    keys: ['r'],
    act: ({ runner }) => runner.reset(),
    isPossible: ({ run }) => run.progress.step > 0 || run.phase === 'failed',
  },
  why: {
    keys: ['w'],
    act: ({ store, commands }) => commands.setPage({ whyOpen: !store.getState().page.whyOpen }),
    isPossible: (state) => state.page.whyOpen || restsAfterTraining(state),
  },
  inside: {
    keys: ['i'],
    act: ({ store, commands }) =>
      commands.setPage({ insideOpen: !store.getState().page.insideOpen }),
    isPossible: ({ page, run }) =>
      page.insideOpen || !['opening', 'blocked', 'failed'].includes(run.phase),
  },
  new_seed: { keys: ['n'], act: ({ commands }) => commands.newSeed() },
  share: { keys: ['s'], act: ({ commands }) => commands.openDialog('share') },
  undo: {
    keys: ['mod+z'],
    act: ({ commands }) => commands.undo(),
    isPossible: (_, history) => history.undo > 0,
  },
  redo: {
    keys: ['mod+shift+z', 'mod+y'],
    act: ({ commands }) => commands.redo(),
    isPossible: (_, history) => history.redo > 0,
  },
  help: { keys: ['?'], act: ({ commands }) => commands.openDialog('help') },
};

export const actionIds = Object.keys(actions) as readonly ActionId[];
