import type { Experiment } from '#src/experiment/fields.ts';
import { networkFactor } from '#src/records/loss-unit.ts';
import { type Claim, claimMedian } from '#src/share/claim.ts';
import { counted } from '#words/forms.ts';
import { metricLabel } from '#words/losses.ts';
import { arithmeticName } from '#words/share/claim-verdict.ts';

/** A claim of an experiment in one sentence. Claimed losses are in network units. */
export function claimText(claim: Claim, experiment: Experiment): string {
  const { losses, epoch, measure } = claim;
  const name = metricLabel(measure, [{ experiment, lossFactor: networkFactor(experiment) }]);
  const when = `after ${counted(epoch, 'epoch')}, trained with ${arithmeticName(claim)}`;
  if (losses.length === 1)
    return `${name} ${lossText(losses[0]?.loss ?? Number.NaN)} with seed ${losses[0]?.seed}, ${when}.`;
  const diverged = losses.filter(({ loss }) => loss === Number.POSITIVE_INFINITY).length;
  return `${name} ${lossText(claimMedian(losses))} at the median of ${losses.length} seeds${
    diverged > 0 ? ` (${diverged} diverged)` : ''
  }, ${when}.`;
}

function lossText(loss: number): string {
  return loss === Number.POSITIVE_INFINITY ? 'infinite (diverged)' : String(loss);
}
