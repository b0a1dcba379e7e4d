import { Alert, Button, Progress, Stack } from '@mantine/core';
import { IconCheck, IconInfoCircle, IconRepeat, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Batch } from '#src/library/batch.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { BesideClaim } from '#src/panels/share/claim/beside-claim.tsx';
import { claimedLosses } from '#src/panels/share/claim/claimed-losses.ts';
import { useBatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { arithmeticOf, type Claim } from '#src/share/claim.ts';
import { checkClaim, type Verdict } from '#src/share/claim-verdict.ts';
import { useBatches, useCompare, useCompareCommands, useServices } from '#src/store/hooks.ts';
import type { OpenedClaim } from '#src/store/library/compare-state.ts';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { besideClaim, claimText, verdictText } from '#src/words/claim.ts';
import { words } from '#words/share/claim.ts';

const noRuns: readonly StoredRun[] = [];

const looks = {
  reproduced: { color: 'teal', title: words.theResultHolds, Shape: IconCheck },
  within_tolerance: {
    color: 'yellow',
    title: words.theResultHoldsWithin,
    Shape: IconCheck,
  },
  partly_reproduced: {
    color: 'orange',
    title: words.theResultHoldsForSome,
    Shape: IconInfoCircle,
  },
  not_reproduced: { color: 'red', title: words.theResultDoesNotHold, Shape: IconX },
} as const satisfies Record<Verdict, unknown>;

/** The result that the link brought along, and whether it holds. */
export function ClaimCard() {
  const opened = useCompare((state) => state.claim);
  const { checkClaim: runAgain, dismissClaim } = useCompareCommands();
  const batch = useBatches(
    ({ batches }) => batches.find(({ id }) => id === opened?.batchId)?.batch ?? null,
  );
  if (opened === null) return null;
  const { claim } = opened;
  if (batch !== null) return <Checked opened={opened} batch={batch} />;
  const seeds = claim.losses.length;
  return (
    <Alert
      color="indigo"
      title={words.thisLinkClaimsAResult}
      icon={<IconInfoCircle size={18} aria-hidden />}
      withCloseButton
      closeButtonLabel={words.dismissTheClaim}
      onClose={dismissClaim}
    >
      <Stack data-testid="claim">
        <Prose>{claimText(claim, opened.experiment)}</Prose>
        <BesideClaim claim={claim} experiment={opened.experiment} runs={noRuns} />
        <Row>
          <Button
            variant="filled"
            size="sm"
            data-testid="check-claim"
            leftSection={<IconRepeat size={16} aria-hidden />}
            onClick={runAgain}
          >
            {words.runItAgainSeeds(seeds)}
          </Button>
        </Row>
      </Stack>
    </Alert>
  );
}

function Checked({ opened, batch }: { opened: OpenedClaim; batch: Batch }) {
  const { claim, experiment } = opened;
  const { showBatch, dismissClaim, checkClaim: runAgain } = useCompareCommands();
  const { kept, total, underWay } = useBatchRuns(batch);
  const outcome = useOutcome(claim, batch);
  const look = outcome === null ? null : looks[outcome.verdict];
  const Shape = look?.Shape ?? IconInfoCircle;
  return (
    <Alert
      color={look?.color ?? 'indigo'}
      title={look?.title ?? words.runningTheClaimAgain}
      icon={<Shape size={18} aria-hidden />}
      withCloseButton
      closeButtonLabel={words.dismissTheClaim}
      onClose={dismissClaim}
    >
      <Stack>
        <Prose>{words.claimed(claimText(claim, experiment))}</Prose>
        <BesideClaim claim={claim} experiment={experiment} runs={kept} />
        <Prose role="status" data-testid="verdict" data-verdict={outcome?.verdict}>
          {outcome === null ? words.ofRuns(kept.length, total) : outcome.text}
        </Prose>
        {outcome !== null && outcome.beside !== '' && (
          <Prose look="quiet">{words.besideHere(outcome.beside)}</Prose>
        )}
        {outcome === null && (
          <Progress value={(100 * kept.length) / total} size={6} aria-label={words.runsDone} />
        )}
        <Row>
          {outcome !== null && (
            <Button onClick={() => showBatch(batch)}>{words.lookAtItsRuns}</Button>
          )}
          {outcome === null && !underWay && <Button onClick={runAgain}>{words.tryAgain}</Button>}
        </Row>
      </Stack>
    </Alert>
  );
}

interface Outcome {
  readonly verdict: Verdict;
  readonly text: string;
  /** What stands beside the losses here, where it is not what stands beside the claim. */
  readonly beside: string;
}

/** The verdict once all runs are there. */
function useOutcome(claim: Claim, batch: Batch): Outcome | null {
  const { library } = useServices().compare;
  const { kept, total } = useBatchRuns(batch);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    const [first] = kept;
    if (kept.length < total || first === undefined) return undefined;
    let gone = false;
    void claimedLosses(kept, claim.measure, claim.epoch, library.curve).then((losses) => {
      const checked = checkClaim(claim, losses);
      const text = verdictText(claim, checked, arithmeticOf(first.engine, first.device));
      const [there, here] = [claim, { ...claim, losses }].map((of) =>
        besideClaim(of, first.experiment, kept),
      );
      const beside = here === undefined || here === there ? '' : here;
      if (!gone) setOutcome({ verdict: checked.verdict, text, beside });
    });
    return () => {
      gone = true;
    };
  }, [kept, total, claim, library]);
  return outcome;
}
