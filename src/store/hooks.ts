import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Commands } from '#src/store/app/commands.ts';
import type { AppState } from '#src/store/app/state.ts';
import type { AppStore } from '#src/store/app/store.ts';
import type { BatchState } from '#src/store/library/batch-controller.ts';
import type { Compare } from '#src/store/library/compare.ts';
import type { CompareCommands } from '#src/store/library/compare-commands.ts';
import type { CompareState } from '#src/store/library/compare-state.ts';
import type { LibraryState } from '#src/store/library/run-library.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import type { RunController } from '#src/store/training/run-controller.ts';

/** What `main.tsx` makes once and every panel reaches. */
export interface AppServices {
  readonly store: AppStore;
  readonly commands: Commands;
  readonly runner: RunController;
  readonly live: LiveRun;
  readonly compare: Compare;
}

const ServicesContext = createContext<AppServices | null>(null);

/** Gives the services to everything below it. */
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): AppServices {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('rendered outside ServicesProvider');
  return services;
}

/** A part of the state; draws again when that part changes (compared by its entries). */
export function useAppState<T>(select: (state: AppState) => T): T {
  return useStore(useServices().store, useShallow(select));
}

export function useCommands(): Commands {
  return useServices().commands;
}

export function useRunner(): RunController {
  return useServices().runner;
}

/** How many changes can be undone and redone. */
export function useHistory(): { readonly undo: number; readonly redo: number } {
  const { temporal } = useServices().store;
  return {
    undo: useStore(temporal, (history) => history.pastStates.length),
    redo: useStore(temporal, (history) => history.futureStates.length),
  };
}

/** The header or snapshot of the run on show; draws again when it is replaced. */
export function useLive<K extends 'header' | 'snapshot'>(part: K): LiveRun[K] {
  const { live } = useServices();
  return useSyncExternalStore(live.subscribe, () => live[part]);
}

/** A part of what is compared and how it is shown. */
export function useCompare<T>(select: (state: CompareState) => T): T {
  return useStore(useServices().compare.store, useShallow(select));
}

export function useCompareCommands(): CompareCommands {
  return useServices().compare.commands;
}

/** A part of the list of kept runs. */
export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useServices().compare.library.store, useShallow(select));
}

/** A part of what is known of batches. */
export function useBatches<T>(select: (state: BatchState) => T): T {
  return useStore(useServices().compare.batches.store, useShallow(select));
}
