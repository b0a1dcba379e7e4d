import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Floor } from '#src/doctor/floors/floor.ts';
import { actions } from '#src/store/actions.ts';
import type { Commands } from '#src/store/app/commands.ts';
import type { AppState } from '#src/store/app/state.ts';
import type { BatchState } from '#src/store/library/batch-controller.ts';
import type { CompareCommands } from '#src/store/library/compare-commands.ts';
import type { CompareState } from '#src/store/library/compare-state.ts';
import type { LibraryState } from '#src/store/library/run-library.ts';
import type { AppServices } from '#src/store/services.ts';
import type { DiagnosisState } from '#src/store/training/diagnosis.ts';
import type { Look } from '#src/store/training/inside.ts';
import type { Floors } from '#src/store/training/ladder.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import type { MomentPlayer } from '#src/store/training/moment-player.ts';
import type { ProofState } from '#src/store/training/proof-check.ts';
import type { RunController } from '#src/store/training/run-controller.ts';
import { toldBatches } from '#src/words/batches.ts';
import type { ActionId } from '#words/actions.ts';

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

/** What a button of an action needs: whether it can be done now, the key that does the same, and doing it. */
export function useAction(id: ActionId): {
  readonly disabled: boolean;
  readonly keyName: string;
  readonly onClick: () => void;
} {
  const services = useServices();
  const { store } = services;
  const { keys, act, isPossible = () => true } = actions[id];
  const undo = useStore(store.temporal, ({ pastStates }) => pastStates.length);
  const redo = useStore(store.temporal, ({ futureStates }) => futureStates.length);
  const disabled = useStore(store, (state) => !isPossible(state, { undo, redo }));
  return { disabled, keyName: keys[0], onClick: () => act(services) };
}

/** The header or snapshot of the run on show, or the run before it; draws again when it is replaced. */
export function useLive<K extends 'header' | 'snapshot' | 'before'>(part: K): LiveRun[K] {
  const { live } = useServices();
  return useSyncExternalStore(live.subscribe, () => live[part]);
}

/** The time of the run on show that charts show, and whether it moves by itself. */
export function useMoments(): Pick<MomentPlayer, 'chosen' | 'isEdited' | 'speed'> {
  const { moments } = useServices();
  const chosen = useSyncExternalStore(moments.subscribe, () => moments.chosen);
  const speed = useSyncExternalStore(moments.subscribe, () => moments.speed);
  const isEdited = useSyncExternalStore(moments.subscribe, () => moments.isEdited);
  return { chosen, isEdited, speed };
}

/** What was found inside the network that charts show; null until it was looked into. */
export function useLook(): Look | null {
  const { inside } = useServices();
  return useSyncExternalStore(inside.subscribe, () => inside.look);
}

/** A part of what is known of why an experiment does not fit. */
export function useDiagnosis<T>(select: (state: DiagnosisState) => T): T {
  return useStore(useServices().diagnosis.store, useShallow(select));
}

/** A part of the proof that a link brought along. */
export function useProof<T>(select: (state: ProofState) => T): T {
  return useStore(useServices().proof.store, useShallow(select));
}

/** What answers of limited kinds score on the present experiment; null until that is known. */
export function useLadder(): Floors | null {
  const { ladder, store } = useServices();
  const experiment = useStore(store, (state) => state.experiment);
  return useStore(ladder.store, (state) => (state?.experiment === experiment ? state : null));
}

/** The floors alone; empty until they are known. */
export function useFloors(): readonly Floor[] {
  return useLadder()?.floors ?? noFloors;
}

const noFloors: readonly Floor[] = [];

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

/** A part of what is known of batches, each with its names. */
export function useBatches<T>(select: (state: BatchState) => T): T {
  return useStore(
    useServices().compare.batches.store,
    useShallow((state: BatchState) => select({ ...state, batches: toldBatches(state.batches) })),
  );
}
