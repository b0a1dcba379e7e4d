import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import type { Result } from '#src/lib/result.ts';
import { type Batch, batchRuns } from '#src/library/batch.ts';
import type { OpenedLink } from '#src/share/link-codec.ts';
import type { Commands } from '#src/store/app/commands.ts';
import type { BatchController } from '#src/store/library/batch-controller.ts';
import {
  type CompareState,
  type CompareTab,
  type CriterionChoice,
  initialCompareState,
  type PageView,
  type ShownPlace,
} from '#src/store/library/compare-state.ts';
import { newId } from '#src/store/new-id.ts';
import {
  type BatchIdentity,
  type GatheredExperiment,
  overlayRequests,
  type PresetBatchId,
  presetBatches,
  type SeedsRequest,
  seedsBatch,
  sweepBatch,
} from '#src/studies/make-batch.ts';
import type { LossMetric } from '#src/studies/outcomes.ts';
import type { Sweep } from '#src/studies/sweep.ts';

/** What a link says to the comparing half of the page. */
type StudiedLink = Pick<OpenedLink, 'experiment' | 'claim' | 'against' | 'sweep' | 'overlay'>;

export type CompareStore = ReturnType<typeof createCompareStore>;
export type CompareCommands = ReturnType<typeof createCompareCommands>;

export function createCompareStore(start: Partial<CompareState> = {}) {
  return createStore<CompareState>(() => ({ ...initialCompareState, ...start }));
}

/** The only ways to change what is compared and how it is shown, without a state of their own. */
export function createCompareCommands(
  store: CompareStore,
  batches: BatchController,
  { openExperiment, openDialog }: Pick<Commands, 'openExperiment' | 'openDialog'>,
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

  /** Trains without showing where. @returns ids of the runs */
  function train(request: SeedsRequest): readonly string[] {
    const batch = seedsBatch(request, { id: newId(), createdAt: now() });
    if (!batch.ok) return [];
    void batches.start(batch.value);
    return batchRuns(batch.value).map(({ id }) => id);
  }

  function setUp(groups: readonly GatheredExperiment[]): void {
    set({ view: 'compare', tab: 'seeds', groups });
  }

  return {
    showView: (view: PageView) => set({ view }),
    showTab: (tab: CompareTab) => set({ view: 'compare', tab }),
    showBatch,
    lookAt: (id: string) => openDialog({ kind: 'run', id, labelling: false }),
    label: (id: string) => openDialog({ kind: 'run', id, labelling: true }),
    chooseFigure: (figure: LossMetric) => set({ figure }),
    chooseCriterion: ({ id }: Batch, criterion: CriterionChoice) =>
      store.setState(({ criteria }) => ({ criteria: { ...criteria, [id]: criterion } })),

    /** Proposes to train experiments with the same seeds. */
    setUp,
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
      openDialog(null);
      set({ view: 'train', origin: null });
    },
    /** The same, remembering where it came from. */
    fork(name: string, experiment: Experiment): void {
      openExperiment(experiment);
      openDialog(null);
      set({ view: 'train', origin: { name, experiment } });
    },
    forgetOrigin: () => set({ origin: null }),

    /** A link was opened, at the place where it was left. What it brought along waits for its reader to start it. */
    openLink(link: StudiedLink, place: ShownPlace): void {
      const { experiment, claim, against = [], sweep = null, overlay = [] } = link;
      const opened = claim === undefined ? null : { claim, experiment, batchId: null };
      openDialog(null);
      set({ ...place, origin: null, claim: opened, sweep, overlay });
      if (overlay.length > 0) set({ view: 'compare', tab: 'runs' });
      if (sweep !== null) set({ view: 'compare', tab: 'sweeps' });
      if (against.length > 0)
        setUp([experiment, ...against].map((each) => ({ name: null, experiment: each })));
    },
    /** Trains what a link proposes to lay over one another. @returns ids of the runs */
    startOverlay(): readonly string[] {
      const requests = overlayRequests(store.getState().overlay);
      set({ overlay: [] });
      return requests.flatMap(train);
    },
    /** Trains experiments and leads to where runs lie over one another. @returns ids of the runs */
    layOver(request: SeedsRequest): readonly string[] {
      set({ view: 'compare', tab: 'runs', leadsToOverlay: true });
      return train(request);
    },
    arriveAtOverlay: () => set({ leadsToOverlay: false }),
    dismissOverlay: () => set({ overlay: [] }),
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
