import { softmaxRow } from './activations';
import { exp, log1p, sigmoid } from './functions';
import { flushed, sum } from './simd';
import { Activation, Broadcast, epsilon, Layer, Loss, Network } from './tables';

/** Labels of the rows that one loss is the mean of. */
@unmanaged
export class Labels {
  targets: usize;
  /** Row indices into `targets`, or 0 for the rows as they lie. */
  order: usize;
  rows: i32;
  /** What each row counts, as `targets` lies, or 0; and Σ of what these rows count. */
  weights: usize;
  total: f64;
  /** Mean of the labels and of their squared distances from it, where predictions meet every label. */
  mean: f64;
  variance: f64;
}

/** @inline */
function target(network: Network, labels: Labels, row: i32): usize {
  return labels.targets + 4 * indexOf(labels, row) * network.targetWidth;
}

/** @inline */
function indexOf(labels: Labels, row: i32): i32 {
  return labels.order ? load<u32>(labels.order + 4 * row) : row;
}

/** @inline */
function weightOf(labels: Labels, row: i32): f32 {
  return labels.weights ? load<f32>(labels.weights + 4 * indexOf(labels, row)) : 1;
}

/** What some rows count together. @param weights one after another or by `order`, or 0 @inline */
export function totalWeight(weights: usize, order: usize, rows: i32): f64 {
  if (!weights) return f64(rows);
  let total: f64 = 0;
  for (let row = 0; row < rows; row++) {
    total += load<f32>(weights + 4 * (order ? load<u32>(order + 4 * row) : row));
  }
  return total;
}

/** What the closed form of the broadcast squared error needs to know of the labels. */
export function summarize(network: Network, labels: Labels): void {
  let total: f64 = 0;
  for (let row = 0; row < labels.rows; row++) total += load<f32>(target(network, labels, row));
  const mean = total / f64(labels.rows);
  let squares: f64 = 0;
  for (let row = 0; row < labels.rows; row++) {
    const distance = f64(load<f32>(target(network, labels, row))) - mean;
    squares += distance * distance;
  }
  labels.mean = mean;
  labels.variance = squares / f64(labels.rows);
}

/**
 * Losses of a block of rows, and ∂loss/∂z of the last layer into its deltas.
 *
 * @param first index of the block's first row among the labels'
 * @returns what the block adds to the loss, the (weighted) mean over all rows of the labels
 */
export function blockLoss(network: Network, labels: Labels, first: i32, rows: i32): f64 {
  const layer = lastLayer(network);
  const direct = layer.activation === Activation.linear;
  const gradients = direct ? layer.deltas : network.outputGradients;
  let loss: f64;
  if (isOfRows(network)) {
    loss = rowwise(network, layer, labels, first, rows, gradients);
  } else if (network.broadcast === Broadcast.none) {
    loss = pointwise(network, layer, labels, first, rows, gradients);
  } else {
    loss = broadcast(network, layer, labels, rows, gradients);
  }
  if (!direct) throughActivation(layer, gradients, rows);
  flushDeltas(layer, rows);
  return loss;
}

/**
 * Deltas that are next to nothing become 0: rows that are long answered right would make denormals of all that is computed
 * from them.
 */
function flushDeltas(layer: Layer, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const deltas = layer.deltas + <usize>row * layer.stride;
    for (let at = 0; at < 4 * layer.paddedUnits; at += 16) {
      v128.store(deltas + at, flushed(v128.load(deltas + at)));
    }
  }
}

/** Whether a loss of a row's outputs together has a target for each of them, and not the index of one. @inline */
export function hasTargetForEach(network: Network, units: i32): bool {
  return network.targetWidth === units;
}

/** @inline */
export function lastLayer(network: Network): Layer {
  return changetype<Layer>(network.layers + (network.layerCount - 1) * offsetof<Layer>());
}

