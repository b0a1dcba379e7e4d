import { activate, clearPadding, softmaxRows } from './activations';
import { columnSums } from './column-sums';
import { dropUnits } from './dropout';
import { blockLoss, Labels, lastLayer, summarize, totalWeight } from './losses';
import { narrowBackward, narrowProduct } from './narrow-products';
import { addPenalties, clipValues, norm, scale, update } from './optimizers';
import { product, transposedTimes } from './product';
import { Activation, Broadcast, Clipping, Layer, Network, Replica } from './tables';
import { barrier, board, isFirst, shareEnd, shareStart, threadCount, threadIndex } from './threads';
import { timesTransposed } from './transposed-product';

/** @inline */
function layerAt(network: Network, index: i32): Layer {
  return changetype<Layer>(network.layers + index * offsetof<Layer>());
}

/**
 * Takes rows in `network.inputs` through all layers; each layer keeps its outputs and f′(z). Units are dropped by
 * (seed, step, firstRow).
 *
 * @param from the first of the rows, within the block
 * @inline
 */
function forward(
  network: Network,
  parameters: usize,
  from: i32,
  rows: i32,
  seed: u32,
  step: i32,
  firstRow: i32,
): void {
  let stride = network.inputStride;
  let a = network.inputs + from * stride;
  for (let l = 0; l < network.layerCount; l++) {
    const layer = layerAt(network, l);
    const w = parameters + layer.weights;
    const strideW = layer.weightStride;
    const bias = parameters + layer.biases;
    const strideZ = layer.stride;
    const z = layer.outputs + from * strideZ;
    if (layer.narrow) {
      const k = layer.paddedInputs;
      narrowProduct(a, stride, w, strideW, bias, z, strideZ, rows, layer.units, k);
    } else {
      const n = layer.paddedUnits;
      product(a, stride, w, strideW, bias, z, strideZ, rows, n, layer.inputs);
    }
    if (layer.activation === Activation.softmax) {
      softmaxRows(z, strideZ, rows, layer.units);
    } else {
      const count = (rows * <i32>strideZ) >> 2;
      activate(layer.activation, network.omega, z, layer.deltas + from * strideZ, count);
    }
    if (layer.dropout) dropUnits(layer, l, seed, step, firstRow, from, rows);
    if (layer.clearPadding) clearPadding(z, strideZ, rows, layer.units);
    a = z;
    stride = strideZ;
  }
}

/**
 * From the last layer's deltas to all gradients.
 *
 * @param accumulate add to the gradients that are there: they are of an earlier block of the same batch
 * @param careful clear the padding of deltas and gradients, see `carefulGradients`
 * @inline
 */
function backward(
  network: Network,
  parameters: usize,
  rows: i32,
  accumulate: bool,
  careful: bool,
): void {
  if (ASC_FEATURE_THREADS) {
    for (let l = network.layerCount - 1; l > 0; l--)
      deltasBefore(network, parameters, l, rows, careful);
    barrier();
    for (let l = network.layerCount - 1; l >= 0; l--)
      layerGradients(network, l, rows, accumulate, careful);
  } else {
    for (let l = network.layerCount - 1; l >= 0; l--) {
      if (l > 0) deltasBefore(network, parameters, l, rows, careful);
      layerGradients(network, l, rows, accumulate, careful);
    }
  }
}

/** The deltas of the layer before a layer, row by row. @inline */
function deltasBefore(network: Network, parameters: usize, l: i32, rows: i32, careful: bool): void {
  const layer = layerAt(network, l);
  const before = layerAt(network, l - 1);
  const from = shareStart(rows, 4);
  const m = shareEnd(rows, 4) - from;
  const stride = layer.stride;
  const strideX = before.stride;
  const d = layer.deltas + from * stride;
  const dx = before.deltas + from * strideX;
  const w = parameters + layer.weights;
  const strideW = layer.weightStride;
  const width = before.paddedUnits;
  if (layer.narrow) {
    narrowBackward(d, stride, w, strideW, dx, strideX, m, layer.units, width);
  } else {
    timesTransposed(d, stride, w, strideW, dx, strideX, m, width, layer.paddedUnits);
  }
  if (careful) clearPadding(dx, strideX, m, before.units);
}

