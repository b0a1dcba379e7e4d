import { Button } from '@mantine/core';
import type { Trial, Verdict } from '#src/doctor/contract.ts';
import { answerMarkdown } from '#src/export/answer.ts';
import { Pictures } from '#src/panels/why/pictures.tsx';
import classes from '#src/panels/why/why.module.css';
import { toHash } from '#src/share/link-codec.ts';
import { useAppState, useCommands, useDiagnosis, useRunner } from '#src/store/hooks.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { changeText, criterionText, headline, type Section, verdictSections } from '#words/why.ts';

/** What trials have shown: one sentence, lists with counts over seeds, and every trial to open. */
export function VerdictView({ verdict }: { readonly verdict: Verdict }) {
  const { experiment, criterion } = verdict;
  const link = (changes: Trial['changes']) =>
    new URL(`#${toHash({ ...experiment, ...changes })}`, document.baseURI).href;
  return (
    <div data-testid="verdict">
      <p className={classes.headline} data-testid="verdict-headline">
        {headline(verdict)}
      </p>
      <p className={classes.note}>{criterionText(criterion)}</p>
      <Pictures />
      {verdictSections(verdict).map((section) => (
        <Part key={section.title} verdict={verdict} section={section} />
      ))}
      <CopyButton
        text={answerMarkdown(verdict, link)}
        variant="default"
        size="xs"
        fz="sm"
        data-testid="copy-answer"
      >
        Copy as an answer
      </CopyButton>
    </div>
  );
}

function Part({ verdict, section }: { readonly verdict: Verdict; readonly section: Section }) {
  const { title, lines, folded } = section;
  const list = (
    <ul>
      {lines.map(({ text, trial }) => (
        <li key={text}>
          <span>{text}</span>
          {trial !== undefined && <TrialButtons verdict={verdict} trial={trial} />}
        </li>
      ))}
    </ul>
  );
  return folded ? (
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

/** A trial as the experiment on show, trained at once; its changes in the one on show, where that is another by now. */
function TrialButtons({ verdict, trial }: TrialProps) {
  const present = useAppState((state) => state.experiment);
  const shown = useDiagnosis((state) => state.experiment);
  const { openExperiment, setFields } = useCommands();
  const runner = useRunner();
  const { experiment: asked } = verdict;
  const told = changeText(asked, trial.changes);
  return (
    <span className={classes.trialButtons}>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={`Open and run: ${told}`}
        data-testid="open-trial"
        onClick={() => {
          openExperiment({ ...asked, ...trial.changes });
          runner.run();
        }}
      >
        Open and run
      </Button>
      {present !== shown && (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={`Apply to the present experiment: ${told}`}
          onClick={() => setFields(trial.changes)}
        >
          Apply here
        </Button>
      )}
    </span>
  );
}
