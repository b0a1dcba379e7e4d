import type { PreparedData } from '#src/data/prepare.ts';
import { defaultProbe } from '#src/data/probe.ts';
import { meanOf, meanSquare } from '#src/data/scaling.ts';
import { sharesOf } from '#src/data/shares.ts';
import { boxOf, isInside, widened } from '#src/doctor/box.ts';
import type { DataFacts } from '#src/doctor/contract.ts';
import { doubtsOf } from '#src/doctor/doubts.ts';
import { besideShuffled } from '#src/doctor/floors/neighbours.ts';
import { isOfClasses } from '#src/doctor/floors/score.ts';
import { strongestForm } from '#src/doctor/form.ts';
import { strongestWave } from '#src/doctor/wave.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { answerRanges } from '#src/network/activations.ts';
import { networkOf } from '#src/network/of-experiment.ts';

/** What can be said of an experiment's data without training. */
export function dataFacts(experiment: Experiment, data: PreparedData): DataFacts {
  const { train, heldOut, classes } = data;
  const targets = Float64Array.from(train.data.targets);
  const columns = columnsOf(train.data.inputs, data.networkInputs);
  const spreads = columns.map(deviationOf);
  return {
    rows: train.data.rows,
    classes,
    shares: classes === null ? [] : sharesOf(train.points.y, classes),
    heldOutRows: heldOut.points.rows,
    guessed: classes === null ? null : Math.max(...sharesOf(heldOut.points.y, classes)),
    targetMean: meanOf(targets),
    targetRange: rangeOf(targets),
    targetSums: rangeOf(rowSums(targets, train.data.rows)),
    targetDeviation: deviationOf(targets),
    inputMeans: columns.map(meanOf),
    inputDeviations: spreads,
    constantInputs: spreads.filter((spread) => spread === 0).length,
    duplicateInputs: duplicates(columns),
    beyondRange: beyondRange(experiment, data),
    outside: outside(data),
    noiseShare: noiseShare(experiment, data),
    wave: strongestWave(data),
    form: strongestForm(data),
    shuffled: besideShuffled({ experiment, data }),
    doubts: doubtsOf(data),
    changesPerPoint: changesPerPoint(experiment, data),
  };
}

function columnsOf(values: Float32Array, width: number): readonly Float64Array[] {
  const rows = values.length / width;
  return Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: rows }, (_row, row) => values[row * width + column] as number),
  );
}

function rowSums(values: Float64Array, rows: number): Float64Array {
  const width = values.length / rows;
  return Float64Array.from({ length: rows }, (_, row) =>
    values.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value, 0),
  );
}

function rangeOf(values: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

function deviationOf(values: Float64Array): number {
  return Math.sqrt(meanSquare(values, meanOf(values)));
}

/** Pairs of columns that are the same up to scale and offset. */
function duplicates(columns: readonly Float64Array[]): number {
  let pairs = 0;
  columns.forEach((a, i) => {
    for (const b of columns.slice(i + 1)) if (Math.abs(correlation(a, b)) > 1 - 1e-9) pairs++;
  });
  return pairs;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const products = a.map((value, i) => (value - meanA) * ((b[i] as number) - meanB));
  return meanOf(products) / (deviationOf(a) * deviationOf(b));
}

/** Mean square of what lies beyond the output's range over the variance of the targets. A softmax of one value is 1. */
function beyondRange(
  experiment: Experiment,
  { train, targetKind, classes }: PreparedData,
): number | null {
  const range = answerRanges[experiment.outputActivation];
  const isNumbers = targetKind === 'values' && (classes === null || !isOfClasses(experiment));
  if (range[0] === -Infinity || !isNumbers) return null;
  const isOne = experiment.outputActivation === 'softmax' && outputCount(experiment) === 1;
  const [low, high] = isOne ? [1, 1] : range;
  const targets = Float64Array.from(train.data.targets);
  const beyond = targets.map((value) => value - Math.min(Math.max(value, low), high));
  return meanSquare(beyond, 0) / meanSquare(targets, meanOf(targets));
}

/** Share of held-out points outside the box of the training points. */
function outside({ train, heldOut: { points } }: PreparedData): number {
  const box = widened(boxOf(train), 0.02);
  let count = 0;
  for (let row = 0; row < points.rows; row++) if (!isInside(box, points.x, row)) count++;
  return count / points.rows;
}

function noiseShare({ noise }: Experiment, { classes, heldOut }: PreparedData): number | null {
  if (classes !== null) return noise === 0 ? 0 : null;
  return noise ** 2 / meanSquare(heldOut.points.y, meanOf(heldOut.points.y));
}

/** Turning points of the answer (changes of class) within the training range, for each training point; null off the line. */
function changesPerPoint(
  experiment: Experiment,
  { axes, networkInputs, train, truthAt }: PreparedData,
): number | null {
  const [axis, ...others] = axes;
  const probe = defaultProbe(axes, networkOf(experiment, networkInputs));
  const [positions] = probe.positions;
  const truth = truthAt(probe);
  if (axis === undefined || others.length > 0 || positions === undefined || truth === null)
    return null;
  const [from, to] = axis.range;
  const width = truth.length / positions.length;
  let turns = 0;
  let direction = 0;
  for (let i = 1; i < positions.length; i++) {
    const [before, here] = [positions[i - 1] as number, positions[i] as number];
    if (before < from || here > to) continue;
    const step = Math.sign((truth[i * width] as number) - (truth[(i - 1) * width] as number));
    if (step * direction < 0) turns++;
    if (step !== 0) direction = step;
  }
  return turns / train.points.rows;
}
