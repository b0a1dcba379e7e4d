import { formatCount } from '#src/lib/number-format.ts';
import { arithmeticName, type Claim, claimMedian } from '#src/share/claim.ts';
import { metricWords } from '#src/words/metrics.ts';

/** A claim in one sentence. */
export function claimText(claim: Claim): string {
  const { losses, epoch, measure } = claim;
  const name = metricWords[measure].label;
  const when = `after ${formatCount(epoch)} ${epoch === 1 ? 'epoch' : 'epochs'}, trained with ${arithmeticName(claim)}`;
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
