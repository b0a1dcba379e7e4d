import type { Experiment } from '#src/experiment/fields.ts';
import type { LossOf } from '#src/records/loss-unit.ts';
import type { Claim } from '#src/share/claim.ts';
import { Prose } from '#src/ui/prose.tsx';
import { besideClaim } from '#src/words/claim.ts';
import { words } from '#words/share/claim.ts';

interface Props {
  readonly claim: Claim;
  readonly experiment: Experiment;
  /** Of its seeds, as far as they are kept. */
  readonly runs: readonly LossOf[];
}

/** R² and RMSE beside the losses of a claim. */
export function BesideClaim({ claim, experiment, runs }: Props) {
  const beside = besideClaim(claim, experiment, runs);
  if (beside === '') return null;
  return <Prose look="quiet">{words.besideClaim(beside, claim.losses.length)}</Prose>;
}
