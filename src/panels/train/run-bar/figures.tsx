import { setOf } from '#src/charts/output.ts';
import { classCount } from '#src/experiment/targets.ts';
import { fitQuality } from '#src/lib/fit-quality.ts';
import classes from '#src/panels/train/run-bar/run-bar.module.css';
import { isMeasured, metrics } from '#src/records/metrics.ts';
import { besideIds, besideLoss } from '#src/records/quality.ts';
import { useAppState, useLive } from '#src/store/hooks.ts';
import { metricUnit } from '#words/losses.ts';
import { metricText, metricWords, qualityOn, qualityText } from '#words/metrics.ts';

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
          <div
            key={id}
            data-tip={metricWords[id].meaning}
            className={classes.figure}
            data-unit={metrics[id].unit}
          >
            <dt>{metricWords[id].label}</dt>
            <dd>
              <span data-testid={testId}>{metricText(id, latest?.[id], 6)}</span>
              <span className={classes.unit}>{header && metricUnit(id, header)}</span>
            </dd>
          </div>
        ))}
      {classCount(experiment) === null && <Quality />}
    </dl>
  );
}

/**
 * R² and RMSE on held-out points, or on training points where none are held out, once their loss is measured: by it, or by
 * the answers shown.
 */
function Quality() {
  const header = useLive('header');
  const snapshot = useLive('snapshot');
  const latest = useAppState(({ run }) => run.latest);
  if (header === null) return null;
  const set = setOf(header, 'heldOut');
  const metric = set === 'train' ? 'trainLoss' : 'heldOutLoss';
  const loss = latest?.[metric] ?? Number.NaN;
  const byLoss = besideLoss(metric, header, loss);
  const { rows, y } = header[set];
  const answers = set === 'train' ? snapshot?.atTrain : snapshot?.atHeldOut;
  const isShown = !Number.isNaN(loss) && answers?.length === rows && y.length === rows;
  const byAnswers = isShown ? fitQuality(y, answers) : null;
  // What several outputs come to together is known by the loss alone.
  const known = y.length === rows ? null : besideLoss(metric, header, 1);
  const ids = besideIds.filter((id) => known === null || id in known);
  return ids.map((id) => (
    <div key={id} data-tip={qualityOn[set][id].meaning} className={classes.figure} data-unit={id}>
      <dt>{qualityOn[set][id].label}</dt>
      <dd>
        <span data-testid={`held-out-${id}`}>{qualityText(id, byLoss[id] ?? byAnswers?.[id])}</span>
      </dd>
    </div>
  ));
}
