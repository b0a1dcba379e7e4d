import { uniformStream } from '#src/lib/random.ts';
import { norm } from '#src/lib/statistics.ts';

/** Products of the Hessian with a vector. */
const iterations = 12;
/** Length of the difference that gradients are taken over, relative to the parameters. */
const relativeStep = 1e-4;

/**
 * The largest eigenvalue of the Hessian by size, by power iteration on central differences of gradients. Plain gradient
 * descent on the same rows diverges along its direction at rates above 2 over it.
 *
 * @param gradientAt float64, pure
 */
export function largestCurvature(
  parameters: Float64Array,
  gradientAt: (parameters: Float64Array) => Float64Array,
): number {
  const uniform = uniformStream(1, 'curvature');
  let direction = unit(parameters.map(() => uniform() - 0.5));
  const step = relativeStep * (1 + norm(parameters));
  let eigenvalue = 0;
  for (let i = 0; i < iterations; i++) {
    const own = direction;
    const ahead = gradientAt(parameters.map((p, k) => p + step * (own[k] as number)));
    const behind = gradientAt(parameters.map((p, k) => p - step * (own[k] as number)));
    const product = ahead.map((g, k) => (g - (behind[k] as number)) / (2 * step));
    eigenvalue = product.reduce((sum, value, k) => sum + value * (own[k] as number), 0);
    if (norm(product) === 0) break;
    direction = unit(product);
  }
  return eigenvalue;
}

function unit(values: Float64Array): Float64Array {
  const length = norm(values);
  return values.map((value) => value / length);
}