/** Whether the loss is of a row's outputs together. @inline */
export function isOfRows(network: Network): bool {
  return network.loss === Loss.cross_entropy || network.loss === Loss.cross_entropy_of_outputs;
}

function rowwise(
  network: Network,
  layer: Layer,
  labels: Labels,
  first: i32,
  rows: i32,
  gradients: usize,
): f64 {
  const share: f64 = network.summed ? 1 : 1 / labels.total;
  const isOfSoftmax = network.loss === Loss.cross_entropy;
  let total: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const weight = f64(weightOf(labels, first + row));
    const a = layer.outputs + <usize>row * layer.stride;
    const g = gradients + <usize>row * layer.stride;
    const t = target(network, labels, first + row);
    const own = share * weight;
    if (hasTargetForEach(network, layer.units)) {
      total +=
        weight * (isOfSoftmax ? logShares(layer, a, g, t, own) : shares(layer, a, g, t, own));
      continue;
    }
    const place = 4 * i32(load<f32>(t));
    total +=
      weight *
      (isOfSoftmax
        ? crossEntropy(layer, a, g, place, f32(own))
        : crossEntropyOfOutputs(layer, a, g, place, own));
  }
  return total / labels.total;
}

/** −log softmax(a)[c], and its derivatives times a share into g. @param place of c among the outputs, in bytes @inline */
function crossEntropy(layer: Layer, a: usize, g: usize, place: usize, share: f32): f64 {
  const found = softmaxRow(a, g, layer.units);
  const max = f64(f32x4.extract_lane(found, 0));
  const logOfSum = f64(NativeMathf.log(f32x4.extract_lane(found, 1)));
  store<f32>(g + place, load<f32>(g + place) - 1);
  for (let at = 0; at < 4 * layer.paddedUnits; at += 16) {
    v128.store(g + at, f32x4.mul(v128.load(g + at), f32x4.splat(share)));
  }
  return max - f64(load<f32>(a + place)) + logOfSum;
}

/** −log of the right output's share of their sum, cut off at ε and 1 − ε; else as above. */
function crossEntropyOfOutputs(layer: Layer, a: usize, g: usize, place: usize, share: f64): f64 {
  let all: f64 = 0;
  for (let unit = 0; unit < layer.units; unit++) all += load<f32>(a + 4 * unit);
  const right = f64(load<f32>(a + place));
  const p = right / all;
  const isInside = p >= epsilon && p <= 1 - epsilon;
  const slope = isInside ? share / all : 0;
  for (let unit = 0; unit < layer.paddedUnits; unit++) {
    store<f32>(g + 4 * unit, unit < layer.units ? f32(slope) : 0);
  }
  if (isInside) store<f32>(g + place, f32(slope - share / right));
  return -logarithm(cut(p));
}

/** −Σ tₖ log softmax(a)ₖ, and its derivatives times a share into g. @param t of each output */
function logShares(layer: Layer, a: usize, g: usize, t: usize, share: f64): f64 {
  const found = softmaxRow(a, g, layer.units);
  const max = f64(f32x4.extract_lane(found, 0));
  const logOfSum = logarithm(f64(f32x4.extract_lane(found, 1)));
  let whole: f64 = 0;
  let loss: f64 = 0;
  for (let at = 0; at < 4 * layer.units; at += 4) {
    const wanted = f64(load<f32>(t + at));
    whole += wanted;
    if (wanted !== 0) loss += wanted * (max - f64(load<f32>(a + at)) + logOfSum);
  }
  for (let at = 0; at < 4 * layer.units; at += 4) {
    const slope = whole * f64(load<f32>(g + at)) - f64(load<f32>(t + at));
    store<f32>(g + at, f32(share * slope));
  }
  return loss;
}

