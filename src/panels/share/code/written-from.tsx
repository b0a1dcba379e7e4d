import { Button } from '@mantine/core';
import classes from '#src/panels/share/code/code.module.css';
import { linkInText } from '#src/share/link-in-text.ts';
import { problemText } from '#src/store/app/problem-text.ts';
import { useCommands, useCompareCommands } from '#src/store/hooks.ts';
import { codeWords } from '#words/code.ts';

/** Opens the experiment that a script was written from, where the text names its link. */
export function WrittenFrom({ text }: { readonly text: string }) {
  const { openDialog, openExperiment, notify } = useCommands();
  const { showView } = useCompareCommands();
  const link = linkInText(text);
  if (link === null) return null;
  const problems = link.problems.map(problemText);
  const open = () => {
    openExperiment(link.experiment, link.preset);
    notify(problems.length > 0 ? 'warning' : 'info', codeWords.originOpened, problems);
    openDialog(null);
    showView('train');
  };
  return (
    <section className={classes.origin} data-testid="code-origin">
      <p>{codeWords.origin}</p>
      <Button
        variant="filled"
        size="compact-sm"
        disabled={link.newerVersion !== undefined}
        onClick={open}
      >
        {codeWords.openOrigin}
      </Button>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
