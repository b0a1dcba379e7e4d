import { Alert, Button, List, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from '#src/panels/train/status/status.module.css';
import { besideLoss } from '#src/records/quality.ts';
import { endsAsAsked } from '#src/records/run-header.ts';
import { problemText } from '#src/store/app/problem-text.ts';
import { fieldProblems } from '#src/store/app/selectors.ts';
import type { AppState } from '#src/store/app/state.ts';
import { useAppState, useLive, useRunner } from '#src/store/hooks.ts';
import { endingOf, endingText } from '#words/endings.ts';
import { failureText } from '#words/engine.ts';
import { measuredText } from '#words/losses.ts';
import { besideText } from '#words/metrics.ts';
import { words } from '#words/train/status.ts';

/** Why the run does not go on, where that is not obvious; and the run's state for screen readers. */
export function RunState() {
  return (
    <>
      <BlockedAlert />
      <FailedAlert />
      <StoppedAlert />
      <VisuallyHidden component="output" data-testid="run-state">
        <Announcement />
      </VisuallyHidden>
    </>
  );
}

function BlockedAlert() {
  const problems = useAppState((state) =>
    state.run.phase === 'blocked' ? [...fieldProblems(state), ...state.run.problems] : [],
  );
  if (problems.length === 0) return null;
  return (
    <Alert
      className={classes.alert}
      classNames={{ title: classes.title ?? '' }}
      color="red"
      title={words.thisExperimentCannot}
      data-testid="blocked"
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <List size="sm">
        {[...new Set(problems.map(problemText))].map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function FailedAlert() {
  const failure = useAppState((state) => state.run.failure);
  const runner = useRunner();
  if (failure === null) return null;
  return (
    <Alert
      className={classes.alert}
      classNames={{ title: classes.title ?? '' }}
      color="red"
      title={words.trainingBrokeDown}
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <p className={classes.paragraph}>{failureText(failure)}</p>
      <Button fz="sm" onClick={runner.retry}>
        {words.tryAgain}
      </Button>
    </Alert>
  );
}

function StoppedAlert() {
  const reason = useAppState((state) => state.run.stopReason);
  const loss = useAppState(({ run }) => run.latest?.runningLoss ?? Number.NaN);
  const header = useLive('header');
  const title = reason && endingOf(reason).title;
  if (reason === null || title === null) return null;
  const isKnown = header !== null && Number.isFinite(loss);
  return (
    <Alert
      className={classes.alert}
      classNames={{ title: classes.title ?? '' }}
      color={endsAsAsked(reason) ? 'indigo' : 'red'}
      title={title}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      data-testid="stop-reason"
    >
      {endingText(reason, isKnown ? measuredText('runningLoss', loss, header) : null)}
    </Alert>
  );
}

/** One sentence for each change of state; never one for each epoch. */
function Announcement() {
  const { phase, stopReason, finalLoss } = useAppState(({ run }: AppState) => ({
    phase: run.phase,
    stopReason: run.stopReason,
    finalLoss: (run.phase === 'finished' ? run.latest?.runningLoss : undefined) ?? Number.NaN,
  }));
  const header = useLive('header');
  switch (phase) {
    case 'opening':
    case 'ready':
      return null;
    case 'running':
      return words.training;
    case 'paused':
      return words.paused;
    case 'blocked':
      return words.thisExperimentCannot;
    case 'failed':
      return words.trainingBrokeDown;
    case 'finished':
      return words.finished(
        stopReason === null ? '' : endingText(stopReason),
        header === null || Number.isNaN(finalLoss)
          ? null
          : {
              loss: measuredText('runningLoss', finalLoss, header),
              beside: besideText(besideLoss('runningLoss', header, finalLoss)),
            },
      );
  }
}
