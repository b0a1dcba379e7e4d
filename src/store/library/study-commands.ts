import type { Problem } from '#src/experiment/problem.ts';
import type { Result } from '#src/lib/result.ts';
import { type Batch, batchRuns } from '#src/library/batch.ts';
import type { BatchController } from '#src/store/library/batch-controller.ts';
import type { CompareStore } from '#src/store/library/compare-state.ts';
import { newId } from '#src/store/new-id.ts';
import {
  type BatchIdentity,
  overlayRequests,
  type PresetBatchId,
  presetBatches,
  type SeedsRequest,
  seedsBatch,
  sweepBatch,
} from '#src/studies/make-batch.ts';
import type { Sweep } from '#src/studies/sweep.ts';

/** What trains several runs: seeds, sweeps, what a link proposes to lay over one another, a claim again. */
export function createStudyCommands(
  store: CompareStore,
  batches: BatchController,
  now: () => number,
) {
  /** Starts what was asked for, or says why not. */
  function start(
    make: (identity: BatchIdentity) => Result<Batch, readonly Problem[]>,
  ): Result<Batch, readonly Problem[]> {
    const batch = make({ id: newId(), createdAt: now() });
    if (batch.ok) void batches.start(batch.value);
    return batch;
  }

  function showBatch({ id, axes }: Batch): void {
    store.setState({
      view: 'compare',
      tab: axes.length > 0 ? 'sweeps' : 'seeds',
      shownBatch: id,
    });
  }

  function startAndShow(make: Parameters<typeof start>[0]): ReturnType<typeof start> {
    const batch = start(make);
    if (batch.ok) showBatch(batch.value);
    return batch;
  }

  /** Trains without showing where. @returns ids of the runs */
  function train(request: SeedsRequest): readonly string[] {
    const batch = start((identity) => seedsBatch(request, identity));
    return batch.ok ? batchRuns(batch.value).map(({ id }) => id) : [];
  }

  return {
    showBatch,
    startSeeds: (request: SeedsRequest) =>
      startAndShow((identity) => seedsBatch(request, identity)),
    startSweep: (sweep: Sweep) => startAndShow((identity) => sweepBatch(sweep, identity)),
    startPreset(id: PresetBatchId): void {
      const preset = presetBatches.find((candidate) => candidate.id === id);
      if (preset !== undefined) startAndShow(preset.make);
    },
    /** Trains what a batch still lacks. */
    goOn(batch: Batch): void {
      void batches.start(batch);
      showBatch(batch);
    },
    /** Trains what a link proposes to lay over one another. @returns ids of the runs */
    startOverlay(): readonly string[] {
      const requests = overlayRequests(store.getState().overlay);
      store.setState({ overlay: [] });
      return requests.flatMap(train);
    },
    /** Trains experiments and leads to where runs lie over one another. @returns ids of the runs */
    layOver(request: SeedsRequest): readonly string[] {
      store.setState({ view: 'compare', tab: 'runs', leadsToOverlay: true });
      return train(request);
    },
    /** Trains the claim's seeds again. */
    checkClaim(): void {
      const { claim: opened } = store.getState();
      if (opened === null) return;
      const seeds = opened.claim.losses.map(({ seed }) => seed);
      const groups = [{ name: null, experiment: opened.experiment }];
      const request = { origin: 'claim' as const, groups, seeds, lockStep: false };
      const batch = start((identity) => seedsBatch(request, identity));
      if (batch.ok) store.setState({ claim: { ...opened, batchId: batch.value.id } });
    },
  };
}