/** −Σ tₖ log of the outputs' shares of their sum, cut off at ε and 1 − ε; else as above. */
function shares(layer: Layer, a: usize, g: usize, t: usize, share: f64): f64 {
  let all: f64 = 0;
  for (let at = 0; at < 4 * layer.units; at += 4) all += load<f32>(a + at);
  let whole: f64 = 0;
  let loss: f64 = 0;
  for (let at = 0; at < 4 * layer.units; at += 4) {
    const p = f64(load<f32>(a + at)) / all;
    const wanted = f64(load<f32>(t + at));
    const isInside = p >= epsilon && p <= 1 - epsilon;
    if (wanted !== 0) loss -= wanted * logarithm(cut(p));
    store<f32>(g + at, isInside ? f32((-wanted / all / p) * share) : 0);
    if (isInside) whole += wanted;
  }
  const slope = (share * whole) / all;
  for (let unit = 0; unit < layer.paddedUnits; unit++) {
    const at = 4 * unit;
    store<f32>(g + at, unit < layer.units ? f32(f64(load<f32>(g + at)) + slope) : 0);
  }
  return loss;
}

/** @inline */
export function cut(share: f64): f64 {
  return min(max(share, epsilon), 1 - epsilon);
}

/** @inline */
export function logarithm(x: f64): f64 {
  return f64(NativeMathf.log(f32(x)));
}

/** A loss that is rarely asked for: of one output y against t, and its derivative by y. @returns both, as float64 lanes */
export function rarePoint(id: Loss, y: f64, t: f64): v128 {
  switch (id) {
    case Loss.bce_of_probabilities: {
      const rest = 1 - y;
      const value = -t * logarithm(cut(y)) - (1 - t) * logarithm(cut(rest));
      return f64x2(value, y >= epsilon && rest >= epsilon ? (y - t) / (y * rest) : 0);
    }
    case Loss.hinge: {
      const short = 1 - t * y;
      return f64x2(max(short, 0), short > 0 ? -t : 0);
    }
    case Loss.msle: {
      const error = logarithm(1 + max(y, epsilon)) - logarithm(1 + max(t, epsilon));
      return f64x2(error * error, y >= epsilon ? (2 * error) / (1 + y) : 0);
    }
    case Loss.mse:
    case Loss.mae:
    case Loss.huber:
    case Loss.bce:
    case Loss.cross_entropy:
    case Loss.nll_of_softmax:
    case Loss.cross_entropy_of_outputs:
    default:
      return unreachable();
  }
}

/** Loss of one output y against t, and its derivative by y. @returns both, as float64 lanes @inline */
function pointLoss(id: Loss, delta: f64, y: f32, t: f32): v128 {
  const error = f64(y) - f64(t);
  switch (id) {
    case Loss.mse:
      return f64x2(error * error, 2 * error);
    case Loss.mae:
      return f64x2(abs(error), sign(error));
    case Loss.huber:
      if (abs(error) <= delta) return f64x2(0.5 * error * error, error);
      return f64x2(delta * (abs(error) - 0.5 * delta), delta * sign(error));
    case Loss.bce: {
      const z = f32x4.splat(y);
      const e = exp(f32x4.neg(f32x4.abs(z)));
      const rest = f64(f32x4.extract_lane(log1p(e), 0));
      const probability = f64(f32x4.extract_lane(sigmoid(z, e), 0));
      return f64x2(f64(max(y, 0)) - f64(y) * f64(t) + rest, probability - f64(t));
    }
    case Loss.bce_of_probabilities:
    case Loss.hinge:
    case Loss.msle:
    case Loss.cross_entropy:
    case Loss.nll_of_softmax:
    case Loss.cross_entropy_of_outputs:
    default:
      return rarePoint(id, f64(y), f64(t));
  }
}

/** @inline */
function sign(x: f64): f64 {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}