/** The gradients of a layer, as far as they are in this thread's share of the parameters. @inline */
function layerGradients(
  network: Network,
  l: i32,
  rows: i32,
  accumulate: bool,
  careful: bool,
): void {
  const layer = layerAt(network, l);
  const zeros = network.zeros;
  const d = layer.deltas;
  const stride = layer.stride;
  const strideW = layer.weightStride;
  let x = network.inputs;
  let strideX = network.inputStride;
  if (l > 0) {
    const before = layerAt(network, l - 1);
    x = before.outputs;
    strideX = before.stride;
  }
  const own = layer.narrow ? layer.units : layer.inputs;
  const from = ASC_FEATURE_THREADS ? rowAt(layer, shareFrom, own) : 0;
  const m = (ASC_FEATURE_THREADS ? rowAt(layer, shareTo, own) : own) - from;
  const dW = network.gradients + layer.weights + from * strideW;
  const start = accumulate ? dW : zeros;
  const strideStart = accumulate ? strideW : 0;
  const at = <usize>(4 * from);
  // dW = xᵀ·d, or its transpose dᵀ·x.
  if (layer.narrow) {
    const n = layer.paddedInputs;
    transposedTimes(d + at, stride, x, strideX, start, strideStart, dW, strideW, m, n, rows);
    if (careful) clearPadding(dW, strideW, m, layer.inputs);
  } else {
    const n = layer.paddedUnits;
    transposedTimes(x + at, strideX, d, stride, start, strideStart, dW, strideW, m, n, rows);
  }
  if (ASC_FEATURE_THREADS && (layer.biases < shareFrom || layer.biases >= shareTo)) return;
  const db = network.gradients + layer.biases;
  const count = network.learnsBiases ? rows : 0;
  columnSums(d, stride, accumulate ? db : zeros, db, count, layer.paddedUnits);
}

/** This thread's share of a parameter block, in bytes: whole rows of weights, four at a time, and whole biases. */
let shareFrom: usize = 0;
let shareTo: usize = 0;

/** Divides the parameters among the threads. @inline */
function divide(network: Network): void {
  if (!ASC_FEATURE_THREADS) return;
  const size = <usize>(4 * network.parameterCount);
  const next = threadIndex() + 1;
  shareFrom = cut(network, (size * threadIndex()) / threadCount());
  shareTo = next === threadCount() ? size : cut(network, (size * next) / threadCount());
}

/** The last place before some other where a share may begin. */
function cut(network: Network, place: usize): usize {
  for (let l = network.layerCount - 1; l >= 0; l--) {
    const layer = layerAt(network, l);
    if (place < layer.weights) continue;
    const group = 4 * layer.weightStride;
    const whole = layer.weights + ((place - layer.weights) / group) * group;
    return min(whole, layer.biases);
  }
  return 0;
}

/** The first row of a layer's weights, of `rows`, that is not before some place. @inline */
function rowAt(layer: Layer, place: usize, rows: i32): i32 {
  if (place <= layer.weights) return 0;
  return min(rows, <i32>((place - layer.weights) / layer.weightStride));
}

/** Copies the rows of a data set that a block of a batch consists of. @param from the first, within the block @inline */
function gather(network: Network, inputs: usize, order: usize, from: i32, rows: i32): void {
  const stride = network.inputStride;
  let to = network.inputs + from * stride;
  order += 4 * from;
  for (; rows > 0; rows--) {
    const row = inputs + <usize>load<u32>(order) * stride;
    for (let at: usize = 0; at < stride; at += 16) v128.store(to + at, v128.load(row + at));
    to += stride;
    order += 4;
  }
}

/** A network's last layer alone, its rows from some row of a block on. */
const end = changetype<Network>(memory.data(offsetof<Network>(), 8));
const endLayer = changetype<Layer>(memory.data(offsetof<Layer>(), 8));

/** @inline */
function endFrom(network: Network, row: i32): Network {
  const layer = lastLayer(network);
  memory.copy(changetype<usize>(end), changetype<usize>(network), offsetof<Network>());
  memory.copy(changetype<usize>(endLayer), changetype<usize>(layer), offsetof<Layer>());
  const offset = row * layer.stride;
  endLayer.outputs += offset;
  endLayer.deltas += offset;
  end.outputGradients += offset;
  end.layers = changetype<usize>(endLayer);
  end.layerCount = 1;
  return end;
}

