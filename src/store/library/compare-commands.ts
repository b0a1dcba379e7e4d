import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { Result } from '#src/lib/result.ts';
import type { Batch } from '#src/library/batch.ts';
import type { Claim } from '#src/share/claim.ts';
import type { Commands } from '#src/store/app/commands.ts';
import type { BatchController } from '#src/store/library/batch-controller.ts';
import {
  type CompareDialog,
  type CompareState,
  type CompareTab,
  type CriterionChoice,
  initialCompareState,
  type PageView,
  type ShownPlace,
} from '#src/store/library/compare-state.ts';
import { newId } from '#src/store/library/new-id.ts';
import {
  type BatchIdentity,
  type GatheredExperiment,
  type PresetBatchId,
  presetBatches,
  type SeedsRequest,
  seedsBatch,
  sweepBatch,
} from '#src/studies/make-batch.ts';
import type { LossMetric } from '#src/studies/outcomes.ts';
import type { Sweep } from '#src/studies/sweep.ts';

export type CompareStore = ReturnType<typeof createCompareStore>;
export type CompareCommands = ReturnType<typeof createCompareCommands>;

export function createCompareStore(start: Partial<CompareState> = {}) {
  return createStore<CompareState>(() => ({ ...initialCompareState, ...start }));
}

/** The only ways to change what is compared and how it is shown. */
export function createCompareCommands(
  store: CompareStore,
  batches: BatchController,
  openExperiment: Commands['openExperiment'],
  now: () => number = () => Date.now(),
) {
  const set = (change: Partial<CompareState>) => store.setState(change);

  /** Starts what was asked for, and shows it; or says why not. */
  function start(
    make: (identity: BatchIdentity) => Result<Batch, readonly Problem[]>,
  ): Result<Batch, readonly Problem[]> {
    const batch = make({ id: newId(), createdAt: now() });
    if (batch.ok) {
      void batches.start(batch.value);
      showBatch(batch.value);
    }
    return batch;
  }

  function showBatch({ id, axes }: Batch): void {
    set({ view: 'compare', tab: axes.length > 0 ? 'sweeps' : 'seeds', shownBatch: id });
  }

  return {
    showView: (view: PageView) => set({ view }),
    showTab: (tab: CompareTab) => set({ view: 'compare', tab }),
    showBatch,
    openDialog: (dialog: CompareDialog | null) => set({ dialog }),
    lookAt: (id: string) => set({ dialog: { kind: 'run', id, labelling: false } }),
    label: (id: string) => set({ dialog: { kind: 'run', id, labelling: true } }),
    chooseFigure: (figure: LossMetric) => set({ figure }),
    chooseCriterion: ({ id }: Batch, criterion: CriterionChoice) =>
      store.setState(({ criteria }) => ({ criteria: { ...criteria, [id]: criterion } })),

    /** Proposes to train experiments with the same seeds. */
    setUp: (groups: readonly GatheredExperiment[]) =>
      set({ view: 'compare', tab: 'seeds', groups }),
    /** Replaces the experiments that are gathered. */
    setGroups: (groups: readonly GatheredExperiment[]) => set({ groups }),

    startSeeds: (request: SeedsRequest) => start((identity) => seedsBatch(request, identity)),
    startSweep: (sweep: Sweep) => start((identity) => sweepBatch(sweep, identity)),
    startPreset(id: PresetBatchId): void {
      const preset = presetBatches.find((candidate) => candidate.id === id);
      if (preset !== undefined) start(preset.make);
    },
    /** Trains what a batch still lacks. */
    goOn(batch: Batch): void {
      void batches.start(batch);
      showBatch(batch);
    },

    /** Shows an experiment in the editor. */
    edit(experiment: Experiment): void {
      openExperiment(experiment);
      set({ view: 'train', origin: null, dialog: null });
    },
    /** The same, remembering where it came from. */
    fork(name: string, experiment: Experiment): void {
      openExperiment(experiment);
      set({ view: 'train', origin: { name, experiment }, dialog: null });
    },
    forgetOrigin: () => set({ origin: null }),

    /** A link was opened, at the place where it was left; it may have brought a claim along. */
    openLink(
      opened: { readonly claim: Claim; readonly experiment: Experiment } | null,
      place: ShownPlace,
    ): void {
      const claim = opened === null ? null : { ...opened, batchId: null };
      set({ ...place, dialog: null, origin: null, claim });
    },
    /** Trains the claim's seeds again. */
    checkClaim(): void {
      const { claim: opened } = store.getState();
      if (opened === null) return;
      const seeds = opened.claim.losses.map(({ seed }) => seed);
      const groups = [{ name: null, experiment: opened.experiment }];
      const request = { origin: 'claim' as const, groups, seeds, lockStep: false };
      const batch = seedsBatch(request, { id: newId(), createdAt: now() });
      if (!batch.ok) return;
      void batches.start(batch.value);
      set({ claim: { ...opened, batchId: batch.value.id } });
    },
    dismissClaim: () => set({ claim: null }),
  };
}
