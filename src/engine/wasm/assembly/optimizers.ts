import { flushed, flushedSquare, madd } from './simd';
import { Network, Optimizer, Replica } from './tables';

/** √Σg², in float64: neither overflow nor cancellation. @param count a multiple of 4 */
export function norm(g: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = g + 4 * count;
  do {
    const x = v128.load(g);
    const a = f64x2.promote_low_f32x4(x);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
    g += 16;
  } while (g < end);
  const both = f64x2.add(low, high);
  return sqrt(f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1));
}

/** g ← min(max(g, −bound), bound). @returns false where a NaN is among them, or bounds so large that sums overflow */
export function clipValues(g: usize, count: i32, bound: f32): bool {
  const high = f32x4.splat(bound);
  const low = f32x4.splat(-bound);
  const end = g + 4 * count;
  let seen = f32x4.splat(0);
  do {
    const clipped = f32x4.pmin(f32x4.pmax(v128.load(g), low), high);
    seen = f32x4.add(seen, clipped);
    v128.store(g, clipped);
    g += 16;
  } while (g < end);
  return !v128.any_true(f32x4.ne(seen, seen));
}

/** g ← factor·g */
export function scale(g: usize, count: i32, factor: f32): void {
  const end = g + 4 * count;
  do {
    v128.store(g, f32x4.mul(v128.load(g), f32x4.splat(factor)));
    g += 16;
  } while (g < end);
}

/** g ← g + l2·w + l1·sign(w) */
export function addPenalties(g: usize, w: usize, count: i32, l2: f32, l1: f32): void {
  const zero = f32x4.splat(0);
  const step = f32x4.splat(l1);
  const end = g + 4 * count;
  do {
    const x = v128.load(w);
    const sign = f32x4.sub(v128.and(f32x4.gt(x, zero), step), v128.and(f32x4.lt(x, zero), step));
    v128.store(g, f32x4.add(madd(x, f32x4.splat(l2), v128.load(g)), sign));
    g += 16;
    w += 16;
  } while (g < end);
}

/**
 * Takes one step with the gradients as they stand, penalties and clipping included.
 *
 * @param step steps taken before this one
 * @param from, to the numbers of a parameter block that are updated, in bytes
 */
export function update(
  network: Network,
  replica: Replica,
  learningRate: f32,
  step: i32,
  from: usize,
  to: usize,
): void {
  switch (network.optimizer) {
    case Optimizer.sgd:
      return sgd(network, replica, learningRate, from, to);
    case Optimizer.momentum:
      return momentum(network, replica, learningRate, from, to);
    case Optimizer.nesterov:
      return nesterov(network, replica, learningRate, from, to);
    case Optimizer.adagrad:
      return adagrad(network, replica, learningRate, from, to);
    case Optimizer.rmsprop:
      return rmsprop(network, replica, learningRate, from, to);
    case Optimizer.adam:
      return adam(network, replica, learningRate, 0, step, from, to);
    case Optimizer.adamw:
      return adam(network, replica, learningRate, replica.weightDecay, step, from, to);
    default:
      unreachable();
  }
}

function sgd(network: Network, replica: Replica, learningRate: f32, from: usize, to: usize): void {
  let w = replica.parameters + from;
  let g = network.gradients + from;
  const end = replica.parameters + to;
  const eta = f32x4.splat(learningRate);
  do {
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(eta, v128.load(g))));
    w += 16;
    g += 16;
  } while (w < end);
}

function momentum(
  network: Network,
  replica: Replica,
  learningRate: f32,
  from: usize,
  to: usize,
): void {
  let w = replica.parameters + from;
  let g = network.gradients + from;
  let m = replica.slots + from;
  const end = replica.parameters + to;
  const eta = f32x4.splat(learningRate);
  const mu = f32x4.splat(network.momentum);
  do {
    const velocity = flushed(madd(mu, v128.load(m), v128.load(g)));
    v128.store(m, velocity);
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(eta, velocity)));
    w += 16;
    g += 16;
    m += 16;
  } while (w < end);
}

