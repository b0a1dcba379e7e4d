import { UnstyledButton, useComputedColorScheme } from '@mantine/core';
import { memo } from 'react';
import { thumbnailFor } from '#src/charts/charts.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import classes from '#src/panels/shared/run-thumbnails.module.css';
import { type KeptView, useRunViews } from '#src/panels/shared/use-run-data.ts';
import { useCompareCommands } from '#src/store/hooks.ts';

export interface CaptionedRun {
  readonly run: StoredRun;
  /** Which of the runs it is: "seed 3", "switch at 100". */
  readonly title: string;
  /** What it came to, in a few words. */
  readonly outcome: string;
  /** What stands beside that; empty: nothing does. */
  readonly beside: string;
  readonly tone: 'good' | 'bad' | 'neutral';
}

interface RunThumbnailsProps {
  readonly label: string;
  readonly runs: readonly CaptionedRun[];
  /** The runs themselves, in the same order. Keep the same array while it is the same. */
  readonly stored: readonly StoredRun[];
}

/** Small pictures of what runs have learnt; a click looks at the run. */
export function RunThumbnails({ label, runs, stored }: RunThumbnailsProps) {
  const views = useRunViews(stored);
  const theme = useComputedColorScheme('light');
  return (
    <ul className={classes.list} aria-label={label}>
      {runs.map((captioned) => {
        const view = views.get(captioned.run.id);
        return (
          <RunThumbnail
            key={captioned.run.id}
            {...captioned}
            view={view}
            Thumbnail={view && thumbnailFor(view.header)}
            theme={theme}
          />
        );
      })}
    </ul>
  );
}

interface RunThumbnailProps extends CaptionedRun {
  readonly view: KeptView | undefined;
  readonly Thumbnail: ReturnType<typeof thumbnailFor>;
  readonly theme: ChartTheme;
}

/** One of many: while a batch trains, few of them change at a time. */
const RunThumbnail = memo(function RunThumbnail({
  run,
  title,
  outcome,
  beside,
  tone,
  view,
  Thumbnail,
  theme,
}: RunThumbnailProps) {
  const { lookAt } = useCompareCommands();
  return (
    <li>
      <UnstyledButton className={classes.button} data-tone={tone} onClick={() => lookAt(run.id)}>
        <span className={classes.picture}>
          {view && Thumbnail && (
            <Thumbnail header={view.header} snapshot={view.snapshot} theme={theme} />
          )}
        </span>
        <span className={classes.title}>{title}</span>
        <span className={classes.outcome}>{outcome}</span>
        {beside !== '' && <span className={classes.outcome}>{beside}</span>}
      </UnstyledButton>
    </li>
  );
});
