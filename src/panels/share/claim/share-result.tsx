import { Alert, Modal } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { differences } from '#src/experiment/differences.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { claimText } from '#src/panels/share/claim/claim-text.ts';
import { claimedLosses } from '#src/panels/share/claim/claimed-losses.ts';
import shared from '#src/panels/shared/compare.module.css';
import { LinkField } from '#src/panels/shared/link-field.tsx';
import { type Claim, type ClaimMeasure, claimMeasures, makeClaim } from '#src/share/claim.ts';
import { toHash } from '#src/share/link-codec.ts';
import { useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { outcomeFigures } from '#src/studies/outcomes.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';

/** The result of runs that differ in the seed only, as a link that lets others run it again. */
export function ShareResult({ ids }: { ids: readonly string[] }) {
  const runs = useLibrary((state) => state.runs.filter(({ id }) => ids.includes(id)));
  const { openDialog } = useCompareCommands();
  return (
    <Modal
      opened
      onClose={() => openDialog(null)}
      title="Share this result"
      size="44rem"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Content runs={runs} />
    </Modal>
  );
}

function Content({ runs }: { runs: readonly StoredRun[] }) {
  const [measure, setMeasure] = useState<ClaimMeasure>('heldOutLoss');
  const claim = useClaim(runs, measure);
  const [first] = runs;
  const seeds = new Set(runs.map(({ experiment }) => experiment.seed));
  const others = differences(
    runs.map(({ experiment }) => experiment),
    ['seed'],
  );
  if (first === undefined) return <p>These runs are no longer kept.</p>;
  if (others.length > 0 || seeds.size < runs.length) {
    return (
      <Alert color="yellow" title="One claim, one experiment">
        These runs are not of one experiment with different seeds, so no single claim fits them.
      </Alert>
    );
  }
  if (claim === null) return <p role="status">Reading the runs…</p>;
  const link = new URL(`#${toHash(first.experiment, { claim })}`, document.baseURI).href;
  return (
    <div className={shared.stack}>
      <p className={shared.text} data-testid="claim-text">
        {claimText(claim)}
      </p>
      <div className={shared.row}>
        <ChoiceBox
          label="Measured on"
          value={measure}
          onChange={setMeasure}
          choices={claimMeasures.map((value) => ({ value, label: outcomeFigures[value].label }))}
        />
      </div>
      <LinkField
        link={link}
        description="Opens the experiment with this claim beside it; one press runs it again and says whether it holds."
        testId="claim-link"
      />
    </div>
  );
}

/** Null while the curves are being read. */
function useClaim(runs: readonly StoredRun[], measure: ClaimMeasure): Claim | null {
  const { library } = useServices().compare;
  const [claim, setClaim] = useState<Claim | null>(null);
  const ordered = useMemo(
    () => runs.toSorted((a, b) => a.experiment.seed - b.experiment.seed),
    [runs],
  );
  useEffect(() => {
    let gone = false;
    const [first] = ordered;
    if (first === undefined) return undefined;
    const epoch = Math.max(1, ...ordered.map(({ figures }) => figures.epochs));
    void claimedLosses(ordered, measure, epoch, library.curve).then((losses) => {
      if (!gone) setClaim(makeClaim(losses, { measure, epoch, engine: first.engine }));
    });
    return () => {
      gone = true;
    };
  }, [ordered, measure, library]);
  return claim;
}
