import type { ChartRun, CurveKind, CurveView, Quantity } from '#src/charts/figures/curve-input.ts';
import { nearestFloor } from '#src/doctor/floors/standing.ts';
import type { RecordColumn } from '#src/records/epoch-record.ts';
import type { LossOf } from '#src/records/loss-unit.ts';
import { isMeasured, type MetricId } from '#src/records/metrics.ts';
import { words } from '#words/charts/figures.ts';
import { floorText } from '#words/floors.ts';
import { accuracyGuess, guessingLabels } from '#words/guessing.ts';
import { lossName, unitText } from '#words/losses.ts';
import { metricWords } from '#words/metrics.ts';

/** The loss of some runs, as trained and as evaluated: three lines that are never joined into one. */
export function lossKind(runs: readonly LossOf[]): CurveKind {
  return {
    yTitle: lossName(runs),
    unit: unitText(runs),
    quantities: measuredOf(runs, [
      {
        column: 'runningLoss',
        name: metricWords.runningLoss.short,
        colour: 'running',
        dash: 'solid',
        width: 1.25,
      },
      {
        column: 'trainLoss',
        name: metricWords.trainLoss.short,
        colour: 'train',
        dash: 'solid',
        width: 2,
      },
      {
        column: 'heldOutLoss',
        name: metricWords.heldOutLoss.short,
        colour: 'heldOut',
        dash: 'dash',
        width: 2,
      },
    ]),
    hasFloors: true,
    hasBefore: true,
    references: lossLevels,
    factor: ({ lossFactor }) => lossFactor,
  };
}

/** Of these quantities, those that some of the runs are measured by. */
function measuredOf(
  runs: readonly LossOf[],
  quantities: readonly (Quantity & { readonly column: MetricId })[],
): readonly Quantity[] {
  return quantities.filter(({ column }) =>
    runs.some(({ experiment }) => isMeasured(column, experiment)),
  );
}

/** Guessing first, then the floor that is nearest to where the run is, or all of them; 0 has no place on a log axis. */
function lossLevels({ header: { guessing }, floors = [], log }: ChartRun, view: CurveView) {
  const others = floors.filter(({ id, train }) => id !== 'guessing' && train > 0);
  const last = log.column('trainLoss').findLast((loss) => Number.isFinite(loss)) ?? NaN;
  const nearest = nearestFloor(floors, last);
  const drawn = others.filter((floor) => view.allFloors === true || floor === nearest);
  return [
    ...(guessing === null
      ? []
      : [{ value: guessing.loss, label: guessingLabels[guessing.answer] }]),
    ...drawn.map((floor) => ({
      value: floor.train,
      label: floorText(floor).label,
      onLine: true as const,
    })),
  ];
}

/** One of the losses alone; nothing needs to tell it from the others. */
export function oneLossKind(runs: readonly LossOf[], column: RecordColumn): CurveKind {
  const all = lossKind(runs);
  const quantities = all.quantities.filter((quantity) => quantity.column === column);
  return { ...all, quantities: quantities.map((q) => ({ ...q, dash: 'solid', width: 2 })) };
}

/** Share of points whose most probable class is right. */
export function accuracyKind(runs: readonly LossOf[]): CurveKind {
  return {
    yTitle: words.accuracyShareRight,
    range: [0, 1.02],
    quantities: measuredOf(runs, [
      {
        column: 'trainAccuracy',
        name: metricWords.trainAccuracy.short,
        colour: 'train',
        dash: 'solid',
        width: 2,
      },
      {
        column: 'heldOutAccuracy',
        name: metricWords.heldOutAccuracy.short,
        colour: 'heldOut',
        dash: 'dash',
        width: 2,
      },
    ]),
    references: ({ header: { guessing } }) =>
      guessing && guessing.accuracy !== null
        ? [{ value: guessing.accuracy, label: accuracyGuess }]
        : [],
  };
}

/** The rate of each epoch's last step. */
export const learningRateKind: CurveKind = {
  yTitle: metricWords.learningRate.label,
  quantities: [
    {
      column: 'learningRate',
      name: metricWords.learningRate.short,
      colour: 'train',
      dash: 'solid',
      width: 2,
    },
  ],
};

/** Length of the gradient over all parameters, of each epoch's last batch, before clipping. */
export const gradientNormKind: CurveKind = {
  yTitle: words.gOfTheLastBatch,
  quantities: [
    {
      column: 'gradientNorm',
      name: metricWords.gradientNorm.short,
      colour: 'train',
      dash: 'solid',
      width: 1.5,
    },
  ],
};
