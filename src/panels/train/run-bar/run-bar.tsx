import type { ReactNode } from 'react';
import { WhyButton } from '#src/panels/shared/why-button.tsx';
import { ChangeMenu } from '#src/panels/train/run-bar/change-menu.tsx';
import { ProgressLine } from '#src/panels/train/run-bar/progress-line.tsx';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { RunButtons } from '#src/panels/train/run-bar/run-buttons.tsx';
import { SpeedMenu } from '#src/panels/train/run-bar/speed-menu.tsx';
import { words } from '#words/train/run-bar.ts';

/** How the run stands, with the buttons that move it: for wide screens. `children` stand at its end. */
export function RunBar({ children }: { children: ReactNode }) {
  return (
    <section className={classes.bar} aria-label={words.run}>
      <RunButtons>
        <SpeedMenu />
        <ChangeMenu />
        <WhyButton />
      </RunButtons>
      <ProgressLine />
      {children}
    </section>
  );
}

/** Progress and buttons within a thumb's reach: for narrow screens. */
export function ThumbBar({ children }: { children: ReactNode }) {
  return (
    <section className={classes.thumbBar} aria-label={words.run}>
      <ProgressLine />
      <div className={classes.thumbRow}>
        <RunButtons />
        {children}
      </div>
    </section>
  );
}
