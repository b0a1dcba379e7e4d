import type { Dataset, Points } from '#src/data/dataset.ts';
import { type Encoder, makeEncoder } from '#src/data/encoding.ts';
import { type Features, resolveFeatures } from '#src/data/features.ts';
import { firstNonFinite } from '#src/data/finite.ts';
import { type Guessing, guessingLoss } from '#src/data/guessing.ts';
import { type DrawSpec, drawPoints, valuesAt } from '#src/data/points.ts';
import { type PredictionGrid, predictionGrid } from '#src/data/prediction-grid.ts';
import type { Interval } from '#src/data/sampling.ts';
import {
  fitScaling,
  noScaling,
  type Scaling,
  scaled,
  scalingNote,
  unscaled,
} from '#src/data/scaling.ts';
import { resolveTarget, type Target } from '#src/data/target-function.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { outputCount, parameterCount } from '#src/experiment/network-size.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { isFormula, type Task, taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** The same rows twice: as the network sees them and in the reader's units. */
export interface Split {
  readonly data: Dataset;
  readonly points: Points;
}

/** The data of one experiment and one data seed, and the ways between the reader's units and the network's. */
export interface PreparedData {
  readonly task: Task;
  /** Number of classes, or null for a regression. */
  readonly classes: number | null;
  readonly domain: Interval;
  readonly train: Split;
  readonly heldOut: Split;
  /** `class_index`: one class index a row; `values`: `targetWidth` values a row (one-hot, or 0 and 1 for bce). */
  readonly targetKind: 'class_index' | 'values';
  readonly targetWidth: number;
  /** Width of the encoded input. */
  readonly networkInputs: number;
  /** [networkInputs] */
  readonly inputNames: readonly string[];
  readonly scalingNotes: readonly string[];
  /** Multiplies a loss of network units into the reader's units; null where there is no such factor. */
  readonly lossFactor: number | null;
  readonly guessing: Guessing;
  readonly grid: PredictionGrid;
  /** The target without noise on the grid, [grid.rows]; NaN where it is not defined. */
  readonly gridTruth: Float64Array;
  /** Points in the reader's units [rows × dimensions] to network inputs [rows × networkInputs]. NaN where a feature is not defined. */
  encode(x: Float64Array): Float32Array;
  /** A network's output in the reader's units (regression; classes are never scaled). */
  unscaleTarget(output: number): number;
  /** New training rows for an epoch (1-based), drawn at random whatever the sampling of the first. Pure. */
  fresh(epoch: number): Dataset;
}

/**
 * Turns an experiment into data: draws the points, fits the scalings on the training points alone, encodes.
 * Deterministic in the experiment; its data seed is `dataSeed`, or else `seed`.
 *
 * @param experiment one without relation problems
 * @returns the data, or what is wrong with a formula or with the values it makes, with the field it is about
 */
export async function prepareData(
  experiment: Experiment,
): Promise<Result<PreparedData, readonly Problem[]>> {
  const target = await resolveTarget(experiment);
  const dimensions = taskOf(experiment).inputs.length === 1 ? 1 : 2;
  const features = await resolveFeatures(experiment.features, dimensions);
  if (!target.ok || !features.ok)
    return err([target, features].flatMap((result) => (result.ok ? [] : [result.error])));
  const points = drawSplits(experiment, target.value);
  if (!points.ok) return err([points.error]);
  return assemble(experiment, target.value, features.value, points.value);
}

interface SplitPoints {
  readonly train: Points;
  readonly heldOut: Points;
  fresh(epoch: number): Points;
}

/** Held-out and fresh points are never on an even grid: that would not be drawing them. */
function drawSplits(experiment: Experiment, target: Target): Result<SplitPoints, Problem> {
  const { trainCount, heldOutCount, sampling, labelNoise, noise } = experiment;
  const seed = experiment.dataSeed ?? experiment.seed;
  const drawn = sampling === 'grid' ? 'uniform' : sampling;
  const draw = (spec: Omit<DrawSpec, 'seed' | 'noise'>): Result<Points, Problem> =>
    drawPoints(target, { seed, noise, ...spec });
  const train = draw({ purpose: 'train', index: 0, rows: trainCount, sampling, labelNoise });
  if (!train.ok) return train;
  const heldOut = draw({
    purpose: 'held-out',
    index: 0,
    rows: heldOutCount,
    sampling: drawn,
    labelNoise: 0,
  });
  if (!heldOut.ok) return heldOut;
  return ok({
    train: train.value,
    heldOut: heldOut.value,
    fresh: (epoch) => {
      const rows = trainCount;
      const fresh = draw({ purpose: 'fresh', index: epoch, rows, sampling: drawn, labelNoise });
      if (!fresh.ok) throw new Error(fresh.error.message); // the same draw went well for the training points
      return fresh.value;
    },
  });
}

