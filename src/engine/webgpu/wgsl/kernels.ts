import { activateWgsl, functionsWgsl } from '#src/engine/webgpu/wgsl/activations.ts';
import { dropoutWgsl } from '#src/engine/webgpu/wgsl/dropout.ts';
import { headWgsl } from '#src/engine/webgpu/wgsl/head.ts';
import { type KernelShape, memoryWgsl } from '#src/engine/webgpu/wgsl/memory.ts';
import { optimizeWgsl } from '#src/engine/webgpu/wgsl/optimizers.ts';
import { backwardWgsl, forwardWgsl } from '#src/engine/webgpu/wgsl/passes.ts';
import { mostBlocks, planWgsl, stepFields } from '#src/engine/webgpu/wgsl/plan.ts';
import { structWgsl } from '#src/engine/webgpu/wgsl/records.ts';
import type { KernelVariant } from '#src/engine/webgpu/wgsl/variant.ts';

/** What both kernels declare. Everything that an experiment chooses by name is a number of the plan. */
function commonWgsl(shape: KernelShape, variant: KernelVariant): string {
  return `${optimizeWgsl}${planWgsl}${functionsWgsl}${activateWgsl}${dropoutWgsl}${memoryWgsl(shape)}${forwardWgsl}${headWgsl(variant)}`;
}

/** What kernels that train declare beside. */
function trainingWgsl(variant: KernelVariant): string {
  return /* wgsl */ `${structWgsl('Step', stepFields)}
@group(0) @binding(2) var<storage, read> steps: array<Step>;
@group(0) @binding(3) var<storage, read> learningRates: array<f32>; // of each step, those of all replicas${variant.weighted ? ', then unit shares' : ''}
@group(0) @binding(9) var<storage, read_write> readings: array<Replica>;
${backwardWgsl(variant)}
// Of this invocation's parameters.
fn squaresOfAll() -> f32 {
  var squares = 0.0;
  for (var l = 0u; l < plan.network.layers; l++) { squares += squaresOf(plan.layers[l]); }
  return squares;
}
fn wantsNorm(step: Step) -> bool {
  return plan.network.clipping == clipsByNorm || step.wantsNorm == 1;
}
// Moves this invocation's parameters, unless the replica is frozen.
fn updateAll(after: Replica, step: Step, rate: f32) {
  if (after.frozen == 1) { return; }
  let rates = Rates(rate, 1 - rate * after.weightDecay, step.meanCorrection, step.squareCorrection);
  let shrinks = plan.network.clipping == clipsByNorm;
  let factor = select(1, after.clipAt / after.gradientNorm, after.gradientNorm > after.clipAt);
  let bound = select(after.clipAt, factor, shrinks);
  for (var l = 0u; l < plan.network.layers; l++) { updateLayer(plan.layers[l], bound, rates); }
}`;
}

/** Of a replica in a step: its learning rate, and 1 / what its batch's losses are divided by. */
function ratesWgsl({ weighted }: KernelVariant, step: string) {
  if (!weighted) {
    const learningRate = `learningRates[${step} * plan.network.replicas + replica]`;
    return { learningRate, inverseRows: '1 / f32(step.rows)' };
  }
  return {
    learningRate: `learningRates[2 * ${step} * plan.network.replicas + replica]`,
    inverseRows: `learningRates[(2 * ${step} + 1) * plan.network.replicas + replica] / f32(step.rows)`,
  };
}

/** Steps of a replica in a workgroup: as many as the range says, one after another. */
export function trainWgsl(shape: KernelShape, variant: KernelVariant): string {
  const rates = ratesWgsl(variant, 's');
  return /* wgsl */ `${commonWgsl(shape, variant)}${trainingWgsl(variant)}${recordWgsl}
var<workgroup> losses: array<f32, ${mostBlocks}>;
// Gradients of a batch's rows that fit into the blocks; returns their losses' share of the batch's.
fn takePass(rows: Rows, dropoutSeed: u32, inverseRows: f32) -> f32 {
  let used = blocksOf(rows);
  forwardAll(rows, dropoutSeed);
  for (var block = here.thread; block < used; block += threads) {
    losses[block] = dot(judge(rows, block, inverseRows), vec4f(inverseRows));
  }
  sync();
  for (var l = plan.network.layers - 1; l > 0; l--) {
    backward(l, used);
    sync();
  }
  for (var l = 0u; l < plan.network.layers; l++) {
    sumGradients(plan.layers[l], used, rows.firstInBatch == 0);
  }
  var loss = 0.0;
  for (var block = 0u; block < used; block++) { loss += losses[block]; }
  return loss;
}
fn takeStep(replica: u32, before: Replica, s: u32) -> Replica {
  let step = steps[s];
  let inverseRows = ${rates.inverseRows};
  var loss = 0.0;
  for (var first = 0u; first < step.rows; first += 4 * range.blocks) {
    let count = min(4 * range.blocks, step.rows - first);
    let rows = Rows(replica, range.rowSet, step.orderAt + first, count, true, first, step.stepsBefore);
    if (first > 0) { sync(); }
    loss += takePass(rows, before.dropoutSeed, inverseRows);
  }
  var norm = 0.0;
  if (wantsNorm(step)) { norm = sqrt(total(squaresOfAll())); }
  let after = recorded(before, step, loss, norm);
  updateAll(after, step, ${rates.learningRate});
  sync();
  if (step.isLast == 1 && here.thread == 0) {
    readings[step.reading * plan.network.replicas + replica] = after;
  }
  return after;
}
@compute @workgroup_size(threads)
fn train(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  enter(thread, group.x, group.x);
  var replica = replicas[group.x];
  for (var s = range.first; s < range.end; s++) { replica = takeStep(group.x, replica, s); }
  leave();
  if (thread == 0) { replicas[group.x] = replica; }
}`;
}

