import type { RunCurve, StoredRun } from '#src/library/stored-run.ts';
import { emptyTable, firstRows, lastValue } from '#src/records/record-table.ts';
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
      const records = (await curve(run.id))?.records ?? emptyTable;
      if (hasDiverged(run) && records.length < epoch)
        return { seed, loss: Number.POSITIVE_INFINITY };
      return { seed, loss: lastValue(firstRows(records, epoch), measure) };
    }),
  );
}
