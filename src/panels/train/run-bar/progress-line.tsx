import { Progress } from '@mantine/core';
import { RefusedDrafts } from '#src/panels/train/run-bar/refused-drafts.tsx';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { useAppState } from '#src/store/hooks.ts';
import { Phrase } from '#src/ui/phrase.tsx';
import { formatCount, formatDuration } from '#words/base/numbers.ts';
import { words } from '#words/train/run-bar.ts';

/** How far training is, and how long it will take; or that Run trains something other than what was typed. */
export function ProgressLine() {
  const { progress, phase, epochs } = useAppState(({ run, experiment }) => ({
    progress: run.progress,
    phase: run.phase,
    epochs: experiment.epochs,
  }));
  const { epoch, step, totalEpochs, totalSteps, seconds, secondsLeft } = progress;
  const share = totalSteps === 0 ? 0 : (100 * step) / totalSteps;
  return (
    <div className={classes.progress}>
      <div className={classes.progressText}>
        {phase === 'blocked' ? (
          words.cannotRunYet
        ) : (
          <Phrase
            parts={words.epochOf(
              <b data-testid="epoch">{formatCount(epoch)}</b>,
              <span data-testid="epochs">{formatCount(totalEpochs || epochs)}</span>,
            )}
          />
        )}
      </div>
      <Progress
        value={share}
        size={4}
        aria-label={words.trainingProgress}
        transitionDuration={100}
        animated={false}
      />
      <RefusedDrafts />
      <div className={`${classes.progressText} ${classes.quiet}`}>
        <span data-testid="step">{phase !== 'blocked' && words.step(formatCount(step))}</span>
        <span className={classes.time}>{timeInWords(phase, seconds, secondsLeft)}</span>
      </div>
    </div>
  );
}

function timeInWords(phase: string, seconds: number, left: number | null): string {
  if (phase === 'opening') return words.preparing;
  if (phase === 'running') return left === null ? words.starting : words.left(formatDuration(left));
  return seconds > 0 ? words.took(formatDuration(seconds)) : '';
}
