/** A function of several variables and its gradient, which is written into `gradient`. */
export type Slope = (at: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  /** The gradient vanished, or no step made a difference that numbers can hold. */
  readonly converged: boolean;
}

const mostIterations = 500;
const memory = 10;
const shrink = 0.5;
const armijo = 1e-4;

/**
 * The minimum of a smooth convex function by L-BFGS (Nocedal & Wright, "Numerical Optimization", algorithm 7.4) with a
 * backtracking line search.
 */
export function minimize(slope: Slope, start: Float64Array): Minimum {
  const n = start.length;
  let at = start.slice();
  let gradient = new Float64Array(n);
  let value = slope(at, gradient);
  const steps: { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[] = [];
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const direction = descent(gradient, steps);
    const fall = dot(direction, gradient);
    if (!(fall < 0)) return { at, value, converged: true };
    let length = steps.length === 0 ? 1 / Math.max(1, Math.sqrt(-fall)) : 1;
    const next = new Float64Array(n);
    const nextGradient = new Float64Array(n);
    let nextValue = Infinity;
    for (let tries = 0; tries < 60; tries++) {
      for (let i = 0; i < n; i++) next[i] = (at[i] as number) + length * (direction[i] as number);
      nextValue = slope(next, nextGradient);
      if (nextValue <= value + armijo * length * fall) break;
      length *= shrink;
    }
    if (!(nextValue < value)) return { at, value, converged: true };
    const s = next.map((x, i) => x - (at[i] as number));
    const y = nextGradient.map((g, i) => g - (gradient[i] as number));
    const curvature = dot(s, y);
    if (curvature > 0) {
      steps.push({ s, y, rho: 1 / curvature });
      if (steps.length > memory) steps.shift();
    }
    const gain = value - nextValue;
    [at, gradient, value] = [next, nextGradient, nextValue];
    if (gain <= 1e-13 * Math.abs(value)) return { at, value, converged: true };
  }
  return { at, value, converged: false };
}

function descent(
  gradient: Float64Array,
  steps: readonly { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[],
): Float64Array {
  const q = gradient.map((g) => -g);
  const factors = steps.toReversed().map(({ s, y, rho }) => {
    const alpha = rho * dot(s, q);
    addTo(q, y, -alpha);
    return alpha;
  });
  const last = steps.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale;
  }
  steps.forEach(({ s, y, rho }, i) => {
    addTo(q, s, (factors[steps.length - 1 - i] as number) - rho * dot(y, q));
  });
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addTo(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + factor * (b[i] as number);
}