function assemble(
  experiment: Experiment,
  target: Target,
  features: Features,
  points: SplitPoints,
): Result<PreparedData, readonly Problem[]> {
  const raw = features.compute(points.train.x);
  const problems = valueProblems(experiment, features, points);
  if (problems.length > 0) return err(problems);

  const inputs = inputPipeline(experiment, features, raw);
  const { classes } = target;
  const targetScaling =
    classes === null
      ? fitScaling(experiment.targetScaling, points.train.y, experiment.targetDivisor)
      : noScaling;
  const targetKind = usesClassIndex(experiment) ? 'class_index' : 'values';
  const targetWidth = targetKind === 'class_index' ? 1 : outputCount(experiment);
  const toData = ({ rows, x, y }: Points): Dataset => ({
    rows,
    inputs: inputs.encode(x),
    targets:
      targetWidth > 1
        ? oneHot(y, targetWidth)
        : Float32Array.from(y, (value) => scaled(value, targetScaling)),
  });
  const train = { data: toData(points.train), points: points.train };
  const heldOut = { data: toData(points.heldOut), points: points.heldOut };
  const overflow = overflowProblems([train, heldOut]);
  if (overflow.length > 0) return err(overflow);

  const grid = predictionGrid(
    target.dimensions,
    target.domain,
    inputs.encoder.width,
    parameterCount(experiment),
  );
  const targetNote = scalingNote('y', targetScaling);
  return ok({
    task: taskOf(experiment),
    classes,
    domain: target.domain,
    train,
    heldOut,
    targetKind,
    targetWidth,
    networkInputs: inputs.encoder.width,
    inputNames: inputs.encoder.names,
    scalingNotes: targetNote === null ? inputs.notes : [...inputs.notes, targetNote],
    lossFactor: lossFactor(experiment, targetScaling),
    guessing: guessingLoss(experiment, train.data, targetWidth, classes),
    grid,
    gridTruth: valuesAt(target, grid.x).map((value) => (Number.isFinite(value) ? value : NaN)),
    encode: inputs.encode,
    unscaleTarget: (output) => unscaled(output, targetScaling),
    fresh: (epoch) => toData(points.fresh(epoch)),
  });
}

interface InputPipeline {
  readonly encoder: Encoder;
  readonly notes: readonly string[];
  encode(x: Float64Array): Float32Array;
}

/** Features → scaling → encoding, column by column. @param raw the features at the training points */
function inputPipeline(
  experiment: Experiment,
  { names, compute }: Features,
  raw: Float64Array,
): InputPipeline {
  const { inputScaling, inputDivisor } = experiment;
  const columns = names.length;
  const scalings = names.map((_, column) => {
    const values = raw.filter((_, i) => i % columns === column);
    return fitScaling(inputScaling, values, inputDivisor);
  });
  const short = (column: number): string => (columns === 1 ? 'u' : `u${column}`);
  const encoder = makeEncoder(
    experiment,
    names.map((name, column) => (inputScaling === 'none' ? name : short(column))),
  );
  return {
    encoder,
    notes: names.flatMap((name, column) => {
      const note = scalingNote(name, scalings[column] ?? noScaling);
      return note === null ? [] : [`${short(column)} = ${note}`];
    }),
    encode: (x) =>
      encoder.encode(
        compute(x).map((value, i) => scaled(value, scalings[i % columns] ?? noScaling)),
      ),
  };
}

/** Features and targets that are not finite, each with the x that made it. */
function valueProblems(
  { target }: Experiment,
  features: Features,
  { train, heldOut }: SplitPoints,
): readonly Problem[] {
  const targetField = isFormula(target) ? 'formula' : 'domain';
  for (const points of [train, heldOut]) {
    const value = firstNonFinite(points.y, points);
    if (value !== null)
      return [{ field: targetField, message: `the target is ${value.what} at ${value.where}` }];
    const feature = firstNonFinite(features.compute(points.x), points);
    if (feature !== null) {
      const name = features.names[feature.column] ?? '';
      const message = `the feature ${name} is ${feature.what} at ${feature.where}`;
      return [{ field: 'features', message }];
    }
  }
  return [];
}

/** What scaling or encoding has made too large for float32. */
function overflowProblems(splits: readonly Split[]): readonly Problem[] {
  for (const { data, points } of splits) {
    const input = firstNonFinite(data.inputs, points);
    if (input !== null)
      return [{ field: 'encoding', message: `an encoded input is too large at ${input.where}` }];
    const target = firstNonFinite(data.targets, points);
    if (target !== null)
      return [
        { field: 'targetScaling', message: `a scaled target is too large at ${target.where}` },
      ];
  }
  return [];
}

function usesClassIndex({ loss }: Experiment): boolean {
  return loss === 'cross_entropy' || loss === 'nll_of_softmax';
}

function oneHot(classes: Float64Array, width: number): Float32Array {
  const values = new Float32Array(classes.length * width);
  classes.forEach((label, row) => {
    values[row * width + label] = 1;
  });
  return values;
}

function lossFactor({ loss }: Experiment, { scale }: Scaling): number | null {
  if (scale === 1) return 1;
  if (loss === 'mse') return scale ** 2;
  return loss === 'mae' ? scale : null;
}
