import type { ReactNode } from 'react';
import { EngineChip } from '#src/panels/run-bar/engine-chip.tsx';
import { Figures } from '#src/panels/run-bar/figures.tsx';
import { ProgressLine } from '#src/panels/run-bar/progress-line.tsx';
import { RunButtons } from '#src/panels/run-bar/run-buttons.tsx';
import classes from './run-bar.module.css';

/**
 * Everything about the run at a glance, with the buttons that move it: for wide screens.
 *
 * @param figures whether there is room for them
 */
export function RunBar({ figures }: { figures: boolean }) {
  return (
    <section className={classes.bar} aria-label="Run">
      <RunButtons />
      <ProgressLine />
      {figures && <RunFigures />}
    </section>
  );
}

/** The newest figures and what computes them: on narrow screens over the charts. */
export function RunFigures() {
  return (
    <div className={classes.overview}>
      <Figures />
      <EngineChip />
    </div>
  );
}

/** Progress and buttons within a thumb's reach: for narrow screens. */
export function ThumbBar({ children }: { children: ReactNode }) {
  return (
    <section className={classes.thumbBar} aria-label="Run">
      <ProgressLine />
      <div className={classes.thumbRow}>
        <RunButtons />
        {children}
      </div>
    </section>
  );
}
