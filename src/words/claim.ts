import type { Experiment } from '#src/experiment/fields.ts';
import { messageText } from '#src/lib/message.ts';
import { networkFactor } from '#src/records/loss-unit.ts';
import type { Arithmetic, Claim } from '#src/share/claim.ts';
import { claimStatement, verdictStatements } from '#src/share/claim-statements.ts';
import type { CheckedClaim } from '#src/share/claim-verdict.ts';
import { metricLabel } from '#words/losses.ts';
import { claimTexts, verdictTexts } from '#words/share/claim-texts.ts';

/** A claim of an experiment in one sentence. */
export function claimText(claim: Claim, experiment: Experiment): string {
  const loss = metricLabel(claim.measure, [{ experiment, lossFactor: networkFactor(experiment) }]);
  return messageText(claimTexts(loss, claim), claimStatement(claim));
}

/** What has become of a claim. @param here what its seeds were computed by now */
export function verdictText(claim: Claim, checked: CheckedClaim, here: Arithmetic): string {
  return verdictStatements(claim, checked, here)
    .map((statement) => messageText(verdictTexts, statement))
    .join(' ');
}
