import type { Plan } from '#src/engine/contract/plan.ts';
import {
  activationCodes,
  broadcastCodes,
  clippingCodes,
  lossCodes,
  optimizerCodes,
} from '#src/engine/wasm/codes.ts';
import type { LayerPlace, Layout } from '#src/engine/wasm/layout.ts';
import { layerTable, networkTable, replicaTable } from '#src/engine/wasm/tables.ts';
import { dropoutMap } from '#src/network/activations.ts';
import { dropoutThreshold } from '#src/network/dropout.ts';

/** Tells the kernels what to train and where everything is. */
export function writeTables(view: DataView, plan: Plan, layout: Layout): void {
  const { loss, optimizer, network } = plan;
  networkTable.write(view, layout.network, {
    layerCount: layout.layers.length,
    layers: layout.layerTables,
    blockRows: layout.blockRows,
    batchSize: plan.batchSize,
    inputs: layout.inputs,
    inputStride: layout.inputStride,
    targetWidth: layout.targetWidth,
    classes: plan.classes ?? 0,
    parameterCount: layout.blockSize,
    gradients: layout.gradients,
    zeros: layout.zeros,
    outputGradients: layout.outputGradients,
    lanes: layout.lanes,
    lanesSize: layout.lanesSize,
    loss: lossCodes[loss.id],
    broadcast: broadcastCodes[loss.labelShape === 'row' ? loss.reduce : 'none'],
    huberDelta: loss.huberDelta,
    threshold: network.layers.at(-1)?.activation === 'sigmoid' ? 0.5 : 0,
    softmaxAfter: loss.id === 'nll_of_softmax' ? 1 : 0,
    omega: network.omega,
    optimizer: optimizerCodes[optimizer.id],
    clipping: clippingCodes[plan.clipping],
    l1: plan.l1,
    l2: plan.l2,
    momentum: optimizer.momentum,
    rho: optimizer.rho,
    epsilon: optimizer.epsilon,
    beta1: optimizer.beta1,
    beta2: optimizer.beta2,
  });
  layout.layers.forEach((layer, l) => {
    const last = l === layout.layers.length - 1;
    const address = layout.layerTables + l * layerTable.size;
    writeLayer(view, address, layer, last && loss.id === 'nll_of_softmax');
  });
  layout.replicas.forEach((place, r) => {
    const replica = plan.replicas[r];
    if (replica === undefined) return;
    replicaTable.write(view, place.table, {
      parameters: place.parameters,
      slots: place.slots,
      rows: plan.rows,
      inputs: place.train.inputs,
      targets: place.train.targets,
      order: place.order,
      learningRates: place.learningRates,
      dropoutSeed: replica.dropoutSeed,
      weightDecay: replica.weightDecay,
      clipAt: replica.clipAt,
      nonFiniteStep: -1,
      lossSum: 0,
      lastLoss: 0,
      gradientNorm: 0,
      evaluatedLoss: 0,
      correctRows: 0,
    });
  });
}

function writeLayer(view: DataView, address: number, place: LayerPlace, logitsOnly: boolean): void {
  const { shape } = place;
  const { scale, shift, dropped } = dropoutMap(shape.activation, shape.dropout);
  const fillsPadding =
    shape.activation === 'sigmoid' ||
    shape.activation === 'softplus' ||
    (shape.dropout > 0 && dropped !== 0);
  layerTable.write(view, address, {
    inputs: shape.inputs,
    units: shape.units,
    paddedUnits: place.paddedUnits,
    paddedInputs: place.paddedInputs,
    narrow: place.narrow ? 1 : 0,
    weights: place.weights,
    biases: place.biases,
    weightStride: place.weightStride,
    weightRows: place.weightRows,
    activation: activationCodes[logitsOnly ? 'linear' : shape.activation],
    clearPadding: fillsPadding && place.paddedUnits > shape.units ? 1 : 0,
    dropout: shape.dropout > 0 ? 1 : 0,
    dropoutThreshold: dropoutThreshold(shape.dropout),
    keptScale: scale,
    keptShift: shift,
    droppedValue: dropped,
    outputs: place.outputs,
    deltas: place.deltas,
    stride: place.stride,
  });
}
