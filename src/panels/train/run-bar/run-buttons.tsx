import { Button } from '@mantine/core';
import {
  IconDice5,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconRotate,
} from '@tabler/icons-react';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import type { RunStatus } from '#src/store/app/state.ts';
import { useAppState, useCommands, useRunner } from '#src/store/hooks.ts';
import { IconButton } from '#src/ui/icon-button.tsx';

/** Run or pause, one epoch, one batch, back to the start, another seed. */
export function RunButtons() {
  const runner = useRunner();
  const { newSeed } = useCommands();
  const { phase, starting, started } = useAppState(({ run }) => ({
    phase: run.phase,
    starting: run.starting,
    started: run.progress.step > 0,
  }));
  const running = phase === 'running' || starting;
  const steppable = phase === 'ready' || phase === 'paused' || phase === 'opening';
  return (
    <div className={classes.buttons}>
      <Button
        className={classes.run}
        leftSection={
          running ? (
            <IconPlayerPauseFilled size={16} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={16} aria-hidden />
          )
        }
        aria-keyshortcuts="Space"
        disabled={phase === 'blocked'}
        data-testid="run"
        data-phase={phase}
        onClick={runner.toggle}
      >
        {starting ? 'Starting…' : phase === 'running' ? 'Pause' : runLabels[phase]}
      </Button>
      <IconButton
        icon={IconPlayerTrackNext}
        label="One epoch"
        data-testid="step-epoch"
        shortcut="→"
        disabled={!steppable}
        onClick={runner.stepEpoch}
      />
      <IconButton
        icon={IconPlayerSkipForward}
        label="One batch"
        data-testid="step-batch"
        shortcut="Shift+→"
        disabled={!steppable}
        onClick={runner.stepBatch}
      />
      <IconButton
        icon={IconRotate}
        label="Reset: same seeds, same curve"
        data-testid="reset"
        shortcut="R"
        disabled={!started && phase !== 'failed'}
        onClick={runner.reset}
      />
      <IconButton
        icon={IconDice5}
        label="New seed"
        data-testid="new-seed"
        shortcut="N"
        onClick={newSeed}
      />
    </div>
  );
}

const runLabels = {
  opening: 'Run',
  blocked: 'Run',
  ready: 'Run',
  paused: 'Go on',
  finished: 'Run again',
  failed: 'Try again',
} as const satisfies Partial<Record<RunStatus['phase'], string>>;
