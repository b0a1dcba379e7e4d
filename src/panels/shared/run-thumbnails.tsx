import { UnstyledButton, useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { thumbnailFor } from '#src/charts/charts.tsx';
import type { StoredRun } from '#src/library/stored-run.ts';
import classes from '#src/panels/shared/run-thumbnails.module.css';
import { useRunViews } from '#src/panels/shared/use-run-data.ts';
import { useCompareCommands } from '#src/store/hooks.ts';

export interface CaptionedRun {
  readonly run: StoredRun;
  /** Which of the runs it is: "seed 3", "switch at 100". */
  readonly title: string;
  /** What it came to, in a few words. */
  readonly figure: string;
  readonly tone: 'good' | 'bad' | 'neutral';
}

interface RunThumbnailsProps {
  readonly label: string;
  /** Keep the same array while it is the same. */
  readonly runs: readonly CaptionedRun[];
  /** The runs themselves, in the same order. Keep the same array while it is the same. */
  readonly stored: readonly StoredRun[];
}

/** Small pictures of what runs have learnt; a click looks at the run. */
export function RunThumbnails({ label, runs, stored }: RunThumbnailsProps) {
  const views = useRunViews(stored);
  const theme = useComputedColorScheme('light');
  const { lookAt } = useCompareCommands();
  return (
    <ul className={classes.list} aria-label={label}>
      {runs.map(({ run, title, figure, tone }) => {
        const view = views.get(run.id);
        const Thumbnail = view && thumbnailFor(view.header);
        const picture: ReactNode = Thumbnail && <Thumbnail {...view} theme={theme} />;
        return (
          <li key={run.id}>
            <UnstyledButton
              className={classes.button}
              data-tone={tone}
              onClick={() => lookAt(run.id)}
            >
              <span className={classes.picture}>{picture}</span>
              <span className={classes.title}>{title}</span>
              <span className={classes.figure}>{figure}</span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
