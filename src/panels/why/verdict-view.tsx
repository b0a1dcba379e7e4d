import { Button } from '@mantine/core';
import type { Trial, Verdict } from '#src/doctor/contract.ts';
import { answerMarkdown } from '#src/export/answer.ts';
import { proofOf } from '#src/export/proof.ts';
import { chartFooter } from '#src/panels/shared/chart-footer.ts';
import { Pictures, SavePictures } from '#src/panels/why/pictures.tsx';
import classes from '#src/panels/why/why.module.css';
import { toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import { useCommands, useCompareCommands, useRunner } from '#src/store/hooks.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { changeText, headline, type ToldSection, toldSections } from '#src/words/why.ts';
import { criterionText } from '#words/why.ts';
import { trialLabels, verdictWords } from '#words/why-card.ts';

/** What trials have shown: lists with counts over seeds, and every trial to open. */
export function VerdictView({ verdict }: { readonly verdict: Verdict }) {
  const { experiment, criterion } = verdict;
  const link = (changes: Trial['changes']) => pageLink(toHash({ ...experiment, ...changes }));
  const proof = proofOf(verdict);
  const proofLink = proof && pageLink(toHash(experiment, { proof }));
  return (
    <div data-testid="verdict">
      <p className={classes.note}>{criterionText(criterion)}</p>
      <Pictures />
      {toldSections(verdict).map((section) => (
        <Part key={section.id} verdict={verdict} section={section} />
      ))}
      <div className={classes.trialButtons}>
        <CopyButton
          text={answerMarkdown(verdict, link, proofLink)}
          variant="default"
          size="xs"
          fz="sm"
          data-testid="copy-answer"
        >
          {verdictWords.copyAnswer}
        </CopyButton>
        {proofLink !== null && (
          <CopyButton text={proofLink} variant="default" size="xs" fz="sm" data-testid="copy-proof">
            {verdictWords.copyProof}
          </CopyButton>
        )}
        <SavePictures footer={chartFooter(experiment, undefined, [headline(verdict)])} />
      </div>
    </div>
  );
}

/** Long and seldom read. */
const longLists = new Set<ToldSection['id']>(['without_effect']);

function Part({ verdict, section }: { readonly verdict: Verdict; readonly section: ToldSection }) {
  const { id, title, lines } = section;
  const list = (
    <ul>
      {lines.map(({ text, trial }) => (
        <li key={text}>
          <span>{text}</span>
          {trial !== null && <TrialButtons verdict={verdict} trial={trial} />}
        </li>
      ))}
    </ul>
  );
  return longLists.has(id) ? (
    <details className={classes.section}>
      <summary>
        {title} ({lines.length})
      </summary>
      {list}
    </details>
  ) : (
    <section className={classes.section}>
      <h3>{title}</h3>
      {list}
    </section>
  );
}

interface TrialProps {
  readonly verdict: Verdict;
  readonly trial: Trial;
}

/** A trial as the experiment on show, trained at once; over seeds beside the experiment as it stands; its changes in the one on show. */
function TrialButtons({ verdict, trial }: TrialProps) {
  const { openExperiment, setFields } = useCommands();
  const runner = useRunner();
  const { startSeeds } = useCompareCommands();
  const { experiment: asked, before } = verdict;
  const told = changeText(asked, trial.changes);
  return (
    <span className={classes.trialButtons}>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={trialLabels.open(told)}
        data-testid="open-trial"
        onClick={() => {
          openExperiment({ ...asked, ...trial.changes });
          runner.run();
        }}
      >
        {verdictWords.open}
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={trialLabels.compare(told)}
        data-testid="compare-trial"
        onClick={() =>
          startSeeds({
            groups: [
              { name: verdictWords.before, experiment: asked },
              { name: verdictWords.after, experiment: { ...asked, ...trial.changes } },
            ],
            seeds: before.outcomes.map(({ seed }) => seed),
            lockStep: false,
          })
        }
      >
        {verdictWords.compare}
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={trialLabels.apply(told)}
        data-testid="apply-trial"
        onClick={() => setFields(trial.changes)}
      >
        {verdictWords.apply}
      </Button>
    </span>
  );
}
