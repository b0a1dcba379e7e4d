import { Button } from '@mantine/core';
import {
  IconDice5,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconRotate,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ActionButton } from '#src/panels/shared/action-button.tsx';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import type { RunStatus } from '#src/store/app/state.ts';
import { useAction, useAppState } from '#src/store/hooks.ts';
import { ariaKeys } from '#src/ui/key-names.ts';
import { actionWords } from '#words/actions.ts';
import { words } from '#words/train/run-bar.ts';

/** Run or pause, one epoch, one batch, back to the start, another seed; `children` stand beside Run. */
export function RunButtons({ children }: { readonly children?: ReactNode }) {
  const { disabled, keyName, onClick } = useAction('run');
  const { phase, starting } = useAppState(({ run }) => ({
    phase: run.phase,
    starting: run.starting,
  }));
  const running = phase === 'running' || starting;
  return (
    <div className={classes.buttons}>
      <Button
        variant="filled"
        size="sm"
        classNames={{ root: classes.run ?? '', section: classes.runIcon ?? '' }}
        leftSection={
          running ? (
            <IconPlayerPauseFilled size={16} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={16} aria-hidden />
          )
        }
        aria-keyshortcuts={ariaKeys(keyName)}
        disabled={disabled}
        data-testid="run"
        data-phase={phase}
        onClick={onClick}
      >
        {starting ? words.startingRun : phase === 'running' ? words.pause : runLabels[phase]}
      </Button>
      {children}
      <ActionButton id="step_epoch" icon={IconPlayerTrackNext} />
      <ActionButton id="step_batch" icon={IconPlayerSkipForward} />
      <ActionButton id="reset" icon={IconRotate} />
      <ActionButton id="new_seed" icon={IconDice5} />
    </div>
  );
}

const runLabels = {
  opening: actionWords.run.label,
  blocked: actionWords.run.label,
  ready: actionWords.run.label,
  paused: words.goOn,
  finished: words.runAgain,
  failed: words.tryAgain,
} as const satisfies Partial<Record<RunStatus['phase'], string>>;