function nesterov(
  network: Network,
  replica: Replica,
  learningRate: f32,
  from: usize,
  to: usize,
): void {
  let w = replica.parameters + from;
  let g = network.gradients + from;
  let m = replica.slots + from;
  const end = replica.parameters + to;
  const eta = f32x4.splat(learningRate);
  const mu = f32x4.splat(network.momentum);
  do {
    const x = v128.load(g);
    const velocity = flushed(madd(mu, v128.load(m), x));
    v128.store(m, velocity);
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(eta, madd(mu, velocity, x))));
    w += 16;
    g += 16;
    m += 16;
  } while (w < end);
}

function adagrad(
  network: Network,
  replica: Replica,
  learningRate: f32,
  from: usize,
  to: usize,
): void {
  let w = replica.parameters + from;
  let g = network.gradients + from;
  let m = replica.slots + from;
  const end = replica.parameters + to;
  const eta = f32x4.splat(learningRate);
  const epsilon = f32x4.splat(network.epsilon);
  do {
    const x = v128.load(g);
    const squares = madd(x, x, v128.load(m));
    v128.store(m, squares);
    v128.store(w, scaledDescent(v128.load(w), f32x4.mul(eta, x), squares, epsilon));
    w += 16;
    g += 16;
    m += 16;
  } while (w < end);
}

function rmsprop(
  network: Network,
  replica: Replica,
  learningRate: f32,
  from: usize,
  to: usize,
): void {
  let w = replica.parameters + from;
  let g = network.gradients + from;
  let m = replica.slots + from;
  const end = replica.parameters + to;
  const eta = f32x4.splat(learningRate);
  const epsilon = f32x4.splat(network.epsilon);
  const fresh = f32x4.splat(1 - network.rho);
  do {
    const x = v128.load(g);
    const old = v128.load(m);
    const squares = flushedSquare(madd(fresh, f32x4.sub(f32x4.mul(x, x), old), old));
    v128.store(m, squares);
    v128.store(w, scaledDescent(v128.load(w), f32x4.mul(eta, x), squares, epsilon));
    w += 16;
    g += 16;
    m += 16;
  } while (w < end);
}

/** w − direction/(√square + ε) @inline */
function scaledDescent(w: v128, direction: v128, square: v128, epsilon: v128): v128 {
  const root = f32x4.add(f32x4.sqrt(square), epsilon);
  return f32x4.sub(w, f32x4.div(direction, root));
}

/** @param weightDecay decoupled, of adamw */
function adam(
  network: Network,
  replica: Replica,
  learningRate: f32,
  weightDecay: f32,
  step: i32,
  from: usize,
  to: usize,
): void {
  let w = replica.parameters + from;
  let g = network.gradients + from;
  let m = replica.slots + from;
  let v = m + 4 * network.parameterCount;
  const end = replica.parameters + to;
  const freshMean = f32x4.splat(f32(1 - network.beta1));
  const freshSquare = f32x4.splat(f32(1 - network.beta2));
  const rate = f32x4.splat(f32(f64(learningRate) / (1 - power(network.beta1, step + 1))));
  const rootScale = f32x4.splat(f32(1 / sqrt(1 - power(network.beta2, step + 1))));
  const epsilon = f32x4.splat(network.epsilon);
  const kept = f32x4.splat(f32(1 - f64(learningRate) * f64(weightDecay)));
  do {
    const x = v128.load(g);
    // β·old + (1 − β)·new as old + (1 − β)(new − old): β near 1 is not exact in float32, 1 − β nearly so.
    const oldMean = v128.load(m);
    const mean = flushed(madd(freshMean, f32x4.sub(x, oldMean), oldMean));
    const oldSquare = v128.load(v);
    const square = flushedSquare(
      madd(freshSquare, f32x4.sub(f32x4.mul(x, x), oldSquare), oldSquare),
    );
    v128.store(m, mean);
    v128.store(v, square);
    const root = madd(f32x4.sqrt(square), rootScale, epsilon);
    const step = f32x4.div(f32x4.mul(rate, mean), root);
    v128.store(w, f32x4.sub(f32x4.mul(kept, v128.load(w)), step));
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  } while (w < end);
}

/** baseⁿ by repeated squaring; 0 as soon as it no longer changes 1 − baseⁿ in float32. */
function power(base: f64, n: i32): f64 {
  let result: f64 = 1;
  for (; n > 0; n >>= 1) {
    if (n & 1) result *= base;
    if (result < 1e-12) return 0;
    base *= base;
  }
  return result;
}