/**
 * Adds the loss of a block. With threads blocks are larger, but losses are those of as many rows as without: sums of the
 * same numbers in the same order.
 * @inline
 */
function addLoss(loss: f64, network: Network, labels: Labels, first: i32, rows: i32): f64 {
  if (!ASC_FEATURE_THREADS) return loss + blockLoss(network, labels, first, rows);
  for (let row = 0; row < rows; row += network.lossRows) {
    const count = min(network.lossRows, rows - row);
    loss += blockLoss(endFrom(network, row), labels, first + row, count);
  }
  return loss;
}

/** The labels under way; one set is enough, steps are taken one after another. */
const labels = changetype<Labels>(memory.data(offsetof<Labels>(), 8));

/** @inline */
function startLabels(network: Network, replica: Replica, order: usize, rows: i32): void {
  labels.targets = replica.targets;
  labels.order = order;
  labels.rows = rows;
  labels.weights = replica.weights;
  labels.total = totalWeight(labels.weights, order, rows);
  if (network.broadcast !== Broadcast.none) summarize(network, labels);
}

/** Loss and gradients of one batch. @param careful see `carefulGradients` @inline */
function gradients(
  network: Network,
  replica: Replica,
  order: usize,
  count: i32,
  step: i32,
  careful: bool,
): f64 {
  if (isFirst()) startLabels(network, replica, order, count);
  let loss: f64 = 0;
  for (let first = 0; first < count; first += network.blockRows) {
    const rows = min(network.blockRows, count - first);
    const from = shareStart(rows, 4);
    const own = shareEnd(rows, 4) - from;
    if (!ASC_FEATURE_THREADS || own > 0) {
      gather(network, replica.inputs, order + 4 * first, from, own);
      forward(network, replica.parameters, from, own, replica.dropoutSeed, step, first);
    }
    barrier();
    if (isFirst()) {
      loss = addLoss(loss, network, labels, first, rows);
      if (ASC_FEATURE_THREADS) board.loss = loss;
    }
    barrier();
    backward(network, replica.parameters, rows, first > 0, careful);
    // The next block is not begun before this one's outputs are used.
    if (first + rows < count) barrier();
  }
  return ASC_FEATURE_THREADS ? board.loss : loss;
}

/**
 * The same gradients where some of them are infinite: times the zeros of a padding they are NaN, which spreads unless
 * the padding is cleared. Only clipping by value makes them finite again; otherwise infinite weights end the run.
 */
function carefulGradients(
  network: Network,
  replica: Replica,
  order: usize,
  count: i32,
  step: i32,
): void {
  gradients(network, replica, order, count, step, true);
}

/**
 * Clipping, penalties, and a step of the optimiser.
 *
 * @param order, count the batch
 * @param step steps taken before this one
 * @inline
 */
function descend(
  network: Network,
  replica: Replica,
  order: usize,
  count: i32,
  learningRate: f32,
  step: i32,
): void {
  const from = ASC_FEATURE_THREADS ? shareFrom : 0;
  const to = ASC_FEATURE_THREADS ? shareTo : 4 * network.parameterCount;
  const own = network.gradients + from;
  const numbers = <i32>(to - from) >> 2;
  switch (network.clipping) {
    case Clipping.none:
      break;
    case Clipping.value:
      if (isBroken(numbers > 0 && !clipValues(own, numbers, replica.clipAt), step)) {
        carefulGradients(network, replica, order, count, step);
        if (numbers > 0) clipValues(own, numbers, replica.clipAt);
      }
      break;
    case Clipping.norm: {
      const length = commonNorm(network);
      const bound = f64(replica.clipAt);
      // Where the length is NaN, so are all gradients: the next step's loss shows it.
      if (!(length <= bound) && numbers > 0) scale(own, numbers, f32(bound / length));
      break;
    }
    default:
      unreachable();
  }
  if (network.l1 !== 0 || network.l2 !== 0) penalize(network, replica, from, to);
  if (numbers > 0) update(network, replica, learningRate, step, from, to);
  barrier();
}

