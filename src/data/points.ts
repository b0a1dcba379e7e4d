import { randomNormal } from 'd3-random';
import type { Points } from '#src/data/dataset.ts';
import { sampleInputs } from '#src/data/sampling.ts';
import type { Target } from '#src/data/target-function.ts';
import type { SamplingId } from '#src/experiment/ids.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { type Uniform, uniformStream } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** Which points to draw: the seed, purpose and index name their streams, so that no set of points moves another. */
export interface DrawSpec {
  readonly seed: number;
  readonly purpose: 'train' | 'held-out' | 'fresh';
  /** Counter within the purpose, e.g. the epoch. */
  readonly index: number;
  readonly rows: number;
  readonly sampling: SamplingId;
  /** Deviation of Gaussian noise on the value of a regression, on the position of a class point. */
  readonly noise: number;
  /** Probability that a class is replaced by another one. */
  readonly labelNoise: number;
}

/** Draws points of a target in the reader's units. Positions, noise and label noise come from streams of their own. */
export function drawPoints(target: Target, spec: DrawSpec): Result<Points, Problem> {
  const stream = (what: string): Uniform =>
    uniformStream(spec.seed, `${spec.purpose} ${what}`, spec.index);
  const points =
    target.draw !== null && spec.sampling === 'uniform'
      ? ok(drawByClass(target.draw, target.classes ?? 2, spec.rows, stream('points')))
      : drawByPlace(target, spec, stream('points'));
  if (!points.ok) return points;
  const { x, y } = points.value;
  if (spec.noise > 0) addNoise(target.classes === null ? y : x, spec.noise, stream('noise'));
  if (spec.labelNoise > 0 && target.classes !== null)
    replaceLabels(y, target.classes, spec.labelNoise, stream('label noise'));
  return points;
}

/** Each point: first its class, all equally likely, then its place. */
function drawByClass(
  draw: NonNullable<Target['draw']>,
  classes: number,
  rows: number,
  uniform: Uniform,
): Points {
  const normal = randomNormal.source(uniform)(0, 1);
  const x = new Float64Array(2 * rows);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const label = Math.floor(classes * uniform());
    x.set(draw(label, uniform, normal), 2 * i);
    y[i] = label;
  }
  return { rows, x, y };
}

function drawByPlace(target: Target, spec: DrawSpec, uniform: Uniform): Result<Points, Problem> {
  const { dimensions, domain } = target;
  const { rows, sampling } = spec;
  const x = sampleInputs({ sampling, rows, dimensions, domain }, uniform);
  if (!x.ok) return err({ field: 'domain', message: x.error });
  return ok({ rows, x: x.value, y: valuesAt(target, x.value) });
}

/** The target without noise. @param x [rows × dimensions] */
export function valuesAt({ truth, dimensions }: Target, x: Float64Array): Float64Array {
  const y = new Float64Array(x.length / dimensions);
  for (let i = 0; i < y.length; i++) {
    const x0 = x[i * dimensions] as number;
    y[i] = truth(x0, dimensions === 1 ? 0 : (x[2 * i + 1] as number));
  }
  return y;
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
