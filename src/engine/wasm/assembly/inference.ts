import { activate } from './activations';
import { correctRows, pointLosses, rowLosses } from './lane-losses';
import { columnProduct, intoColumns, softmaxColumns } from './lanes';
import {
  isOfRows,
  Labels,
  lastLayer,
  lossAgainstAll,
  pairShare,
  summarize,
  totalWeight,
} from './losses';
import { Activation, Broadcast, Layer, laneRows, Network, Replica } from './tables';
import { barrier, isFirst, threadCount, threadIndex } from './threads';

/**
 * Takes rows through all layers, but for a softmax at the end.
 *
 * @param inputs [laneRows × padded inputs], `network.inputStride` apart
 * @param lanes two matrices of `network.lanesSize` bytes each; where the last layer's outputs are, [units × laneRows],
 *   `outputsOf` says
 * @inline
 */
function infer(network: Network, parameters: usize, inputs: usize, lanes: usize): void {
  let a = lanes;
  let z = a + network.lanesSize;
  const first = changetype<Layer>(network.layers);
  intoColumns(inputs, network.inputStride, a, first.paddedInputs);
  for (let l = 0; l < network.layerCount; l++) {
    const layer = changetype<Layer>(network.layers + l * offsetof<Layer>());
    columnProduct(
      a,
      parameters + layer.weights,
      layer.narrow ? layer.weightStride : 4,
      layer.narrow ? 4 : layer.weightStride,
      parameters + layer.biases,
      z,
      layer.units,
      layer.inputs,
    );
    if (layer.activation !== Activation.linear && layer.activation !== Activation.softmax) {
      // Derivatives are not used here: outputs take their place.
      activate(layer.activation, network.omega, z, z, layer.units * laneRows);
    }
    const done = a;
    a = z;
    z = done;
  }
}

/** Where `infer` leaves the outputs of a thread's rows. @inline */
function outputsOf(network: Network, thread: i32): usize {
  return network.lanes + (2 * thread + (network.layerCount & 1)) * network.lanesSize;
}

/** The softmax that `infer` leaves out: its room is not each thread's own. @inline */
function complete(network: Network, y: usize): void {
  const layer = lastLayer(network);
  if (layer.activation === Activation.softmax) softmaxColumns(y, layer.units);
}

/** The labels under way. */
const labels = changetype<Labels>(memory.data(offsetof<Labels>(), 8));

/**
 * Loss and, with classes, right answers on a whole set at the present weights, in inference mode.
 *
 * @param inputs, targets, weights (or 0) with room for a multiple of `laneRows` rows
 */
export function evaluate(
  network: Network,
  replica: Replica,
  inputs: usize,
  targets: usize,
  weights: usize,
  rows: i32,
): void {
  const units = lastLayer(network).units;
  const isBroadcast = network.broadcast !== Broadcast.none;
  if (isBroadcast && isFirst()) {
    labels.targets = targets;
    labels.order = 0;
    labels.rows = rows;
    summarize(network, labels);
  }
  const whole = totalWeight(weights, 0, rows);
  let loss: f64 = 0;
  let correct = 0;
  for (let first = 0; first < rows; first += threadCount() * laneRows) {
    const own = first + threadIndex() * laneRows;
    if (own < rows) {
      const lanes = network.lanes + 2 * threadIndex() * network.lanesSize;
      infer(network, replica.parameters, inputs + own * network.inputStride, lanes);
    }
    barrier();
    for (let t = 0; isFirst() && t < threadCount() && first + t * laneRows < rows; t++) {
      const count = min(laneRows, rows - first - t * laneRows);
      const y = outputsOf(network, t);
      complete(network, y);
      if (network.classes) correct += correctRows(network, y, units, targets, count);
      if (isBroadcast) {
        for (let row = 0; row < count; row++) {
          loss += f64x2.extract_lane(lossAgainstAll(network, labels, load<f32>(y + 4 * row)), 0);
        }
      } else if (isOfRows(network)) {
        loss += rowLosses(network, y, units, targets, weights, count);
      } else {
        loss += pointLosses(network, y, units, targets, weights, count);
      }
      targets += 4 * laneRows * network.targetWidth;
      if (weights) weights += 4 * laneRows;
    }
    barrier();
  }
  if (!isFirst()) return;
  if (isBroadcast) loss *= pairShare(network, rows);
  else loss /= isOfRows(network) ? whole : whole * f64(units);
  replica.evaluatedLoss = loss;
  replica.correctRows = correct;
}

/**
 * The network's outputs for the first `laneRows` rows in `network.inputs`.
 *
 * @returns where they are, [outputs × laneRows]
 */
export function predict(network: Network, replica: Replica): usize {
  infer(network, replica.parameters, network.inputs, network.lanes);
  const y = outputsOf(network, 0);
  complete(network, y);
  if (network.softmaxAfter) softmaxColumns(y, lastLayer(network).units);
  return y;
}
