import { Alert, Modal, Stack } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { StoredRun } from '#src/library/stored-run.ts';
import { BesideClaim } from '#src/panels/share/claim/beside-claim.tsx';
import { claimOf } from '#src/panels/share/claim/claimed-losses.ts';
import { LinkField } from '#src/panels/shared/link-field.tsx';
import { type Claim, type ClaimMeasure, claimMeasures } from '#src/share/claim.ts';
import { toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import { useCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { sharedMetric, sharedMetrics } from '#src/studies/outcomes.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { claimText } from '#src/words/claim.ts';
import { differences } from '#src/words/differences.ts';
import { kept as keptWords } from '#words/inside/weights.ts';
import { metricWords } from '#words/metrics.ts';
import { words } from '#words/share/claim.ts';

/** The result of runs that differ in the seed only, as a link that lets others run it again. */
export function ShareResult({ ids }: { ids: readonly string[] }) {
  const runs = useLibrary((state) => state.runs.filter(({ id }) => ids.includes(id)));
  const { openDialog } = useCommands();
  return (
    <Modal opened onClose={() => openDialog(null)} title={words.shareThisResult} size="44rem">
      <Content runs={runs} />
    </Modal>
  );
}

function Content({ runs }: { runs: readonly StoredRun[] }) {
  const [chosen, setMeasure] = useState<ClaimMeasure>('heldOutLoss');
  const experiments = runs.map(({ experiment }) => experiment);
  const measure = sharedMetric(chosen, experiments);
  const claim = useClaim(runs, measure);
  const [first] = runs;
  const seeds = new Set(runs.map(({ experiment }) => experiment.seed));
  const others = differences(experiments, ['seed']);
  if (first === undefined) return <p>{words.theseRunsAreNoLonger}</p>;
  if (others.length > 0 || seeds.size < runs.length) {
    return (
      <Alert color="yellow" title={words.oneClaimOneExperiment}>
        {words.theseRunsAreNotOfOne}
      </Alert>
    );
  }
  if (runs.some(({ editedStart }) => editedStart))
    return (
      <Alert color="yellow" title={keptWords.edited}>
        {keptWords.noClaim}
      </Alert>
    );
  if (claim === undefined) return <p role="status">{words.readingTheRuns}</p>;
  return (
    <Stack>
      <Prose data-testid="claim-text">
        {claim === null ? words.noEpochHasThisLossMeasured : claimText(claim, first.experiment)}
      </Prose>
      {claim !== null && <BesideClaim claim={claim} experiment={first.experiment} runs={runs} />}
      <Row>
        <ChoiceBox
          label={words.measuredOn}
          value={measure}
          onChange={setMeasure}
          choices={sharedMetrics(claimMeasures, experiments).map((value) => ({
            value,
            label: metricWords[value].label,
          }))}
        />
      </Row>
      {claim !== null && (
        <LinkField
          link={pageLink(toHash(first.experiment, { claim }))}
          description={words.opensTheExperimentWith}
          testId="claim-link"
        />
      )}
    </Stack>
  );
}

/** Undefined while the curves are being read; null where the runs make no claim together. */
function useClaim(runs: readonly StoredRun[], measure: ClaimMeasure): Claim | null | undefined {
  const { library } = useServices().compare;
  const [claim, setClaim] = useState<Claim | null>();
  const ordered = useMemo(
    () => runs.toSorted((a, b) => a.experiment.seed - b.experiment.seed),
    [runs],
  );
  useEffect(() => {
    let gone = false;
    const [first, ...others] = ordered;
    if (first === undefined) return undefined;
    void claimOf([first, ...others], measure, library.curve).then((made) => {
      if (!gone) setClaim(made);
    });
    return () => {
      gone = true;
    };
  }, [ordered, measure, library]);
  return claim;
}