function pointwise(
  network: Network,
  layer: Layer,
  labels: Labels,
  first: i32,
  rows: i32,
  gradients: usize,
): f64 {
  const units = layer.units;
  const padding = layer.paddedUnits - units;
  const share = 1 / (labels.total * f64(units));
  const slopeShare = network.summed ? 1 : share;
  let total: f64 = 0;
  for (let row = 0; row < rows; row++) {
    let a = layer.outputs + <usize>row * layer.stride;
    let g = gradients + <usize>row * layer.stride;
    let t = target(network, labels, first + row);
    const weight = f64(weightOf(labels, first + row));
    const own = slopeShare * weight;
    for (let unit = 0; unit < units; unit++) {
      const point = pointLoss(network.loss, network.huberDelta, load<f32>(a), load<f32>(t));
      total += weight * f64x2.extract_lane(point, 0);
      store<f32>(g, f32(f64x2.extract_lane(point, 1) * own));
      a += 4;
      g += 4;
      t += 4;
    }
    for (let unit = 0; unit < padding; unit++) store<f32>(g + 4 * unit, 0);
  }
  return total * share;
}

/** (B,1) predictions against (B) labels: every prediction meets every label. */
function broadcast(
  network: Network,
  layer: Layer,
  labels: Labels,
  rows: i32,
  gradients: usize,
): f64 {
  const share = pairShare(network, labels.rows);
  const slopeShare = network.summed ? 1 : share;
  let total: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const y = load<f32>(layer.outputs + <usize>row * layer.stride);
    const losses = lossAgainstAll(network, labels, y);
    total += f64x2.extract_lane(losses, 0);
    const g = gradients + <usize>row * layer.stride;
    v128.store(g, f32x4(f32(f64x2.extract_lane(losses, 1) * slopeShare), 0, 0, 0));
  }
  return total * share;
}

/** What each of B² pairs counts. @inline */
export function pairShare(network: Network, rows: i32): f64 {
  const all = f64(rows);
  switch (network.broadcast) {
    case Broadcast.mean:
      return 1 / (all * all);
    case Broadcast.flux:
      return 1 / all;
    case Broadcast.none:
    default:
      return unreachable();
  }
}

/**
 * The summed losses of a prediction against every label, and their derivative by y.
 *
 * @returns both, as float64 lanes
 * @inline
 */
export function lossAgainstAll(network: Network, labels: Labels, y: f32): v128 {
  if (network.loss === Loss.mse) {
    // Σ_j (y − t_j)² = B ((y − t̄)² + variance of t)
    const all = f64(labels.rows);
    const error = f64(y) - labels.mean;
    return f64x2(all * (error * error + labels.variance), 2 * all * error);
  }
  let total = f64x2.splat(0);
  for (let j = 0; j < labels.rows; j++) {
    const t = load<f32>(target(network, labels, j));
    total = f64x2.add(total, pointLoss(network.loss, network.huberDelta, y, t));
  }
  return total;
}

/** ∂loss/∂z from ∂loss/∂a of the last layer: its deltas, which hold f′(z) unless it is a softmax. */
function throughActivation(layer: Layer, gradients: usize, rows: i32): void {
  const width = 4 * layer.paddedUnits;
  for (let row = 0; row < rows; row++) {
    const a = layer.outputs + <usize>row * layer.stride;
    const d = layer.deltas + <usize>row * layer.stride;
    const g = gradients + <usize>row * layer.stride;
    if (layer.activation !== Activation.softmax) {
      for (let at = 0; at < width; at += 16) {
        v128.store(d + at, f32x4.mul(v128.load(d + at), v128.load(g + at)));
      }
      continue;
    }
    let dot = f32x4.splat(0);
    for (let at = 0; at < width; at += 16) {
      dot = f32x4.add(dot, f32x4.mul(v128.load(a + at), v128.load(g + at)));
    }
    const mean = f32x4.splat(sum(dot));
    for (let at = 0; at < width; at += 16) {
      v128.store(d + at, f32x4.mul(v128.load(a + at), f32x4.sub(v128.load(g + at), mean)));
    }
  }
}
