import classes from '#src/app/page.module.css';
import { useCompare, useCompareCommands, useLibrary } from '#src/store/hooks.ts';
import { Segments } from '#src/ui/segments.tsx';
import { words } from '#words/app.ts';

/** One run that trains, or the runs that were. */
export function ViewSwitch() {
  const view = useCompare((state) => state.view);
  const count = useLibrary((state) => state.runs.length);
  const { showView } = useCompareCommands();
  return (
    <Segments
      className={classes.views}
      aria-label={words.view}
      value={view}
      onChange={showView}
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
