import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Layout } from '#src/engine/webgpu/layout.ts';
import { activationNumber } from '#src/engine/webgpu/wgsl/activations.ts';
import { lossNumber } from '#src/engine/webgpu/wgsl/losses.ts';
import { optimizerNumber, ruleFields } from '#src/engine/webgpu/wgsl/optimizers.ts';
import { clippingNumber } from '#src/engine/webgpu/wgsl/passes.ts';
import {
  layerFields,
  networkFields,
  planPlaces,
  setFields,
  sets,
} from '#src/engine/webgpu/wgsl/plan.ts';
import { type Values, writeRecord } from '#src/engine/webgpu/wgsl/records.ts';
import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { dropoutMap, dropoutThreshold } from '#src/network/dropout.ts';
import { takesLogits } from '#src/network/losses.ts';

/** Where a set of rows lies in the data. */
export type SetPlace = Values<typeof setFields>;

/** The plan's numbers as the kernels read them. */
export function planRecord(
  plan: ModelPlan,
  layout: Layout,
  places: Readonly<Record<keyof typeof sets, SetPlace>>,
): DataView<ArrayBuffer> {
  const { network, loss, optimizer, clipping, l1, l2, rows } = plan;
  const view = new DataView(new ArrayBuffer(planPlaces.bytes));
  const answers = network.layers.at(-1)?.activation ?? 'linear';
  network.layers.forEach(({ activation, ...layer }, l) => {
    writeRecord(view, planPlaces.layer(l), layerFields, {
      inputs: layer.inputs,
      units: layer.units,
      parameters: layer.weights,
      activation: activationNumber(byUnit(activation)),
      ...(layout.layers[l] as Layout['layers'][number]),
      threshold: dropoutThreshold(layer.dropout),
      ...dropoutMap(activation, layer.dropout),
    });
  });
  for (const [set, index] of Object.entries(sets)) {
    writeRecord(view, planPlaces.set(index), setFields, places[set as keyof typeof sets]);
  }
  writeRecord(view, planPlaces.rule, ruleFields, {
    ...optimizer,
    oneMinusBeta1: 1 - optimizer.beta1,
    oneMinusBeta2: 1 - optimizer.beta2,
    oneMinusRho: 1 - optimizer.rho,
  });
  writeRecord(view, planPlaces.network, networkFields, {
    layers: network.layers.length,
    inputs: network.inputs,
    outputs: network.outputs,
    parameters: network.parameterCount,
    replicas: layout.replicas,
    columns: layout.columns,
    lanes: layout.lanes,
    orderStride: rows,
    optimizer: optimizerNumber(optimizer.id),
    moments: layout.moments,
    clipping: clippingNumber(clipping),
    loss: lossNumber(loss.id),
    takesLogits: takesLogits(loss.id) ? 1 : 0,
    mixes: answers === 'softmax' ? 1 : 0,
    omega: network.omega,
    huberDelta: loss.huberDelta,
    middle: plan.middle,
    lastClass: (plan.classes ?? 2) - 1,
    l1,
    l2,
  });
  return view;
}

/** What a layer's z goes through by itself, unit by unit: a softmax mixes them, later. */
function byUnit(activation: ActivationId | OutputActivationId): ActivationId {
  return activation === 'softmax' ? 'linear' : activation;
}
