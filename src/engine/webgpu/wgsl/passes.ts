import type { KernelVariant } from '#src/engine/webgpu/wgsl/variant.ts';
import { type ClippingId, clippingIds } from '#src/experiment/ids.ts';

/** Rows in batches of four: which they are, and a layer's way over them, forward. */
export const forwardWgsl = /* wgsl */ `
struct Rows {
  replica: u32,
  rowSet: u32,
  first: u32,   // in the order, or in the set
  count: u32,
  isOrdered: bool, // taken through the order, with dropout
  firstInBatch: u32,
  stepsBefore: u32,
}
fn blocksOf(rows: Rows) -> u32 { return (rows.count + 3) / 4; }
// The row of the set at a position. The last one stands in for those that a short block leaves empty.
fn rowAt(rows: Rows, position: u32) -> u32 {
  let place = rows.first + min(position, rows.count - 1);
  if (rows.isOrdered) { return orders[rows.replica * plan.network.orderStride + place]; }
  return place;
}
// One number of each of a block's rows. @param at that of the set's first row @param width numbers of a row
fn dataOf(rows: Rows, block: u32, at: u32, width: u32) -> vec4f {
  return vec4f(
    data[at + width * rowAt(rows, 4 * block)], data[at + width * rowAt(rows, 4 * block + 1)],
    data[at + width * rowAt(rows, 4 * block + 2)], data[at + width * rowAt(rows, 4 * block + 3)]);
}
fn gather(rows: Rows) {
  let inputs = plan.network.inputs;
  let at = plan.sets[rows.rowSet].inputsAt + rows.replica * plan.sets[rows.rowSet].inputsStride;
  for (var i = here.thread; i < blocksOf(rows) * inputs; i += here.stride) {
    let block = i / inputs;
    let input = i - block * inputs;
    setCell(block, input, dataOf(rows, block, at + input, inputs));
  }
}
// A layer's answers, and their slopes.
fn forward(index: u32, rows: Rows, dropoutSeed: u32) {
  let layer = plan.layers[index];
  let drops = rows.isOrdered && layer.threshold > 0;
  let key = dropoutKey(dropoutSeed, rows.stepsBefore, index);
  for (var i = here.thread; i < blocksOf(rows) * layer.units; i += here.stride) {
    let block = i / layer.units;
    let unit = i - block * layer.units;
    var z = vec4f(0);
    var weight = layer.parameters + unit;
    for (var k = 0u; k <= layer.inputs; k++) {
      z += weightAt(weight) * cellAt(block, layer.inputsAt + k);
      weight += layer.units;
    }
    var a = activate(layer.activation, z, plan.network.omega);
    if (drops) { a = drop(a, layer, key, rows.firstInBatch + 4 * block, unit); }
    setCell(block, layer.outputsAt + unit, a.value);
    setCell(block, layer.deltasAt + unit, a.slope);
  }
}
// All layers up to the last one's z.
fn forwardAll(rows: Rows, dropoutSeed: u32) {
  gather(rows);
  sync();
  for (var l = 0u; l < plan.network.layers; l++) {
    forward(l, rows, dropoutSeed);
    sync();
  }
}`;

/** A clipping's number in the kernels. */
export function clippingNumber(id: ClippingId): number {
  return clippingIds.indexOf(id);
}

/** Backward, and the step. */
export function backwardWgsl({ learnsBiases }: KernelVariant): string {
  return /* wgsl */ `
const clipsByValue: u32 = ${clippingNumber('value')};
const clipsByNorm: u32 = ${clippingNumber('norm')};
// ∂loss/∂z of the layer before, from those of a layer: where its slopes are.
fn backward(index: u32, used: u32) {
  let layer = plan.layers[index];
  let before = plan.layers[index - 1];
  for (var i = here.thread; i < used * layer.inputs; i += here.stride) {
    let block = i / layer.inputs;
    let input = i - block * layer.inputs;
    let weight = layer.parameters + input * layer.units;
    var sum = vec4f(0);
    for (var u = 0u; u < layer.units; u++) {
      sum += weightAt(weight + u) * cellAt(block, layer.deltasAt + u);
    }
    setCell(block, before.deltasAt + input, sum * cellAt(block, before.deltasAt + input));
  }
}
// Adds up the gradients of a layer's parameters: an invocation's are always the same.
fn sumGradients(layer: Layer, used: u32, isFirst: bool) {
  for (var i = here.thread; i < (layer.inputs + 1) * layer.units; i += here.stride) {
    let input = i / layer.units;
    let unit = i - input * layer.units;
    var sum = vec4f(0);
    for (var block = 0u; block < used; block++) {
      sum += cellAt(block, layer.inputsAt + input) * cellAt(block, layer.deltasAt + unit);
    }
    var g = sum.x + sum.y + sum.z + sum.w;
    if (!isFirst) { g += gradientAt(layer.parameters + i); }
${learnsBiases ? '' : '    if (input == layer.inputs) { g = 0; }\n'}    setGradient(layer.parameters + i, g);
  }
}
// Σ g² over this invocation's parameters of a layer.
fn squaresOf(layer: Layer) -> f32 {
  var sum = 0.0;
  for (var i = here.thread; i < (layer.inputs + 1) * layer.units; i += here.stride) {
    let g = gradientAt(layer.parameters + i);
    sum += g * g;
  }
  return sum;
}
// @param bound by the clipping's kind a factor, or the largest size
fn clipped(g: f32, bound: f32) -> f32 {
  switch plan.network.clipping {
    case clipsByValue: { return clamp(g, -bound, bound); }
    case clipsByNorm: { return bound * g; }
    default: { return g; }
  }
}
fn updateLayer(layer: Layer, bound: f32, rates: Rates) {
  let weights = layer.inputs * layer.units;
  for (var i = here.thread; i < weights + layer.units; i += here.stride) {
    let p = layer.parameters + i;
    var before = Parameter(weightAt(p), 0, 0);
    if (plan.network.moments > 0) { before.m = momentAt(0, p); }
    if (plan.network.moments > 1) { before.v = momentAt(1, p); }
    var g = clipped(gradientAt(p), bound);
    // Penalties pull weights, not the biases.
    if (i < weights) { g += plan.network.l2 * before.w + plan.network.l1 * sign(before.w); }
    let after = optimize(plan.network.optimizer, before, g, plan.rule, rates);
    setWeight(p, after.w);
    if (plan.network.moments > 0) { setMoment(0, p, after.m); }
    if (plan.network.moments > 1) { setMoment(1, p, after.v); }
  }
}`;
}
