import { SegmentedControl } from '@mantine/core';
import classes from '#src/app/page.module.css';
import { useCompare, useCompareCommands, useLibrary } from '#src/store/hooks.ts';
import type { PageView } from '#src/store/library/compare-state.ts';
import { words } from '#words/app.ts';

/** One run that trains, or the runs that were. */
export function ViewSwitch() {
  const view = useCompare((state) => state.view);
  const count = useLibrary((state) => state.runs.length);
  const { showView } = useCompareCommands();
  return (
    <SegmentedControl
      classNames={{ root: classes.views ?? '', control: classes.view ?? '' }}
      size="xs"
      aria-label={words.view}
      value={view}
      onChange={(value) => showView(value as PageView)}
      data={[
        { value: 'train', label: <span data-testid="view-train">{words.train}</span> },
        {
          value: 'compare',
          label: (
            <span data-testid="view-compare">
              {words.compare}
              {count > 0 && <span className={classes.count}> ({count})</span>}
            </span>
          ),
        },
      ]}
    />
  );
}
