import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { codes } from '#src/engine/wasm/codes.ts';
import type { LayerPlace, Layout } from '#src/engine/wasm/layout.ts';
import { layerTable, networkTable, replicaTable } from '#src/engine/wasm/tables.ts';
import { activations } from '#src/network/activations.ts';
import { dropoutMap, dropoutThreshold } from '#src/network/dropout.ts';
import { isSoftmaxLoss, takesLogits } from '#src/network/losses.ts';
import type { LayerShape } from '#src/network/shape.ts';

/** Tells the kernels what to train and where everything is. */
export function writeTables(view: DataView, plan: ModelPlan, layout: Layout): void {
  const { loss, optimizer, network } = plan;
  networkTable.write(view, layout.network, {
    layerCount: layout.layers.length,
    layers: layout.layerTables,
    blockRows: layout.blockRows,
    lossRows: layout.lossRows,
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
    // The same loss of other numbers: the last layer leaves its activation out.
    loss: codes.Loss[isSoftmaxLoss(loss.id) ? 'cross_entropy' : loss.id],
    broadcast: codes.Broadcast[loss.labelShape === 'row' ? loss.reduce : 'none'],
    summed: loss.summed ? 1 : 0,
    learnsBiases: network.learnsBiases ? 1 : 0,
    huberDelta: loss.huberDelta,
    threshold: plan.middle,
    softmaxAfter: takesLogits(loss.id) ? 1 : 0,
    omega: network.omega,
    optimizer: codes.Optimizer[optimizer.id],
    clipping: codes.Clipping[plan.clipping],
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
    const { activation } = layer.shape;
    writeLayer(
      view,
      address,
      layer,
      last && takesLogits(loss.id) ? 'linear' : activation,
      network.omega,
    );
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
      weights: place.train.weights,
      order: place.order,
      learningRates: place.learningRates,
      lossSums: place.lossSums,
      gradientNorms: place.gradientNorms,
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

/** @param activation what the kernels apply: none where the loss takes the layer's logits */
function writeLayer(
  view: DataView,
  address: number,
  place: LayerPlace,
  activation: LayerShape['activation'],
  omega: number,
): void {
  const { shape } = place;
  const { scale, shift, dropped } = dropoutMap(shape.activation, shape.dropout);
  // Softmax leaves its padding alone.
  const ofZero = activation === 'softmax' ? 0 : activations[activation].value(0, omega);
  const fillsPadding = ofZero !== 0 || (shape.dropout > 0 && dropped !== 0);
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
    activation: codes.Activation[activation],
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
