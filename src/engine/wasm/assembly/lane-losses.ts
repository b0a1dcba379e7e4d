/** Losses and right answers of rows whose outputs lie in columns, four rows at a time (see `lanes.ts`). */

import { exp, log, log1p } from './functions';
import { exponentiate, laneStride, maxima, totals } from './lanes';
import { cut, hasTargetForEach, logarithm, rarePoint } from './losses';
import { epsilon, Loss, Network } from './tables';

/** [laneRows]: the output of each row's own class, then the row's loss. */
const own = memory.data(4 * 32, 16);

/** Leaves the output of each row's own class in `own`. @inline */
function pickOwn(z: usize, units: i32, classes: usize, end: usize): void {
  for (let row: usize = 0; row < end; row += 16) {
    const wanted = v128.load(classes + row);
    let picked = v128.load(z + row);
    let at = z + row;
    for (let u = 1; u < units; u++) {
      at += laneStride;
      const isOwn = f32x4.eq(wanted, f32x4.splat(f32(u)));
      picked = v128.bitselect(v128.load(at), picked, isOwn);
    }
    v128.store(own + row, picked);
  }
}

/**
 * Σ over rows of a loss of their outputs together, each times what its row counts. Uses the outputs up.
 *
 * @param z [units × laneRows]
 * @param classes c of each row, float32; there is room for whole groups of four. Or a target for each output, [rows × units]
 * @param weights of each row, float32, with as much room, or 0: all are 1
 * @param rows 1…laneRows
 */
export function rowLosses(
  network: Network,
  z: usize,
  units: i32,
  classes: usize,
  weights: usize,
  rows: i32,
): f64 {
  if (hasTargetForEach(network, units)) {
    let sum: f64 = 0;
    for (let row = 0; row < rows; row++) {
      const loss = lossOfShares(network, z + 4 * row, units, classes + 4 * row * units);
      sum += weights ? loss * f64(load<f32>(weights + 4 * row)) : loss;
    }
    return sum;
  }
  const end = <usize>(4 * rows);
  pickOwn(z, units, classes, end);
  if (network.loss === Loss.cross_entropy) crossEntropies(z, units, end);
  else crossEntropiesOfOutputs(z, units, end);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let row: usize = 0; row < end; row += 16) {
    let losses = v128.load(own + row);
    if (weights) losses = f32x4.mul(losses, v128.load(weights + row));
    const present = v128.and(losses, isPresent(rows));
    low = f64x2.add(low, f64x2.promote_low_f32x4(present));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upper(present)));
    rows -= 4;
  }
  return sumOf(low, high);
}

/** −Σ tₖ log of a row's shares, of its softmax or of its sum. @param y of the row, `laneStride` apart @param t [units] */
function lossOfShares(network: Network, y: usize, units: i32, t: usize): f64 {
  const isOfSoftmax = network.loss === Loss.cross_entropy;
  let most = load<f32>(y);
  for (let u = 1; u < units; u++) most = max(most, load<f32>(y + u * laneStride));
  let all: f64 = 0;
  for (let u = 0; u < units; u++) {
    const value = load<f32>(y + u * laneStride);
    all += isOfSoftmax ? NativeMathf.exp(value - most) : value;
  }
  const logOfSum = isOfSoftmax ? logarithm(all) : 0;
  let loss: f64 = 0;
  for (let u = 0; u < units; u++) {
    const value = load<f32>(y + u * laneStride);
    const wanted = f64(load<f32>(t + 4 * u));
    if (wanted === 0) continue;
    loss += wanted * (isOfSoftmax ? f64(most) - value + logOfSum : -logarithm(cut(value / all)));
  }
  return loss;
}

/** −log softmax(z)[c], into `own`. @inline */
function crossEntropies(z: usize, units: i32, end: usize): void {
  exponentiate(z, units);
  for (let row: usize = 0; row < end; row += 16) {
    const distance = f32x4.sub(v128.load(maxima + row), v128.load(own + row));
    v128.store(own + row, f32x4.add(distance, log(v128.load(totals + row))));
  }
}

/** −log y_c / Σ y, cut off at ε and 1 − ε, into `own`. */
function crossEntropiesOfOutputs(y: usize, units: i32, end: usize): void {
  for (let row: usize = 0; row < end; row += 16) {
    let sum = v128.load(y + row);
    for (let u = 1; u < units; u++) sum = f32x4.add(sum, v128.load(y + row + u * laneStride));
    const share = f32x4.div(v128.load(own + row), sum);
    const inside = f32x4.min(
      f32x4.max(share, f32x4.splat(f32(epsilon))),
      f32x4.splat(f32(1 - epsilon)),
    );
    v128.store(own + row, f32x4.neg(log(inside)));
  }
}

/**
 * Σ over rows and outputs of a loss of single outputs, each times what its row counts.
 *
 * @param y [units × laneRows]
 * @param targets [rows × units]; there is room for whole groups of four rows
 * @param weights [rows] with as much room, or 0: all are 1
 * @param rows 1…laneRows
 */
