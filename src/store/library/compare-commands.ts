import type { Experiment } from '#src/experiment/fields.ts';
import type { Batch } from '#src/library/batch.ts';
import type { OpenedLink } from '#src/share/link-codec.ts';
import type { Commands } from '#src/store/app/commands.ts';
import type { BatchController } from '#src/store/library/batch-controller.ts';
import type {
  CompareState,
  CompareStore,
  CompareTab,
  CriterionChoice,
  PageView,
  ShownPlace,
} from '#src/store/library/compare-state.ts';
import { createStudyCommands } from '#src/store/library/study-commands.ts';
import type { GatheredExperiment } from '#src/studies/make-batch.ts';
import type { LossMetric } from '#src/studies/outcomes.ts';

/** What a link says to the comparing half of the page. */
type StudiedLink = Pick<OpenedLink, 'experiment' | 'claim' | 'against' | 'sweep' | 'overlay'>;

export type CompareCommands = ReturnType<typeof createCompareCommands>;

/** The only ways to change what is compared and how it is shown, without a state of their own. */
export function createCompareCommands(
  store: CompareStore,
  batches: BatchController,
  { openExperiment, openDialog }: Pick<Commands, 'openExperiment' | 'openDialog'>,
  now: () => number = () => Date.now(),
) {
  const set = (change: Partial<CompareState>) => store.setState(change);

  function setUp(groups: readonly GatheredExperiment[]): void {
    set({ view: 'compare', tab: 'seeds', groups });
  }

  return {
    ...createStudyCommands(store, batches, now),
    showView: (view: PageView) => set({ view }),
    showTab: (tab: CompareTab) => set({ view: 'compare', tab }),
    lookAt: (id: string) => openDialog({ kind: 'run', id, labelling: false }),
    label: (id: string) => openDialog({ kind: 'run', id, labelling: true }),
    chooseMetric: (metric: LossMetric) => set({ metric }),
    chooseCriterion: ({ id }: Batch, criterion: CriterionChoice) =>
      store.setState(({ criteria }) => ({ criteria: { ...criteria, [id]: criterion } })),

    /** Proposes to train experiments with the same seeds. */
    setUp,
    /** Replaces the experiments that are gathered. */
    setGroups: (groups: readonly GatheredExperiment[]) => set({ groups }),

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
    arriveAtOverlay: () => set({ leadsToOverlay: false }),
    dismissOverlay: () => set({ overlay: [] }),
    dismissClaim: () => set({ claim: null }),
  };
}
