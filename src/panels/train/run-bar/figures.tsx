import { classCount } from '#src/experiment/targets.ts';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { metrics } from '#src/records/metrics.ts';
import { useAppState, useLive } from '#src/store/hooks.ts';
import { Tip } from '#src/ui/tip.tsx';
import { metricUnit } from '#words/losses.ts';
import { metricText, metricWords } from '#words/metrics.ts';

/** In the order in which they stand, with their ids in tests. */
const shown = [
  ['runningLoss', 'running-loss'],
  ['trainLoss', 'training-loss'],
  ['heldOutLoss', 'held-out-loss'],
  ['trainAccuracy', 'training-accuracy'],
  ['heldOutAccuracy', 'held-out-accuracy'],
] as const;

/** The newest losses and accuracies. */
export function Figures() {
  const latest = useAppState(({ run }) => run.latest);
  const isClasses = useAppState(({ experiment }) => classCount(experiment) !== null);
  const header = useLive('header');
  return (
    <dl className={classes.figures}>
      {shown
        .filter(([id]) => isClasses || metrics[id].needs === null)
        .map(([id, testId]) => (
          <Tip key={id} label={metricWords[id].meaning}>
            <div className={classes.figure} data-unit={metrics[id].unit}>
              <dt>{metricWords[id].label}</dt>
              <dd>
                <span data-testid={testId}>{metricText(id, latest?.[id], 6)}</span>
                <span className={classes.unit}>{header && metricUnit(id, header)}</span>
              </dd>
            </div>
          </Tip>
        ))}
    </dl>
  );
}
