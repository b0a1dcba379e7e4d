import { activate, clearPadding, softmaxRows } from './activations';
import { columnSums } from './column-sums';
import { dropUnits } from './dropout';
import { blockLoss, Labels, summarize, totalWeight } from './losses';
import { narrowBackward, narrowProduct } from './narrow-products';
import { addPenalties, clipValues, norm, scale, update } from './optimizers';
import { product, transposedTimes } from './product';
import { Activation, Broadcast, Clipping, Layer, Network, Replica } from './tables';
import { timesTransposed } from './transposed-product';

/** @inline */
function layerAt(network: Network, index: i32): Layer {
  return changetype<Layer>(network.layers + index * offsetof<Layer>());
}

/**
 * Takes the rows in `network.inputs` through all layers; each layer keeps its outputs and f′(z). Units are dropped by
 * (seed, step, firstRow).
 * @inline
 */
function forward(
  network: Network,
  parameters: usize,
  rows: i32,
  seed: u32,
  step: i32,
  firstRow: i32,
): void {
  let a = network.inputs;
  let stride = network.inputStride;
  for (let l = 0; l < network.layerCount; l++) {
    const layer = layerAt(network, l);
    const w = parameters + layer.weights;
    const strideW = layer.weightStride;
    const bias = parameters + layer.biases;
    const z = layer.outputs;
    const strideZ = layer.stride;
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
      activate(layer.activation, network.omega, z, layer.deltas, count);
    }
    if (layer.dropout) dropUnits(layer, l, seed, step, firstRow, rows);
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
  const zeros = network.zeros;
  for (let l = network.layerCount - 1; l >= 0; l--) {
    const layer = layerAt(network, l);
    const d = layer.deltas;
    const stride = layer.stride;
    const dW = network.gradients + layer.weights;
    const db = network.gradients + layer.biases;
    const strideW = layer.weightStride;
    const start = accumulate ? dW : zeros;
    const strideStart = accumulate ? strideW : 0;
    let x = network.inputs;
    let strideX = network.inputStride;
    if (l > 0) {
      const before = layerAt(network, l - 1);
      x = before.outputs;
      strideX = before.stride;
      const w = parameters + layer.weights;
      const dx = before.deltas;
      const width = before.paddedUnits;
      if (layer.narrow) {
        narrowBackward(d, stride, w, strideW, dx, strideX, rows, layer.units, width);
      } else {
        timesTransposed(d, stride, w, strideW, dx, strideX, rows, width, layer.paddedUnits);
      }
      if (careful) clearPadding(dx, strideX, rows, before.units);
    }
    // dW = xᵀ·d, or its transpose dᵀ·x.
    if (layer.narrow) {
      const m = layer.units;
      const n = layer.paddedInputs;
      transposedTimes(d, stride, x, strideX, start, strideStart, dW, strideW, m, n, rows);
      if (careful) clearPadding(dW, strideW, m, layer.inputs);
    } else {
      const m = layer.inputs;
      const n = layer.paddedUnits;
      transposedTimes(x, strideX, d, stride, start, strideStart, dW, strideW, m, n, rows);
    }
    const count = network.learnsBiases ? rows : 0;
    columnSums(d, stride, accumulate ? db : zeros, db, count, layer.paddedUnits);
  }
}

/** Copies the rows of a data set that a block of a batch consists of. @inline */
function gather(network: Network, inputs: usize, order: usize, rows: i32): void {
  const stride = network.inputStride;
  let to = network.inputs;
  for (; rows > 0; rows--) {
    const from = inputs + <usize>load<u32>(order) * stride;
    for (let at: usize = 0; at < stride; at += 16) v128.store(to + at, v128.load(from + at));
    to += stride;
    order += 4;
  }
}

/** Loss and gradients of one batch. @param careful see `carefulGradients` @inline */
function gradients(
  network: Network,
  replica: Replica,
  labels: Labels,
  step: i32,
  careful: bool,
): f64 {
  if (network.broadcast !== Broadcast.none) summarize(network, labels);
  let loss: f64 = 0;
  for (let first = 0; first < labels.rows; first += network.blockRows) {
    const rows = min(network.blockRows, labels.rows - first);
    gather(network, replica.inputs, labels.order + 4 * first, rows);
    forward(network, replica.parameters, rows, replica.dropoutSeed, step, first);
    loss += blockLoss(network, labels, first, rows);
    backward(network, replica.parameters, rows, first > 0, careful);
  }
  return loss;
}

