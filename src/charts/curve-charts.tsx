import { useMemo } from 'react';
import type { RunsChartProps } from '#src/charts/chart-props.ts';
import { CurveChart } from '#src/charts/curve-chart.tsx';
import {
  accuracyKind,
  gradientNormKind,
  learningRateKind,
  lossKind,
  oneLossKind,
} from '#src/charts/figures/curve-kinds.ts';
import { classCount } from '#src/experiment/targets.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import { words } from '#words/charts/charts.ts';
import { metricWords } from '#words/metrics.ts';

export interface LossChartProps extends RunsChartProps {
  /** One of the losses alone; undefined: all of them. */
  readonly only?: RecordColumn | undefined;
}

/** Running, training and held-out loss over time. Losses of numbers fall over decades, those of classes do not. */
export function LossChart({ only, ...props }: LossChartProps) {
  const { runs } = props;
  const kind = useMemo(
    () => (only === undefined ? lossKind(runs) : oneLossKind(runs, only)),
    [runs, only],
  );
  const ofClasses = runs.every(({ experiment }) => classCount(experiment) !== null);
  return (
    <CurveChart
      {...props}
      kind={kind}
      y={ofClasses ? 'linear' : 'log'}
      title={words.loss}
      description={words.lossOverTrainingRunning}
    />
  );
}

/** Accuracy on the training and the held-out points over time. */
export function AccuracyChart(props: RunsChartProps) {
  const { runs } = props;
  const kind = useMemo(() => accuracyKind(runs), [runs]);
  return (
    <CurveChart
      {...props}
      kind={kind}
      y="linear"
      title={words.accuracy}
      description={words.shareOfPointsClassified}
    />
  );
}

/** The learning rate over time. */
export function LearningRateChart(props: RunsChartProps) {
  return (
    <CurveChart
      {...props}
      kind={learningRateKind}
      y="linear"
      title={metricWords.learningRate.label}
      description={metricWords.learningRate.meaning}
    />
  );
}

/** The gradient's length over time. */
export function GradientNormChart(props: RunsChartProps) {
  return (
    <CurveChart
      {...props}
      kind={gradientNormKind}
      y="log"
      title={metricWords.gradientNorm.label}
      description={metricWords.gradientNorm.meaning}
      note={metricWords.gradientNorm.meaning}
    />
  );
}
