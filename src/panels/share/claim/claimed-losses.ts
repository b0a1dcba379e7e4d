import type { RunCurve, StoredRun } from '#src/library/stored-run.ts';
import { columnOf, emptyTable, lastValue, rowsUntil } from '#src/records/record-table.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import {
  arithmeticOf,
  type Claim,
  type ClaimedLoss,
  type ClaimMeasure,
  makeClaim,
} from '#src/share/claim.ts';

type ReadCurve = (id: string) => Promise<RunCurve | undefined>;

/**
 * What each run had come to by an epoch: what was measured right then, or last where a stop rule had ended the run
 * before. Infinity where it had diverged, NaN where nothing was measured.
 */
export async function claimedLosses(
  runs: readonly StoredRun[],
  measure: ClaimMeasure,
  epoch: number,
  curve: ReadCurve,
): Promise<readonly ClaimedLoss[]> {
  return Promise.all(
    runs.map(async (run) => {
      const { seed } = run.experiment;
      const records = (await curve(run.id))?.records ?? emptyTable;
      const row = rowsUntil(records, epoch) - 1;
      const isThere = columnOf(records, 'epoch')[row] === epoch;
      if (isThere) return { seed, loss: columnOf(records, measure)[row] as number };
      if (hasDiverged(run)) return { seed, loss: Number.POSITIVE_INFINITY };
      const byRule = run.stopped?.kind === 'target_loss' || run.stopped?.kind === 'patience';
      return { seed, loss: byRule ? lastValue(records, measure) : Number.NaN };
    }),
  );
}

/**
 * The claim that runs of one experiment make, at the last epoch at which the longest of them was measured.
 *
 * @param runs in the order of the claim's seeds
 * @returns null where some run has no loss at that epoch, having been interrupted before
 */
export async function claimOf(
  runs: readonly [StoredRun, ...StoredRun[]],
  measure: ClaimMeasure,
  curve: ReadCurve,
): Promise<Claim | null> {
  const longest = runs.reduce((a, b) => (b.figures.epochs > a.figures.epochs ? b : a));
  const records = (await curve(longest.id))?.records ?? emptyTable;
  const measured = columnOf(records, measure).findLastIndex((loss) => !Number.isNaN(loss));
  // Where every run diverged in its first epoch.
  const epoch = columnOf(records, 'epoch')[measured] ?? 1;
  const losses = await claimedLosses(runs, measure, epoch, curve);
  if (losses.some(({ loss }) => Number.isNaN(loss))) return null;
  const { engine, device } = runs[0];
  return makeClaim(losses, { measure, epoch, ...arithmeticOf(engine, device) });
}
