import type { Experiment } from '#src/experiment/fields.ts';
import { messageText } from '#src/lib/message.ts';
import { type LossOf, networkFactor, shownLoss } from '#src/records/loss-unit.ts';
import { besideLoss, besideMedian } from '#src/records/quality.ts';
import type { Arithmetic, Claim } from '#src/share/claim.ts';
import { claimStatement, verdictStatements } from '#src/share/claim-statements.ts';
import type { CheckedClaim } from '#src/share/claim-verdict.ts';
import { metricLabel } from '#words/losses.ts';
import { besideText } from '#words/metrics.ts';
import { claimTexts, verdictTexts } from '#words/share/claim-texts.ts';

/** A claim of an experiment in one sentence. */
export function claimText(claim: Claim, experiment: Experiment): string {
  const loss = metricLabel(claim.measure, [{ experiment, lossFactor: networkFactor(experiment) }]);
  return messageText(claimTexts(loss, claim), claimStatement(claim));
}

/**
 * What stands beside a claim's losses, at the median of its seeds; empty where nothing does.
 *
 * @param runs of its seeds; none: what its experiment alone says
 */
export function besideClaim(
  { losses, measure }: Pick<Claim, 'losses' | 'measure'>,
  experiment: Experiment,
  runs: readonly LossOf[],
): string {
  const alone: LossOf = { experiment, lossFactor: networkFactor(experiment) };
  const bySeed = new Map(runs.map((run) => [run.experiment.seed, run]));
  const beside = losses.map(({ seed, loss }) => {
    const run = bySeed.get(seed) ?? alone;
    return besideLoss(measure, run, shownLoss(loss, run.lossFactor));
  });
  return besideText(besideMedian(beside));
}

/** What has become of a claim. @param here what its seeds were computed by now */
export function verdictText(claim: Claim, checked: CheckedClaim, here: Arithmetic): string {
  return verdictStatements(claim, checked, here)
    .map((statement) => messageText(verdictTexts, statement))
    .join(' ');
}
