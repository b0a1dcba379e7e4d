import { Button } from '@mantine/core';
import type { Trial } from '#src/doctor/contract.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import classes from '#src/panels/why/why.module.css';
import { useCommands, useCompareCommands, useRunner, useServices } from '#src/store/hooks.ts';
import { changeText } from '#src/words/why.ts';
import { trialLabels, verdictWords } from '#words/why-card.ts';

interface Props {
  /** The experiment that was asked about. */
  readonly asked: Experiment;
  readonly trial: Trial;
  /** Seeds that it is compared over. */
  readonly seeds: readonly number[];
}

/**
 * What can be done with a trial: it is the experiment on show and trains at once; its curve lies over that of the experiment
 * as it stands; both are trained over seeds; its changes are made in the experiment on show.
 */
export function TrialButtons({ asked, trial, seeds }: Props) {
  const { openExperiment, setFields } = useCommands();
  const runner = useRunner();
  const { startSeeds, layOver } = useCompareCommands();
  const { library } = useServices().compare;
  const told = changeText(asked, trial.changes);
  const after = { ...asked, ...trial.changes };
  const groups = [
    { name: verdictWords.before, experiment: asked },
    { name: verdictWords.after, experiment: after },
  ];
  const doing = {
    open() {
      openExperiment(after);
      runner.run();
    },
    overlay: () => library.select(layOver({ groups, seeds: [asked.seed], lockStep: false })),
    compare: () => startSeeds({ groups, seeds, lockStep: false }),
    apply: () => setFields(trial.changes),
  } as const;
  return (
    <span className={classes.trialButtons}>
      {(['open', 'overlay', 'compare', 'apply'] as const).map((id) => (
        <Button
          key={id}
          size="compact-xs"
          aria-label={trialLabels[id](told)}
          data-testid={`${id}-trial`}
          onClick={doing[id]}
        >
          {verdictWords[id]}
        </Button>
      ))}
    </span>
  );
}
