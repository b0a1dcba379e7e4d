import { classWeights } from '#src/data/class-weights.ts';
import type { Axis, Dataset, Points } from '#src/data/dataset.ts';
import { type Features, resolveFeatures } from '#src/data/features.ts';
import { firstNonFinite } from '#src/data/finite.ts';
import { fitInputs, type Inputs } from '#src/data/inputs.ts';
import { fitLabels, type Labels } from '#src/data/labels.ts';
import { type Probe, probePoints } from '#src/data/probe.ts';
import type { Scaling } from '#src/data/scaling.ts';
import { type DataSource, valuesAt } from '#src/data/sources/data-source.ts';
import { openSource } from '#src/data/sources/open-source.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { hasHeldOut } from '#src/experiment/held-out.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { classCount, type Task, taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

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
  readonly axes: readonly Axis[];
  readonly train: Split;
  /** Of 0 rows where none are held out. */
  readonly heldOut: Split;
  readonly targetKind: Labels['kind'];
  readonly targetWidth: number;
  /** Width of the encoded input. */
  readonly networkInputs: number;
  /** [networkInputs] */
  readonly inputNames: readonly string[];
  readonly scalingNotes: readonly string[];
  /** Of the features, fitted on training points. */
  readonly inputScalings: readonly Scaling[];
  /** Of the numbers that are answered; none for classes. */
  readonly answerScalings: readonly Scaling[];
  readonly lossFactor: number | null;
  /** The answer without noise at a probe's points, [rows × values], NaN where it is not defined; null where only rows are known. */
  truthAt(probe: Probe): Float64Array | null;
  /** Points in the reader's units [rows × inputs] to network inputs [rows × networkInputs]. NaN where a feature is not defined. */
  encode: Inputs['encode'];
  /** A network's outputs in the reader's units (numbers; classes are never scaled). */
  decode: Labels['decode'];
  /**
   * New training rows for an epoch (1-based), drawn at random whatever the sampling of the first, or what is not finite
   * among them. Pure; null where there are none.
   */
  readonly fresh: ((epoch: number) => Result<Dataset, Problem>) | null;
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
  const source = await openSource(experiment);
  const features = await resolveFeatures(experiment.features, taskOf(experiment).inputs);
  if (!source.ok || !features.ok)
    return err([source, features].flatMap((result) => (result.ok ? [] : [result.error])));
  const drawn = draw(experiment, source.value, features.value);
  if (!drawn.ok) return err([drawn.error]);
  const { train } = drawn.value;
  const inputs = fitInputs(experiment, features.value, train.x);
  const labels = fitLabels(experiment, train.y);
  return encode(experiment, drawn.value, inputs, labels);
}

interface Drawn {
  readonly source: DataSource;
  readonly train: Points;
  readonly heldOut: Points;
  readonly fresh: ((epoch: number) => Result<Points, Problem>) | null;
}

const noPoints: Points = { rows: 0, x: new Float64Array(), y: new Float64Array() };

function drawHeldOut(
  experiment: Experiment,
  source: DataSource,
  train: Result<Points, Problem>,
): Result<Points, Problem> {
  if (experiment.heldOutFrom === 'train') return train;
  const seed = experiment.dataSeed ?? experiment.seed;
  return hasHeldOut(experiment) ? source.draw('heldOut', seed) : ok(noPoints);
}

/** The points, or the first of them whose target or feature is not finite. */
function draw(
  experiment: Experiment,
  source: DataSource,
  features: Features,
): Result<Drawn, Problem> {
  const seed = experiment.dataSeed ?? experiment.seed;
  const train = source.draw('train', seed);
  if (!train.ok) return train;
  const heldOut = drawHeldOut(experiment, source, train);
  if (!heldOut.ok) return heldOut;
  for (const points of [train.value, heldOut.value]) {
    const problem = valueProblem(source, features, points);
    if (problem !== null) return err(problem);
  }
  const { fresh } = source;
  return ok({
    source,
    train: train.value,
    heldOut: heldOut.value,
    fresh:
      fresh &&
      ((epoch) => {
        const points = fresh(epoch, seed);
        const problem = valueProblem(source, features, points);
        return problem === null ? ok(points) : err(problem);
      }),
  });
}

function encode(
  experiment: Experiment,
  { source, train, heldOut, fresh }: Drawn,
  inputs: Inputs,
  labels: Labels,
): Result<PreparedData, readonly Problem[]> {
  const classes = classCount(experiment);
  const weights = classWeights(experiment, train.y, classes);
  const encoded = ({ rows, x, y, weights: own }: Points): Dataset => {
    const weightOf = (row: number) => (own?.[row] ?? 1) * (weights?.[y[row] as number] ?? 1);
    const isWeighted = weights !== null || own !== undefined;
    return {
      rows,
      inputs: inputs.encode(x),
      targets: labels.encode(y),
      ...(isWeighted && {
        weights: Float32Array.from({ length: rows }, (_, row) => weightOf(row)),
      }),
    };
  };
  const splitOf = (points: Points): Result<Split, Problem> => {
    const split = { data: encoded(points), points };
    const problem = overflowProblem(split, source.axes);
    return problem === null ? ok(split) : err(problem);
  };
  const [trainSplit, heldOutSplit] = [splitOf(train), splitOf(heldOut)];
  if (!trainSplit.ok) return err([trainSplit.error]);
  if (!heldOutSplit.ok) return err([heldOutSplit.error]);
  const splits = { train: trainSplit.value, heldOut: heldOutSplit.value };
  const { width, names } = inputs.encoder;
  return ok({
    ...splits,
    task: taskOf(experiment),
    classes,
    axes: source.axes,
    targetKind: labels.kind,
    targetWidth: labels.width,
    networkInputs: width,
    inputNames: names,
    inputScalings: inputs.scalings,
    answerScalings: labels.scalings,
    scalingNotes: [...inputs.notes, ...labels.notes],
    lossFactor: labels.lossFactor,
    truthAt: (probe) =>
      source.truth &&
      valuesAt(source.truth, probePoints(probe), source.axes.length).map((value) =>
        Number.isFinite(value) ? value : NaN,
      ),
    encode: inputs.encode,
    decode: labels.decode,
    fresh:
      fresh &&
      ((epoch) => {
        const points = fresh(epoch);
        const split = points.ok ? splitOf(points.value) : points;
        return split.ok ? ok(split.value.data) : split;
      }),
  });
}

/** A feature or target that is not finite, with the point that made it. */
function valueProblem(source: DataSource, features: Features, points: Points): Problem | null {
  const value = firstNonFinite(points.y, points, source.axes);
  if (value !== null) {
    return {
      field: source.field,
      message: words.theTargetIsAt(value.what, value.where, source.field === 'formula'),
    };
  }
  const feature = firstNonFinite(features.compute(points.x), points, source.axes);
  if (feature === null) return null;
  const name = features.names[feature.column] ?? '';
  const message = words.theFeatureIsAt(name, feature.what, feature.where);
  return { field: 'features', message };
}

/** What scaling or encoding has made too large for float32. */
function overflowProblem({ data, points }: Split, axes: readonly Axis[]): Problem | null {
  const input = firstNonFinite(data.inputs, points, axes);
  if (input !== null) return { field: 'encoding', message: words.anEncodedInputIsToo(input.where) };
  const target = firstNonFinite(data.targets, points, axes);
  if (target !== null)
    return { field: 'targetScaling', message: words.aScaledTargetIsTooLarge(target.where) };
  return null;
}
