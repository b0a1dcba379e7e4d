import type { Interval } from '#src/data/dataset.ts';
import type { SamplingId } from '#src/experiment/ids.ts';
import { permutation, type Uniform } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** How points are placed: in the same interval on every axis. */
export interface SamplingSpec {
  readonly sampling: SamplingId;
  readonly rows: number;
  readonly dimensions: number;
  readonly domain: Interval;
}

/**
 * Places points in the domain, in the reader's units.
 *
 * @returns [rows × dimensions]; refused when integers are asked for and the domain holds none
 */
export function sampleInputs(spec: SamplingSpec, uniform: Uniform): Result<Float64Array> {
  switch (spec.sampling) {
    case 'uniform':
      return ok(uniformPoints(spec, uniform));
    case 'grid':
      return ok(evenGrid(spec));
    case 'integers':
      return integers(spec, uniform);
  }
}

function uniformPoints({ rows, dimensions, domain }: SamplingSpec, uniform: Uniform): Float64Array {
  const [from, to] = domain;
  return Float64Array.from({ length: rows * dimensions }, () => from + (to - from) * uniform());
}

/** `count` evenly spaced values, both ends included (as `numpy.linspace`); a single one lies at the start. */
export function linspace([from, to]: Interval, count: number): Float64Array {
  const last = Math.max(count - 1, 1);
  return Float64Array.from({ length: count }, (_, i) =>
    i === last ? to : from + ((to - from) * i) / last,
  );
}

/** As many points on every axis as the count allows, the first axis fastest; what is beyond the count is left out. */
function evenGrid({ rows, dimensions, domain }: SamplingSpec): Float64Array {
  const points = new Float64Array(rows * dimensions);
  let stride = 1;
  for (let axis = 0; axis < dimensions; axis++) {
    const left = Math.ceil(rows / stride); // points that the axes from here on have to tell apart
    const count = Math.ceil(left ** (1 / (dimensions - axis)) - 1e-9);
    const positions = linspace(domain, count);
    for (let i = 0; i < rows; i++)
      points[i * dimensions + axis] = positions[Math.floor(i / stride) % count] as number;
    stride *= count;
  }
  return points;
}

function integers(
  { rows, dimensions, domain }: SamplingSpec,
  uniform: Uniform,
): Result<Float64Array> {
  const first = Math.ceil(domain[0]);
  const count = Math.floor(domain[1]) - first + 1;
  if (count < 1) return err(`there is no whole number from ${domain[0]} to ${domain[1]}`);
  return ok(
    dimensions === 1
      ? shuffledIntegers(first, count, rows, uniform)
      : Float64Array.from(
          { length: rows * dimensions },
          () => first + Math.floor(count * uniform()),
        ),
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
