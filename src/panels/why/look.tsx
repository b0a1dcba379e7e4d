import { Button, Progress } from '@mantine/core';
import classes from '#src/panels/why/why.module.css';
import { useAppState, useDiagnosis, useServices } from '#src/store/hooks.ts';
import { formatDuration } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';
import { lookWords, stageText } from '#words/why-card.ts';
import { words } from '#words/why-panel.ts';

/** Times the usual budget. */
const longer = 6;

/** How far the trials are, and what can be done about them. */
export function Look() {
  const { diagnosis } = useServices();
  const { phase, cutOff, progress, asked } = useDiagnosis((state) => ({
    phase: state.phase,
    cutOff: state.cutOff,
    progress: state.progress,
    asked: state.experiment,
  }));
  const experiment = useAppState((state) => state.experiment);
  const isFormer = asked !== null && asked !== experiment;
  const looking = phase === 'looking';
  const start = (effort: number) => diagnosis.start(experiment, effort);
  return (
    <div className={classes.look}>
      {/* Always there: a screen reader hears only what changes in an element that it knows. */}
      <output data-testid="why-state">
        {isFormer ? lookWords.former : lookWords[phase]}
        {looking && cutOff && ` ${words.cutOff}`}
        {looking && progress !== null && ` ${stageText[progress.stage]}`}
      </output>
      {looking && (
        <div className={classes.progress}>
          <Progress
            value={progress === null ? 0 : (100 * progress.runs) / Math.max(progress.about, 1)}
            aria-label={words.trials}
            transitionDuration={100}
          />
          <span className={classes.note}>
            {progress !== null && counted(progress.runs, 'run')}
            {progress?.secondsLeft != null && words.left(formatDuration(progress.secondsLeft))}
          </span>
        </div>
      )}
      <div className={classes.trialButtons}>
        {looking ? (
          <Button data-testid="why-stop" onClick={diagnosis.stop}>
            {words.stop}
          </Button>
        ) : isFormer || phase === 'stopped' || phase === 'failed' ? (
          <Button variant="filled" data-testid="why-again" onClick={() => start(1)}>
            {words.lookAgain}
          </Button>
        ) : (
          (phase === 'done' || phase === 'kept') && (
            <Button data-testid="why-longer" onClick={() => start(longer)}>
              {words.lookLonger}
            </Button>
          )
        )}
      </div>
    </div>
  );
}
