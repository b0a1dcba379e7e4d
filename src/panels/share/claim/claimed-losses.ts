import type { RunCurve, StoredRun } from '#src/library/stored-run.ts';
import { recordColumns } from '#src/records/epoch-record.ts';
import { lastValue } from '#src/records/last-value.ts';
import type { ClaimedLoss, ClaimMeasure } from '#src/share/claim.ts';
import { hasDiverged } from '#src/studies/outcomes.ts';

/** What each run had come to by an epoch: the last value measured until then; Infinity where it diverged. */
export async function claimedLosses(
  runs: readonly StoredRun[],
  measure: ClaimMeasure,
  epoch: number,
  curve: (id: string) => Promise<RunCurve | undefined>,
): Promise<readonly ClaimedLoss[]> {
  return Promise.all(
    runs.map(async (run) => {
      const { seed } = run.experiment;
      const { records = new Float64Array() } = (await curve(run.id)) ?? {};
      const epochs = records.length / recordColumns.length;
      if (hasDiverged(run) && epochs < epoch) return { seed, loss: Number.POSITIVE_INFINITY };
      return { seed, loss: lastValue(records.subarray(0, epoch * recordColumns.length), measure) };
    }),
  );
}
