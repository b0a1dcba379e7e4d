import type { Dependence, Importance } from '#src/network/explain.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';

/** Asks about the network of a snapshot; null where it cannot be asked. */
export interface Explain {
  importance(header: RunHeader, snapshot: Snapshot, output: number): Promise<Importance | null>;
  dependence(
    header: RunHeader,
    snapshot: Snapshot,
    question: { readonly input: number; readonly output: number; readonly point: Float64Array },
  ): Promise<Dependence | null>;
}
