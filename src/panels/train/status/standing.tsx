import { isOfOtherNumbers } from '#src/doctor/floors/score.ts';
import { standingOf } from '#src/doctor/floors/standing.ts';
import { classCount } from '#src/experiment/targets.ts';
import { WhyButton } from '#src/panels/shared/why-button.tsx';
import classes from '#src/panels/train/status/status.module.css';
import { restsAfterTraining } from '#src/store/app/state.ts';
import { useAppState, useFloors } from '#src/store/hooks.ts';
import { standingText } from '#words/floors.ts';

/** What the loss of a run that has come to rest amounts to. @param withWhy where the bar has no room for the way on */
export function StandingLine({ withWhy }: { readonly withWhy: boolean }) {
  const floors = useFloors();
  const reached = useAppState(({ run, experiment }) => ({
    rests: restsAfterTraining({ run }),
    trains: run.phase === 'running',
    train: run.latest?.trainLoss ?? NaN,
    heldOut: run.latest?.heldOutLoss ?? NaN,
    isElsewhere: experiment.heldOutFrom === 'interval',
    isOfOtherNumbers: isOfOtherNumbers(experiment, { classes: classCount(experiment) }),
  }));
  const standing = reached.rests ? standingOf(floors, reached) : null;
  return (
    // Its place is kept from the first step on: nothing below moves under a hand when the run ends.
    <div className={classes.standing} hidden={!reached.rests && !reached.trains}>
      {/* Always there: a screen reader hears only what changes in an element that it knows. */}
      <output data-testid="standing">{standing && standingText(standing, reached)}</output>
      {withWhy && <WhyButton />}
    </div>
  );
}