/**
 * The same gradients where some of them are infinite: times the zeros of a padding they are NaN, which spreads unless
 * the padding is cleared. Only clipping by value makes them finite again; otherwise infinite weights end the run.
 */
function carefulGradients(network: Network, replica: Replica, labels: Labels, step: i32): void {
  gradients(network, replica, labels, step, true);
}

/** Clipping, then penalties. @inline */
function prepareGradients(network: Network, replica: Replica, labels: Labels, step: i32): void {
  const count = network.parameterCount;
  switch (network.clipping) {
    case Clipping.none:
      break;
    case Clipping.value:
      if (!clipValues(network.gradients, count, replica.clipAt)) {
        carefulGradients(network, replica, labels, step);
        clipValues(network.gradients, count, replica.clipAt);
      }
      break;
    case Clipping.norm: {
      const length = norm(network.gradients, count);
      const bound = f64(replica.clipAt);
      // Where the length is NaN, so are all gradients: the next step's loss shows it.
      if (!(length <= bound)) scale(network.gradients, count, f32(bound / length));
      break;
    }
    default:
      unreachable();
  }
  if (network.l1 === 0 && network.l2 === 0) return;
  for (let l = 0; l < network.layerCount; l++) {
    const layer = layerAt(network, l);
    addPenalties(
      network.gradients + layer.weights,
      replica.parameters + layer.weights,
      (layer.weightRows * <i32>layer.weightStride) >> 2,
      network.l2,
      network.l1,
    );
  }
}

/** The labels under way; one set is enough, steps are taken one after another. */
const labels = changetype<Labels>(memory.data(offsetof<Labels>(), 8));

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
  const batch = network.batchSize;
  let lossSum: f64 = 0;
  let loss: f64 = NaN;
  replica.nonFiniteStep = -1;
  replica.gradientNorm = NaN;
  for (let s = 0; s < steps; s++) {
    const first = (firstStep + s) * batch;
    labels.targets = replica.targets;
    labels.order = replica.order + 4 * first;
    labels.rows = min(batch, replica.rows - first);
    labels.weights = replica.weights;
    labels.total = totalWeight(labels.weights, labels.order, labels.rows);
    loss = gradients(network, replica, labels, stepsBefore + s, false);
    lossSum += loss * f64(labels.rows);
    if (wantsNorm && s === steps - 1) {
      replica.gradientNorm = norm(network.gradients, network.parameterCount);
    }
    if (!isFinite(loss)) {
      replica.nonFiniteStep = s;
      break;
    }
    prepareGradients(network, replica, labels, stepsBefore + s);
    update(network, replica, load<f32>(replica.learningRates + 4 * s), stepsBefore + s);
  }
  replica.lossSum = lossSum;
  replica.lastLoss = loss;
}

/**
 * Takes whole epochs one after another, each as `train` does. Ends early at a step whose loss is not finite.
 *
 * @param orderStride bytes from the order of an epoch to that of the next; 0: they have the same
 * @param normsFrom epoch from which on gradient norms are wanted
 * @param results [epochs × 2]: the loss sum and the gradient norm of each
 * @returns epochs that came to their end
 */
export function trainEpochs(
  network: Network,
  replica: Replica,
  epochs: i32,
  stepsPerEpoch: i32,
  stepsBefore: i32,
  orderStride: i32,
  normsFrom: i32,
  results: usize,
): i32 {
  const order = replica.order;
  const learningRates = replica.learningRates;
  let done = 0;
  for (; done < epochs; done++) {
    replica.order = order + done * orderStride;
    replica.learningRates = learningRates + 4 * done * stepsPerEpoch;
    train(
      network,
      replica,
      0,
      stepsPerEpoch,
      stepsBefore + done * stepsPerEpoch,
      done >= normsFrom,
    );
    if (replica.nonFiniteStep >= 0) break;
    store<f64>(results + 16 * done, replica.lossSum);
    store<f64>(results + 16 * done, replica.gradientNorm, 8);
  }
  replica.order = order;
  replica.learningRates = learningRates;
  return done;
}
