import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#src/experiment/fields.ts';
import type { SeededExperiment } from '#src/library/batch.ts';
import type { Claim } from '#src/share/claim.ts';
import type { SweptFields } from '#src/share/studies-in-links.ts';
import type { GatheredExperiment } from '#src/studies/make-batch.ts';
import type { LossMetric } from '#src/studies/outcomes.ts';
import type { KnownPace } from '#src/studies/time-estimate.ts';

/** Which half of the page is on show: one run that trains, or the runs that were. */
export type PageView = 'train' | 'compare';

export const compareTabs = ['runs', 'seeds', 'sweeps'] as const;
export type CompareTab = (typeof compareTabs)[number];

/** When a run counts as a success. */
export type CriterionChoice =
  | { readonly kind: 'learnt' }
  | { readonly kind: 'not_stuck' }
  | {
      readonly kind: 'loss_under';
      readonly value: number;
      /** Absent: the loss that groups are compared by. */
      readonly column?: LossMetric;
    }
  | { readonly kind: 'accuracy_over'; readonly value: number };

/** What is looked at. */
export interface ShownPlace {
  readonly view: PageView;
  readonly tab: CompareTab;
  /** The batch on show in each of the two tabs that have one; null: the latest. */
  readonly shownBatch: string | null;
}

/**
 * Everything the comparing half of the page is drawn from, but for runs and batches. It is apart from `AppState`: nothing
 * of it is undone, and a run that reports many times a second asks none of its readers.
 */
export interface CompareState extends ShownPlace {
  /** Which loss groups are compared by. */
  readonly metric: LossMetric;
  /** What the reader takes for a success, by batch. */
  readonly criteria: Readonly<Record<string, CriterionChoice>>;
  /** Experiments gathered to be trained with the same seeds. */
  readonly groups: readonly GatheredExperiment[];
  /** How fast experiments were seen to train, beside those of kept runs. */
  readonly paces: readonly KnownPace[];
  /** The run that the experiment in the editor was forked from. */
  readonly origin: Origin | null;
  /** A result that a link brought along. */
  readonly claim: OpenedClaim | null;
  /** What a link proposes to sweep; null: nothing. */
  readonly sweep: SweptFields | null;
  /** Whether the reader is to be led to the curves over one another as soon as they are on the page. */
  readonly leadsToOverlay: boolean;
  /** Runs that a link proposes to train and to lay over one another; empty: none. */
  readonly overlay: readonly SeededExperiment[];
}

export interface Origin {
  readonly name: string;
  readonly experiment: Experiment;
}

export interface OpenedClaim {
  readonly claim: Claim;
  readonly experiment: Experiment;
  /** The batch that runs it again; null before. */
  readonly batchId: string | null;
}

/** Where a visit begins. */
export const entrance: ShownPlace = { view: 'train', tab: 'runs', shownBatch: null };

const initialCompareState: CompareState = {
  ...entrance,
  metric: 'heldOutLoss',
  criteria: {},
  groups: [],
  paces: [],
  origin: null,
  claim: null,
  sweep: null,
  leadsToOverlay: false,
  overlay: [],
};

export type CompareStore = ReturnType<typeof createCompareStore>;

export function createCompareStore(start: Partial<CompareState> = {}) {
  return createStore<CompareState>(() => ({ ...initialCompareState, ...start }));
}
