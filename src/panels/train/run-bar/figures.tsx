import { classCount } from '#src/experiment/targets.ts';
import { fitQuality } from '#src/lib/fit-quality.ts';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { isMeasured, metrics } from '#src/records/metrics.ts';
import { useAppState, useLive } from '#src/store/hooks.ts';
import { Tip } from '#src/ui/tip.tsx';
import { metricUnit } from '#words/losses.ts';
import { metricText, metricWords, qualityText, qualityWords } from '#words/metrics.ts';

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
  const experiment = useAppState((state) => state.experiment);
  const header = useLive('header');
  return (
    <dl className={classes.figures}>
      {shown
        .filter(([id]) => isMeasured(id, experiment))
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
      {classCount(experiment) === null && <Quality />}
    </dl>
  );
}

/** R² and RMSE of a single number on the held-out points, in the reader's unit. */
function Quality() {
  const header = useLive('header');
  const snapshot = useLive('snapshot');
  if (header === null || header.heldOut.y.length !== header.heldOut.rows) return null;
  const isMeasured = snapshot !== null && snapshot.atHeldOut.length === header.heldOut.rows;
  const quality = isMeasured ? fitQuality(header.heldOut.y, snapshot.atHeldOut) : null;
  return (['r2', 'rmse'] as const).map((id) => (
    <Tip key={id} label={qualityWords[id].meaning}>
      <div className={classes.figure}>
        <dt>{qualityWords[id].label}</dt>
        <dd>
          <span data-testid={`held-out-${id}`}>{qualityText(quality?.[id])}</span>
        </dd>
      </div>
    </Tip>
  ));
}
