import { type MetricId, metrics } from '#src/records/metrics.ts';
import { type BesideLoss, besideIds, type QualityId } from '#src/records/quality.ts';
import { formatCount, formatDuration, formatFixed, formatNumber } from '#words/base/numbers.ts';

interface MetricWords {
  readonly label: string;
  /** Among others of its kind, as in the legend of a chart. */
  readonly short: string;
  /** What exactly is measured. */
  readonly meaning: string;
}

export const metricWords = {
  runningLoss: {
    label: 'Running loss',
    short: 'running',
    meaning: 'Mean of the mini-batch losses of the epoch, as trained; of an unfinished one so far.',
  },
  trainLoss: {
    label: 'Training loss',
    short: 'training set',
    meaning: 'Loss on all training points, at the weights after the epoch.',
  },
  heldOutLoss: {
    label: 'Held-out loss',
    short: 'held-out',
    meaning: 'Loss on points the network never trains on.',
  },
  bestHeldOutLoss: {
    label: 'Best held-out loss',
    short: 'Best',
    meaning: 'The lowest held-out loss of the run.',
  },
  trainAccuracy: {
    label: 'Training accuracy',
    short: 'training set',
    meaning: 'Share of training points classified correctly.',
  },
  heldOutAccuracy: {
    label: 'Held-out accuracy',
    short: 'held-out',
    meaning: 'Share of held-out points classified correctly.',
  },
  gradientNorm: {
    label: 'Gradient norm',
    short: 'gradient norm',
    meaning: 'Length of the gradient of each epoch’s last batch, before clipping.',
  },
  learningRate: {
    label: 'Learning rate',
    short: 'learning rate',
    meaning: 'The learning rate of each epoch’s last step.',
  },
  epochs: { label: 'Epochs', short: 'epochs', meaning: 'Finished epochs.' },
  steps: { label: 'Steps', short: 'steps', meaning: 'Optimiser steps taken.' },
  seconds: { label: 'Time', short: 'time', meaning: 'Time spent training and measuring.' },
} as const satisfies Record<MetricId, MetricWords>;

/** What stands beside a loss, in lists. */
export const qualityWords = {
  accuracy: { label: 'Accuracy', meaning: 'Share of points that are classified correctly.' },
  r2: {
    label: 'R²',
    meaning:
      'Share of the variance of the targets that is explained: 1 is all of it, 0 what their mean explains.',
  },
  rmse: {
    label: 'RMSE',
    meaning: 'Root mean squared error, in the unit of the targets.',
  },
} as const satisfies Record<QualityId, unknown>;

/** The same with the points that it is measured on. */
export const qualityOn = {
  heldOut: {
    r2: {
      label: 'Held-out R²',
      meaning:
        'Share of the variance of the held-out targets that is explained: 1 is all of it, 0 what their mean explains.',
    },
    rmse: {
      label: 'Held-out RMSE',
      meaning: 'Root mean squared error on held-out points, in the unit of the targets.',
    },
  },
  train: {
    r2: {
      label: 'Training R²',
      meaning:
        'Share of the variance of the training targets that is explained: 1 is all of it, 0 what their mean explains.',
    },
    rmse: {
      label: 'Training RMSE',
      meaning: 'Root mean squared error on training points, in the unit of the targets.',
    },
  },
};

/** To four digits; a dash where nothing was measured. */
export function qualityText(id: QualityId, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return id === 'accuracy' ? metricText('heldOutAccuracy', value) : formatNumber(value, 4);
}

/** What stands beside a loss: "R² 0.9813, RMSE 0.1124"; empty where nothing does. */
export function besideText(beside: BesideLoss): string {
  return besideIds
    .filter((id) => Number.isFinite(beside[id]))
    .map((id) => `${qualityWords[id].label} ${qualityText(id, beside[id])}`)
    .join(', ');
}

/** A measured value; a dash where nothing was measured. @param digits significant ones of a loss, norm or rate */
export function metricText(id: MetricId, value: number | null | undefined, digits = 4): string {
  if (value == null || Number.isNaN(value)) return '–';
  if (value === Number.POSITIVE_INFINITY) return '∞';
  switch (metrics[id].unit) {
    case 'share':
      return `${formatFixed(100 * value, 1)} %`;
    case 'count':
      return formatCount(value);
    case 'seconds':
      return secondsText(value);
    default:
      return formatNumber(value, digits);
  }
}

function secondsText(seconds: number): string {
  if (seconds < 0.0005) return '0 s';
  return seconds < 1 ? `${formatNumber(seconds, 2)} s` : formatDuration(seconds);
}
