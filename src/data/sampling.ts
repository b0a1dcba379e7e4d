import { randomNormal } from 'd3-random';
import type { Interval } from '#src/data/dataset.ts';
import type { SamplingId } from '#src/experiment/ids.ts';
import { permutation, type Uniform, type UniformStream } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words } from '#words/base/data.ts';

/** How points are placed. */
export interface SamplingSpec {
  readonly sampling: SamplingId;
  readonly rows: number;
  /** On each axis. */
  readonly domains: readonly Interval[];
  /** Of normally drawn points, on every axis. */
  readonly normal: Normal;
}

export interface Normal {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Places points in the domain, in the reader's units.
 *
 * @returns [rows × dimensions]; refused when integers are asked for and the domain holds none
 */
export function sampleInputs(spec: SamplingSpec, uniform: UniformStream): Result<Float64Array> {
  switch (spec.sampling) {
    case 'uniform':
      return ok(uniformPoints(spec, uniform));
    case 'normal':
      return ok(normalPoints(spec, uniform));
    case 'grid':
      return ok(evenGrid(spec));
    case 'integers':
      return integers(spec, uniform);
  }
}

function uniformPoints({ rows, domains }: SamplingSpec, uniform: UniformStream): Float64Array {
  const points = uniform.draw(new Float64Array(rows * domains.length));
  for (const [axis, [from, to]] of domains.entries()) {
    const width = to - from;
    for (let i = axis; i < points.length; i += domains.length)
      points[i] = from + width * (points[i] as number);
  }
  return points;
}

function normalPoints({ rows, domains, normal }: SamplingSpec, uniform: Uniform): Float64Array {
  const draw = randomNormal.source(uniform)(normal.mean, normal.deviation);
  return Float64Array.from({ length: rows * domains.length }, draw);
}

/** `count` evenly spaced values, both ends included (as `numpy.linspace`); a single one lies at the start. */
export function linspace([from, to]: Interval, count: number): Float64Array {
  const last = Math.max(count - 1, 1);
  return Float64Array.from({ length: count }, (_, i) =>
    i === last ? to : from + ((to - from) * i) / last,
  );
}

/** As many points on every axis as the count allows, the first axis fastest; what is beyond the count is left out. */
function evenGrid({ rows, domains }: SamplingSpec): Float64Array {
  const dimensions = domains.length;
  const points = new Float64Array(rows * dimensions);
  let stride = 1;
  for (const [axis, domain] of domains.entries()) {
    const left = Math.ceil(rows / stride); // points that the axes from here on have to tell apart
    const count = Math.ceil(left ** (1 / (dimensions - axis)) - 1e-9);
    const positions = linspace(domain, count);
    for (let i = 0; i < rows; i++)
      points[i * dimensions + axis] = positions[Math.floor(i / stride) % count] as number;
    stride *= count;
  }
  return points;
}

function integers({ rows, domains }: SamplingSpec, uniform: Uniform): Result<Float64Array> {
  const ranges = domains.map(([from, to]) => {
    const first = Math.ceil(from);
    return { first, count: Math.floor(to) - first + 1 };
  });
  const none = domains[ranges.findIndex(({ count }) => count < 1)];
  if (none !== undefined) return err(words.thereIsNoWholeNumber(none[0], none[1]));
  const rangeAt = (i: number) => ranges[i % ranges.length] as (typeof ranges)[number];
  return ok(
    ranges.length === 1
      ? shuffledIntegers(rangeAt(0).first, rangeAt(0).count, rows, uniform)
      : Float64Array.from({ length: rows * ranges.length }, (_, i) => {
          const { first, count } = rangeAt(i);
          return first + Math.floor(count * uniform());
        }),
  );
}

/** Each integer once in random order (Julia's `shuffle(a:b)`), then all of them again, until there are enough. */
function shuffledIntegers(
  first: number,
  count: number,
  rows: number,
  uniform: Uniform,
): Float64Array {
  const values = new Float64Array(rows);
  for (let done = 0; done < rows; done += count) {
    const order = permutation(count, uniform);
    for (let i = 0; i < count && done + i < rows; i++)
      values[done + i] = first + (order[i] as number);
  }
  return values;
}
