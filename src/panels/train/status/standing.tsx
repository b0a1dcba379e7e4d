import { Text } from '@mantine/core';
import { standingOf } from '#src/doctor/floors/standing.ts';
import classes from '#src/panels/train/status/status.module.css';
import { useAppState, useFloors } from '#src/store/hooks.ts';
import { restsAfterTraining } from '#src/store/training/ladder.ts';
import { standingText } from '#src/words/floors.ts';

/** What the loss of a run that has come to rest amounts to. */
export function StandingLine() {
  const floors = useFloors();
  const reached = useAppState(({ run }) => ({
    rests: restsAfterTraining({ run }),
    train: run.latest?.trainLoss ?? NaN,
    heldOut: run.latest?.heldOutLoss ?? NaN,
  }));
  const standing = reached.rests ? standingOf(floors, reached) : null;
  return (
    // Always there: a screen reader hears only what changes in an element that it knows.
    <Text component="output" className={classes.standing ?? ''} data-testid="standing">
      {standing && standingText(standing, reached)}
    </Text>
  );
}
