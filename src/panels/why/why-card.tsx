import { CloseButton, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { toldFindings } from '#src/doctor/told-findings.ts';
import { LadderTable } from '#src/panels/why/ladder-table.tsx';
import { Look } from '#src/panels/why/look.tsx';
import { TrialButtons } from '#src/panels/why/trial-buttons.tsx';
import { VerdictView } from '#src/panels/why/verdict-view.tsx';
import classes from '#src/panels/why/why.module.css';
import { restsAfterTraining } from '#src/store/app/state.ts';
import { useAppState, useDiagnosis, useLadder, useServices } from '#src/store/hooks.ts';
import { useCardFocus } from '#src/ui/use-card-focus.ts';
import { headline, trialText } from '#src/words/why.ts';
import { toldFindingText } from '#words/causes.ts';
import { words } from '#words/why-panel.ts';

/** Why a run ended where it did: proofs and signs at once, then what trials show. Closing it ends the trials. */
export function WhyCard({ onClose }: { readonly onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { store, diagnosis } = useServices();
  const verdict = useDiagnosis((state) => state.verdict);
  useCardFocus(heading);
  useEffect(() => {
    diagnosis.open(store.getState().experiment);
    return diagnosis.stop;
  }, [store, diagnosis]);
  return (
    <section className={classes.card} aria-labelledby="why-title" id="why" data-testid="why-card">
      <div className={classes.head}>
        <Title ref={heading} tabIndex={-1} order={2} size="h3" id="why-title">
          {words.why}
        </Title>
        <CloseButton aria-label={words.closeWhy} onClick={onClose} />
      </div>
      <Look />
      {/* Always there: a screen reader hears what it says as soon as it is said. */}
      <output className={classes.headline} data-testid="verdict-headline">
        {verdict !== null && headline(verdict)}
      </output>
      {verdict === null ? <SoFar /> : <VerdictView verdict={verdict} />}
      <Ladder />
    </section>
  );
}

/** What is known before there is a verdict. */
function SoFar() {
  const { experiment, findings, trials } = useDiagnosis((state) => state);
  if (experiment === null) return null;
  return (
    <>
      {findings.length > 0 && (
        <section className={classes.section} data-testid="findings">
          <h3>{words.foundSoFar}</h3>
          <ul>
            {toldFindings(findings).map((told) => (
              <li key={told.finding.id}>{toldFindingText(told)}</li>
            ))}
          </ul>
        </section>
      )}
      {trials.length > 0 && (
        <section className={classes.section}>
          <h3>{words.triedSoFar}</h3>
          <ul>
            {trials.map((trial) => (
              <li key={JSON.stringify(trial.changes)}>
                <span>{trialText(experiment, trial)}</span>
                <TrialButtons
                  asked={experiment}
                  trial={trial}
                  seeds={trial.outcomes.map(({ seed }) => seed)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Ladder() {
  const ladder = useLadder();
  const { rests, train, heldOut } = useAppState(({ run }) => ({
    rests: restsAfterTraining({ run }),
    train: run.latest?.trainLoss ?? NaN,
    heldOut: run.latest?.heldOutLoss ?? NaN,
  }));
  if (ladder === null || ladder.floors.length === 0) return null;
  return <LadderTable ladder={ladder} run={rests ? { train, heldOut } : null} />;
}
