import { randomNormal } from 'd3-random';
import type { Interval, Points } from '#src/data/dataset.ts';
import type { PointFunction } from '#src/data/formula/formula.ts';
import { sampleInputs } from '#src/data/sampling.ts';
import { type DataSource, valuesAt } from '#src/data/sources/data-source.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { SamplingId } from '#src/experiment/ids.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { type Uniform, type UniformStream, uniformStream } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** A random point of a class, in the reader's units. */
export type ClassDraw = (label: number, uniform: Uniform, normal: Uniform) => readonly number[];

/** An answer that is known everywhere, and the interval of each input from which its points are drawn. */
interface Sampled {
  readonly domains: readonly Interval[];
  readonly truth: readonly PointFunction[];
  /** Null where points are drawn from the domain and then labelled. */
  readonly draw: ClassDraw | null;
  readonly field: DataSource['field'];
}

/** One set of points; its purpose, the seed and an index name its streams, so that no set of points moves another. */
interface PointSet {
  readonly purpose: 'train' | 'held-out' | 'fresh';
  readonly rows: number;
  readonly sampling: SamplingId;
  readonly domains: readonly Interval[];
  /** Probability that a class is replaced by another one. */
  readonly labelNoise: number;
}

/**
 * Points drawn from a function in the way that the experiment says. Held-out and fresh points are never on an even
 * grid: that would not be drawing them. Held-out labels are free of label noise.
 */
export function sampledSource(experiment: Experiment, sampled: Sampled): DataSource {
  const { trainCount, heldOutCount, heldOutFrom, sampling, labelNoise } = experiment;
  const atRandom = sampling === 'grid' ? 'uniform' : sampling;
  const domains = sampled.domains.map((domain) =>
    sampling === 'normal' ? likelyInterval(experiment) : domain,
  );
  const elsewhere = heldOutFrom === 'interval' ? domains.map((d) => outside(experiment, d)) : null;
  const heldOut = {
    domains: elsewhere ?? domains,
    sampling: elsewhere !== null && sampling === 'normal' ? 'uniform' : atRandom,
  } as const;
  const sets = {
    train: { purpose: 'train', rows: trainCount, sampling, domains, labelNoise },
    heldOut: { purpose: 'held-out', rows: heldOutCount, ...heldOut, labelNoise: 0 },
    fresh: { purpose: 'fresh', rows: trainCount, sampling: atRandom, domains, labelNoise },
  } as const satisfies Record<string, PointSet>;
  return {
    axes: taskOf(experiment).inputs.map((name, i) => ({
      name,
      range: domains[i] as Interval,
      ...(elsewhere?.[i] && { heldOut: elsewhere[i] }),
    })),
    truth: sampled.truth,
    field: sampled.field,
    draw: (set, seed) => drawPoints(experiment, sampled, sets[set], seed, 0),
    fresh: (epoch, seed) => {
      const points = drawPoints(experiment, sampled, sets.fresh, seed, epoch);
      if (!points.ok) throw new Error(points.error.message); // the same draw went well for the training points
      return points.value;
    },
  };
}

/** Three deviations around the mean: 99.7 % of normally drawn values. */
function likelyInterval({ samplingMean, samplingDeviation }: Experiment): Interval {
  return [samplingMean - 3 * samplingDeviation, samplingMean + 3 * samplingDeviation];
}

/** Held-out points of another interval: the experiment's own, or what follows the training points, half as wide. */
function outside({ heldOutDomain }: Experiment, [from, to]: Interval): Interval {
  return heldOutDomain ?? [to, to + (to - from) / 2];
}

/** Positions, noise and label noise come from streams of their own. */
function drawPoints(
  experiment: Experiment,
  { truth, draw }: Sampled,
  { purpose, rows, sampling, domains, labelNoise }: PointSet,
  seed: number,
  index: number,
): Result<Points, Problem> {
  const stream = (what: string): UniformStream => uniformStream(seed, `${purpose} ${what}`, index);
  const { inputs, answer } = taskOf(experiment);
  const classes = answer.kind === 'classes' ? answer.count : null;
  const dimensions = inputs.length;
  let points: Points;
  const isElsewhere = purpose === 'held-out' && experiment.heldOutFrom === 'interval';
  if (draw !== null && classes !== null && sampling === 'uniform' && !isElsewhere) {
    points = drawByClass(draw, { classes, rows, dimensions }, stream('points'));
  } else {
    const normal = { mean: experiment.samplingMean, deviation: experiment.samplingDeviation };
    const x = sampleInputs({ sampling, rows, domains, normal }, stream('points'));
    if (!x.ok) return err({ field: isElsewhere ? 'heldOutDomain' : 'domain', message: x.error });
    points = { rows, x: x.value, y: valuesAt(truth, x.value, dimensions) };
  }
  const { noise } = experiment;
  if (noise > 0) addNoise(classes === null ? points.y : points.x, noise, stream('noise'));
  if (labelNoise > 0 && classes !== null)
    replaceLabels(points.y, classes, labelNoise, stream('label noise'));
  return ok(points);
}

/** Each point: first its class, all equally likely, then its place. */
function drawByClass(
  draw: ClassDraw,
  size: { readonly classes: number; readonly rows: number; readonly dimensions: number },
  uniform: Uniform,
): Points {
  const { classes, rows, dimensions } = size;
  const normal = randomNormal.source(uniform)(0, 1);
  const x = new Float64Array(rows * dimensions);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const label = Math.floor(classes * uniform());
    x.set(draw(label, uniform, normal), i * dimensions);
    y[i] = label;
  }
  return { rows, x, y };
}

function addNoise(values: Float64Array, deviation: number, uniform: Uniform): void {
  const normal = randomNormal.source(uniform)(0, deviation);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + normal();
}

function replaceLabels(y: Float64Array, classes: number, share: number, uniform: Uniform): void {
  for (let i = 0; i < y.length; i++) {
    const [replaced, shift] = [uniform() < share, Math.floor((classes - 1) * uniform())];
    if (replaced) y[i] = ((y[i] as number) + 1 + shift) % classes;
  }
}