export function pointLosses(
  network: Network,
  y: usize,
  units: i32,
  targets: usize,
  weights: usize,
  rows: i32,
): f64 {
  const hasRest = network.loss === Loss.bce;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  do {
    const present = isPresent(rows);
    const isLow = v128.shuffle<f32>(present, present, 0, 0, 1, 1);
    const isHigh = v128.shuffle<f32>(present, present, 2, 2, 3, 3);
    let at = y;
    for (let u = 0; u < units; u++) {
      const z = v128.load(at);
      const t = fourRows(targets + 4 * u, units);
      const rest = hasRest ? log1p(exp(f32x4.neg(f32x4.abs(z)))) : f32x4.splat(0);
      let lowPair = pairLosses(network, z, t, rest);
      let highPair = pairLosses(network, upper(z), upper(t), upper(rest));
      if (weights) {
        const weight = v128.load(weights);
        lowPair = f64x2.mul(lowPair, f64x2.promote_low_f32x4(weight));
        highPair = f64x2.mul(highPair, f64x2.promote_low_f32x4(upper(weight)));
      }
      low = f64x2.add(low, v128.and(lowPair, isLow));
      high = f64x2.add(high, v128.and(highPair, isHigh));
      at += laneStride;
    }
    y += 16;
    targets += 16 * units;
    if (weights) weights += 16;
    rows -= 4;
  } while (rows > 0);
  return sumOf(low, high);
}

/**
 * The losses of the first two of four outputs, in float64: their squares may be too large for float32.
 *
 * @param rests of bce: ln(1 + e^(−|y|)) of the four
 * @inline
 */
function pairLosses(network: Network, outputs: v128, labels: v128, rests: v128): v128 {
  const y = f64x2.promote_low_f32x4(outputs);
  const t = f64x2.promote_low_f32x4(labels);
  const error = f64x2.sub(y, t);
  switch (network.loss) {
    case Loss.mse:
      return f64x2.mul(error, error);
    case Loss.mae:
      return f64x2.abs(error);
    case Loss.huber: {
      const delta = f64x2.splat(f64(network.huberDelta));
      const half = f64x2.splat(0.5);
      const distance = f64x2.abs(error);
      return v128.bitselect(
        f64x2.mul(half, f64x2.mul(error, error)),
        f64x2.mul(delta, f64x2.sub(distance, f64x2.mul(half, delta))),
        f64x2.le(distance, delta),
      );
    }
    case Loss.bce: {
      const linear = f64x2.sub(f64x2.pmax(y, f64x2.splat(0)), f64x2.mul(y, t));
      return f64x2.add(linear, f64x2.promote_low_f32x4(rests));
    }
    case Loss.bce_of_probabilities:
    case Loss.hinge:
    case Loss.msle:
    case Loss.cross_entropy:
    case Loss.nll_of_softmax:
    case Loss.cross_entropy_of_outputs:
    default:
      return f64x2(
        f64x2.extract_lane(
          rarePoint(network.loss, f64x2.extract_lane(y, 0), f64x2.extract_lane(t, 0)),
          0,
        ),
        f64x2.extract_lane(
          rarePoint(network.loss, f64x2.extract_lane(y, 1), f64x2.extract_lane(t, 1)),
          0,
        ),
      );
  }
}

/**
 * How many rows have their class predicted: the largest output, the first of equals, or of a single one the class whose
 * number is nearest.
 *
 * @param y [units × laneRows]
 * @param targets a class index, −1 or +1, or values of which the class's is the largest for each row; there is room for whole groups of four
 * @param rows 1…laneRows
 */
export function correctRows(
  network: Network,
  y: usize,
  units: i32,
  targets: usize,
  rows: i32,
): i32 {
  const width = network.targetWidth;
  let correct = i32x4.splat(0);
  do {
    const predicted =
      units > 1 ? firstLargest(y, laneStride, 1, units) : nearestNumber(network, v128.load(y));
    const wanted =
      width > 1 ? firstLargest(targets, 4, width, width) : positive(v128.load(targets));
    const isRight = v128.and(f32x4.eq(predicted, wanted), isPresent(rows));
    correct = i32x4.sub(correct, isRight); // all ones are −1
    y += 16;
    targets += 16 * width;
    rows -= 4;
  } while (rows > 0);
  const pairs = i32x4.add(correct, v128.shuffle<i32>(correct, correct, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

/** The class of single outputs: the first below the threshold, the others each one above it; NaN is of the first. @inline */
function nearestNumber(network: Network, outputs: v128): v128 {
  const above = f32x4.ceil(f32x4.sub(outputs, f32x4.splat(network.threshold)));
  return f32x4.min(positive(above), f32x4.splat(f32(network.classes - 1)));
}

/** Nothing is below 0, or NaN. @inline */
function positive(x: v128): v128 {
  return f32x4.pmax(f32x4.splat(0), x);
}

/**
 * Which of its numbers is each of four rows' largest, the first of equals, as a float32 number; −1 where one is NaN.
 *
 * @param next from one number of a row to its next one, in bytes
 * @param width from one row to the next, in numbers
 */
function firstLargest(from: usize, next: usize, width: i32, count: i32): v128 {
  let most = fourRows(from, width);
  let best = f32x4.splat(0);
  let areNumbers = f32x4.eq(most, most);
  for (let i = 1; i < count; i++) {
    from += next;
    const value = fourRows(from, width);
    best = v128.bitselect(f32x4.splat(f32(i)), best, f32x4.gt(value, most));
    most = f32x4.pmax(most, value);
    areNumbers = v128.and(areNumbers, f32x4.eq(value, value));
  }
  return v128.bitselect(best, f32x4.splat(-1), areNumbers);
}

/** One number of each of four rows that are `width` numbers apart. @inline */
function fourRows(from: usize, width: i32): v128 {
  if (width === 1) return v128.load(from);
  const stride = 4 * <usize>width;
  let four = v128.load32_zero(from);
  four = v128.load32_lane(from + stride, four, 1);
  four = v128.load32_lane(from + 2 * stride, four, 2);
  return v128.load32_lane(from + 3 * stride, four, 3);
}

/** All ones in the lanes of those of four rows that there are. @inline */
function isPresent(rows: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(rows));
}

/** The upper two numbers in the place of the lower two. @inline */
function upper(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 2, 3, 2, 3);
}

/** @inline */
function sumOf(low: v128, high: v128): f64 {
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}
