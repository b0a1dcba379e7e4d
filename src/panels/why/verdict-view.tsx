import type { Verdict } from '#src/doctor/contract.ts';
import { type AnswerLinks, answerMarkdown } from '#src/export/answer.ts';
import { proofOf } from '#src/export/proof.ts';
import { Pictures, SavePictures } from '#src/panels/why/pictures.tsx';
import { TrialButtons } from '#src/panels/why/trial-buttons.tsx';
import classes from '#src/panels/why/why.module.css';
import { toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { type ToldSection, toldSections } from '#src/words/why.ts';
import { criterionText } from '#words/why.ts';
import { verdictWords } from '#words/why-card.ts';

/** What trials have shown: lists with counts over seeds, and every trial to open. */
export function VerdictView({ verdict }: { readonly verdict: Verdict }) {
  const { experiment, criterion } = verdict;
  const proof = proofOf(verdict);
  const proofLink = proof && pageLink(toHash(experiment, { proof }));
  const seeds = [experiment.seed];
  const links: AnswerLinks = {
    open: (changes) => pageLink(toHash({ ...experiment, ...changes }, { run: true })),
    overlay: (changes) =>
      pageLink(
        toHash(experiment, {
          overlay: [{}, changes].map((change) => ({
            experiment: { ...experiment, ...change },
            seeds,
          })),
        }),
      ),
    proof: proofLink,
  };
  return (
    <div data-testid="verdict">
      <p className={classes.note}>{criterionText(criterion)}</p>
      <Pictures />
      {toldSections(verdict).map((section) => (
        <Part key={section.id} verdict={verdict} section={section} />
      ))}
      <div className={classes.trialButtons}>
        <CopyButton text={answerMarkdown(verdict, links)} fz="sm" data-testid="copy-answer">
          {verdictWords.copyAnswer}
        </CopyButton>
        {proofLink !== null && (
          <CopyButton text={proofLink} fz="sm" data-testid="copy-proof">
            {verdictWords.copyProof}
          </CopyButton>
        )}
        <SavePictures verdict={verdict} links={links} />
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
          {trial !== null && (
            <TrialButtons
              asked={verdict.experiment}
              trial={trial}
              seeds={verdict.before.outcomes.map(({ seed }) => seed)}
            />
          )}
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