/** What is known of a replica after a step: every invocation keeps it. */
const recordWgsl = /* wgsl */ `
// By its bits: a compiler may assume that numbers are finite.
fn isFinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000) != 0x7f800000; }
fn recorded(before: Replica, step: Step, loss: f32, norm: f32) -> Replica {
  var after = before;
  if (step.stepInSegment == 0) {
    after.near = 0;
    after.middle = 0;
    after.far = 0;
    after.nonFiniteStep = -1;
  }
  after.near += loss * f32(step.rows);
  if ((step.stepInSegment & 31) == 31) {
    after.middle += after.near;
    after.near = 0;
  }
  if ((step.stepInSegment & 1023) == 1023) {
    after.far += after.middle;
    after.middle = 0;
  }
  after.lastLoss = loss;
  after.gradientNorm = norm;
  if (!isFinite(loss)) { after.frozen = 1; }
  if (after.frozen == 1 && after.nonFiniteStep < 0) { after.nonFiniteStep = f32(step.stepInSegment); }
  return after;
}`;

/** What a dispatch does to a step whose replicas are each shared by several workgroups. */
export const phases = {
  gather: 0,
  forward: 1,
  judge: 2,
  backward: 3,
  sum: 4,
  record: 5,
  update: 6,
} as const;

/** One phase of a step. Nothing is kept between two of them but what is in the device's memory. */
export function phaseWgsl(shape: KernelShape, variant: KernelVariant): string {
  const rates = ratesWgsl(variant, 'range.first');
  return /* wgsl */ `${commonWgsl(shape, variant)}${trainingWgsl(variant)}${recordWgsl}
fn sumOfLosses(used: u32) -> f32 {
  var loss = 0.0;
  for (var block = here.thread; block < used; block += here.stride) {
    loss += dot(cellAt(block, plan.network.columns - 1), vec4f(1));
  }
  return loss;
}
@compute @workgroup_size(threads)
fn takePhase(
  @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let replica = group.y;
  let step = steps[range.first];
  let rows = Rows(replica, range.rowSet, step.orderAt, step.rows, true, 0, step.stepsBefore);
  let used = blocksOf(rows);
  let inverseRows = ${rates.inverseRows};
  stand(group.x * threads + thread, groups.x * threads, replica, replica);
  switch range.phase {
    case ${phases.gather}: {
      setOnes();
      gather(rows);
    }
    case ${phases.forward}: { forward(range.layer, rows, replicas[replica].dropoutSeed); }
    case ${phases.judge}: {
      for (var block = here.thread; block < used; block += here.stride) {
        setCell(block, plan.network.columns - 1, inverseRows * judge(rows, block, inverseRows));
      }
    }
    case ${phases.backward}: { backward(range.layer, used); }
    case ${phases.sum}: {
      for (var l = 0u; l < plan.network.layers; l++) { sumGradients(plan.layers[l], used, true); }
    }
    case ${phases.record}: {
      let loss = total(sumOfLosses(used));
      var norm = 0.0;
      if (wantsNorm(step)) { norm = sqrt(total(squaresOfAll())); }
      let after = recorded(replicas[replica], step, loss, norm);
      if (thread == 0) {
        replicas[replica] = after;
        if (step.isLast == 1) { readings[step.reading * plan.network.replicas + replica] = after; }
      }
    }
    default: {
      let rate = ${rates.learningRate};
      updateAll(replicas[replica], step, rate);
    }
  }
}`;
}

/**
 * Passes over a set in inference mode, each in a workgroup. It leaves the loss and the rightly classified rows of each
 * pass, replica by replica, or one replica's answers, [rows × outputs].
 */
export function inferWgsl(shape: KernelShape, { weighted }: KernelVariant): string {
  // Of gradients it knows nothing.
  const variant = { weighted, summed: false, learnsBiases: true };
  return /* wgsl */ `${commonWgsl(shape, variant)}
@group(0) @binding(9) var<storage, read_write> results: array<f32>;
fn score(rows: Rows, at: u32) {
  var loss = 0.0;
  var right = 0.0;
  for (var block = here.thread; block < blocksOf(rows); block += threads) {
    loss += dot(judge(rows, block, 1), vec4f(1));
    right += dot(rightOf(rows, block), vec4f(1));
  }
  let whole = vec2f(total(loss), total(right));
  if (here.thread == 0) {
    results[at] = whole.x;
    results[at + 1] = whole.y;
  }
}
fn answer(rows: Rows) {
  for (var block = here.thread; block < blocksOf(rows); block += threads) {
    if (plan.network.mixes == 1) { respond(block); }
    for (var r = 0u; r < min(4u, rows.count - 4 * block); r++) {
      let at = (rows.first + 4 * block + r) * plan.network.outputs;
      for (var k = 0u; k < plan.network.outputs; k++) {
        results[at + k] = cellAt(block, lastLayer().outputsAt + k)[r];
      }
    }
  }
}
@compute @workgroup_size(threads)
fn infer(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let replica = range.replica + group.y;
  let rowsAtOnce = 4 * range.blocks;
  let parts = (range.rows + rowsAtOnce - 1) / rowsAtOnce;
  enter(thread, replica, group.y * plan.network.lanes + group.x);
  for (var part = range.first + group.x; part < range.end; part += plan.network.lanes) {
    let first = part * rowsAtOnce;
    let rows = Rows(replica, range.rowSet, first, min(rowsAtOnce, range.rows - first), false, 0, 0);
    forwardAll(rows, 0);
    if (range.phase == 1) {
      answer(rows);
    } else {
      score(rows, range.resultsAt + 2 * (replica * parts + part));
    }
    sync();
  }
}`;
}
