import type { Source } from '#src/charts/figure.ts';
import type { Snapshot } from '#src/records/run-header.ts';

/** Where a chart reads a run's latest snapshot. */
export interface SnapshotSource extends Source {
  /** Null before the first. */
  readonly snapshot: Snapshot | null;
}
