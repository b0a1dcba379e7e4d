import { useMemo } from 'react';
import { CurveChart, type CurveChartProps } from '#src/charts/curve-chart.tsx';
import {
  accuracyKind,
  gradientNormKind,
  learningRateKind,
  lossKind,
  oneLossKind,
} from '#src/charts/figures/curve-kinds.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';

export interface LossChartProps extends CurveChartProps {
  /** With its unit where it has one, e.g. "Cross entropy (nats)". */
  readonly lossName: string;
  /** The y axis until the reader chooses. */
  readonly y: 'linear' | 'log';
  /** One of the losses alone; undefined: all of them. */
  readonly only?: RecordColumn | undefined;
}

/** Running, training and held-out loss over time. */
export function LossChart({ lossName, only, ...props }: LossChartProps) {
  const kind = useMemo(
    () => (only === undefined ? lossKind(lossName) : oneLossKind(lossName, only)),
    [lossName, only],
  );
  return (
    <CurveChart
      {...props}
      kind={kind}
      id="loss"
      title="Loss"
      description="Loss over training: running as trained, and evaluated on the training and the held-out points."
    />
  );
}

/** Accuracy on the training and the held-out points over time. */
export function AccuracyChart(props: CurveChartProps) {
  return (
    <CurveChart
      {...props}
      kind={accuracyKind}
      y="linear"
      id="accuracy"
      title="Accuracy"
      description="Share of points classified rightly, on the training and the held-out points."
    />
  );
}

/** The learning rate over time. */
export function LearningRateChart(props: CurveChartProps) {
  return (
    <CurveChart
      {...props}
      kind={learningRateKind}
      y="linear"
      id="learning-rate"
      title="Learning rate"
      description="The learning rate of each epoch's last step."
    />
  );
}

/** The gradient's length over time. */
export function GradientNormChart(props: CurveChartProps) {
  return (
    <CurveChart
      {...props}
      kind={gradientNormKind}
      y="log"
      id="gradient-norm"
      title="Gradient norm"
      description="Length of the gradient at each epoch's last step, before clipping."
    />
  );
}