/** Whether any thread met a gradient that is not finite. @inline */
function isBroken(isOwn: bool, step: i32): bool {
  if (!ASC_FEATURE_THREADS) return isOwn;
  if (isOwn) board.brokenStep = step;
  barrier();
  return board.brokenStep === step;
}

/** The gradient's norm, known to all threads. @inline */
function commonNorm(network: Network): f64 {
  if (!ASC_FEATURE_THREADS) return norm(network.gradients, network.parameterCount);
  barrier();
  if (isFirst()) board.norm = norm(network.gradients, network.parameterCount);
  barrier();
  return board.norm;
}

/** Adds the penalties of the weights that lie between two places of a parameter block. */
function penalize(network: Network, replica: Replica, from: usize, to: usize): void {
  for (let l = 0; l < network.layerCount; l++) {
    const layer = layerAt(network, l);
    const first = max(layer.weights, from);
    const end = min(layer.weights + layer.weightRows * layer.weightStride, to);
    if (first >= end) continue;
    const count = <i32>(end - first) >> 2;
    const g = network.gradients + first;
    addPenalties(g, replica.parameters + first, count, network.l2, network.l1);
  }
}

/**
 * Takes consecutive steps of one epoch. Ends early, without an update, at a step whose loss is not finite.
 *
 * @param firstStep index of the first within its epoch
 * @param stepsBefore steps taken before it since the start
 * @param wantsNorm leave the norm of the last step's gradient in the replica
 */
export function train(
  network: Network,
  replica: Replica,
  firstStep: i32,
  steps: i32,
  stepsBefore: i32,
  wantsNorm: bool,
): void {
  const order = replica.order;
  const learningRates = replica.learningRates;
  takeSteps(network, replica, order, learningRates, firstStep, steps, stepsBefore, wantsNorm);
}

/** @returns whether all losses are finite */
function takeSteps(
  network: Network,
  replica: Replica,
  order: usize,
  learningRates: usize,
  firstStep: i32,
  steps: i32,
  stepsBefore: i32,
  wantsNorm: bool,
): bool {
  divide(network);
  const batch = network.batchSize;
  let lossSum: f64 = 0;
  let loss: f64 = NaN;
  let length: f64 = NaN;
  let s = 0;
  for (; s < steps; s++) {
    const first = (firstStep + s) * batch;
    const rows = order + 4 * first;
    const count = min(batch, replica.rows - first);
    const step = stepsBefore + s;
    loss = gradients(network, replica, rows, count, step, false);
    lossSum += loss * f64(count);
    if (wantsNorm && s === steps - 1) length = commonNorm(network);
    if (!isFinite(loss)) {
      barrier();
      break;
    }
    descend(network, replica, rows, count, load<f32>(learningRates + 4 * s), step);
  }
  if (isFirst()) {
    replica.nonFiniteStep = s < steps ? s : -1;
    replica.gradientNorm = length;
    replica.lossSum = lossSum;
    replica.lastLoss = loss;
  }
  return s === steps;
}

/**
 * Takes whole epochs one after another, each as `train` does, of those whose orders and rates the replica has, and leaves
 * their loss sums and gradient norms there. Ends early at a step whose loss is not finite.
 *
 * @param done the first of them
 * @param end where to end
 * @param stepsBefore steps taken before epoch 0 since the start
 * @param normsFrom epoch from which on gradient norms are wanted
 * @returns `end`, or the epoch that did not come to its end
 */
export function trainEpochs(
  network: Network,
  replica: Replica,
  done: i32,
  end: i32,
  stepsPerEpoch: i32,
  stepsBefore: i32,
  normsFrom: i32,
): i32 {
  for (; done < end; done++) {
    const order = replica.order + 4 * done * replica.rows;
    const rates = replica.learningRates + 4 * done * stepsPerEpoch;
    const before = stepsBefore + done * stepsPerEpoch;
    const wantsNorm = done >= normsFrom;
    if (!takeSteps(network, replica, order, rates, 0, stepsPerEpoch, before, wantsNorm)) break;
    if (!isFirst()) continue;
    store<f64>(replica.lossSums + 8 * done, replica.lossSum);
    store<f64>(replica.gradientNorms + 8 * done, replica.gradientNorm);
  }
  return done;
}
