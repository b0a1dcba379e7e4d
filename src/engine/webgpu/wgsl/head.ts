import { cut } from '#src/engine/gpu/pointwise.ts';
import { pointWgsl } from '#src/engine/webgpu/wgsl/losses.ts';
import type { KernelVariant } from '#src/engine/webgpu/wgsl/variant.ts';
import { epsilon } from '#src/network/losses.ts';

/** What weighted rows count: in a batch their weights, in a set their shares (see `BatchWeights`). */
const countsWgsl = /* wgsl */ `
fn countsOf(rows: Rows, block: u32) -> vec4f {
  return targetsOf(rows, block, plan.network.outputs + select(1u, 0u, rows.isOrdered));
}`;

/**
 * What an invocation does with a block whose last layer is known, all outputs of its four rows.
 * - `respond` leaves the answers of a softmax;
 * - `judge` leaves the answers and ∂loss/∂z, and returns the rows' losses, times what the rows count;
 * - `rightOf` returns 1 for rows that are classified rightly, else 0.
 */
export function headWgsl(variant: KernelVariant): string {
  const { weighted } = variant;
  return /* wgsl */ `${pointWgsl}
fn lastLayer() -> Layer { return plan.layers[plan.network.layers - 1]; }
fn presentOf(rows: Rows, block: u32) -> vec4<bool> {
  return vec4u(4 * block) + vec4u(0, 1, 2, 3) < vec4u(rows.count);
}
fn targetsOf(rows: Rows, block: u32, k: u32) -> vec4f {
  let at = plan.sets[rows.rowSet].targetsAt + rows.replica * plan.sets[rows.rowSet].targetsStride;
  return dataOf(rows, block, at + k, plan.network.outputs${weighted ? ' + 2' : ''});
}${weighted ? countsWgsl : ''}
// log Σ exp of a block's outputs, the maximum apart.
struct LogSum {
  most: vec4f,
  rest: vec4f,
}
fn logSum(block: u32) -> LogSum {
  let outputsAt = lastLayer().outputsAt;
  var most = cellAt(block, outputsAt);
  for (var k = 1u; k < plan.network.outputs; k++) { most = max(most, cellAt(block, outputsAt + k)); }
  var sum = vec4f(0);
  for (var k = 0u; k < plan.network.outputs; k++) { sum += exp(cellAt(block, outputsAt + k) - most); }
  return LogSum(most, log(sum));
}
fn respond(block: u32) {
  let outputsAt = lastLayer().outputsAt;
  let whole = logSum(block);
  for (var k = 0u; k < plan.network.outputs; k++) {
    let z = cellAt(block, outputsAt + k);
    setCell(block, outputsAt + k, exp(z - whole.most - whole.rest));
  }
}
${judgeWgsl(variant)}${rightWgsl}`;
}

function judgeWgsl({ weighted, summed }: KernelVariant): string {
  const count = weighted ? 'counts * ' : '';
  return /* wgsl */ `fn isCut(share: vec4f) -> vec4<bool> {
  return (share < vec4f(${epsilon})) | (share > vec4f(${1 - epsilon}));
}
fn judge(rows: Rows, block: u32, inverseRows: f32) -> vec4f {
  let outputsAt = lastLayer().outputsAt;
  let deltasAt = lastLayer().deltasAt;
  let share = 1 / f32(plan.network.outputs);
  let takesLogits = plan.network.takesLogits == 1;
  let mixes = plan.network.mixes == 1 && !takesLogits;
  if (mixes) { respond(block); }
  var whole = LogSum();
  if (plan.network.loss == softmaxLoss) { whole = logSum(block); }
  // Of the outputs, and of those targets that have a slope.
  var sum = vec4f(0);
  var pull = vec4f(0);
  let isOfShares = plan.network.loss == shareLoss;
  if (isOfShares || plan.network.loss == softmaxLoss) {
    for (var k = 0u; k < plan.network.outputs; k++) { sum += cellAt(block, outputsAt + k); }
    for (var k = 0u; k < plan.network.outputs; k++) {
      let isLost = vec4<bool>(isOfShares) & isCut(cellAt(block, outputsAt + k) / sum);
      pull += select(targetsOf(rows, block, k), vec4f(0), isLost);
    }
  }
  var loss = vec4f(0);
  var mean = vec4f(0);
  for (var k = 0u; k < plan.network.outputs; k++) {
    let v = cellAt(block, outputsAt + k);
    let t = targetsOf(rows, block, k);
    var d = vec4f(0); // ∂loss/∂v
    if (plan.network.loss == softmaxLoss) {
      let logShare = v - whole.most - whole.rest;
      loss -= select(t * logShare, vec4f(0), t == vec4f(0));
      d = pull * exp(logShare) - t;
    } else if (plan.network.loss == shareLoss) {
      let ofSum = v / sum;
      loss -= t * log(${cut('ofSum')});
      d = pull / sum - select(t / v, vec4f(0), isCut(ofSum) | (t == vec4f(0)));
    } else {
      let its = point(plan.network.loss, v, t, plan.network.huberDelta);
      loss += share * its.value;
      d = ${summed ? '' : 'share * '}its.slope;
    }
    if (takesLogits) {
      setCell(block, outputsAt + k, d + t);
    } else if (mixes) {
      mean += d * v;
    } else {
      d *= cellAt(block, deltasAt + k);
    }
    setCell(block, deltasAt + k, d);
  }
  let isPresent = presentOf(rows, block);${weighted ? '\n  let counts = countsOf(rows, block);' : ''}
  for (var k = 0u; k < plan.network.outputs; k++) {
    var d = cellAt(block, deltasAt + k);
    if (mixes) { d = cellAt(block, outputsAt + k) * (d - mean); }
    setCell(block, deltasAt + k, select(vec4f(0), ${summed ? '' : 'inverseRows * '}${count}d, isPresent));
  }
  return select(vec4f(0), ${count}loss, isPresent);
}
`;
}

const rightWgsl = /* wgsl */ `// The largest output, the first of equals; of a single one the class whose number is nearest.
fn rightOf(rows: Rows, block: u32) -> vec4f {
  let outputsAt = lastLayer().outputsAt;
  var most = cellAt(block, outputsAt);
  var mostTarget = targetsOf(rows, block, 0);
  let above = min(ceil(most - plan.network.middle), vec4f(plan.network.lastClass));
  let nearest = select(vec4f(0), above, most > vec4f(plan.network.middle));
  var isRight = nearest == max(mostTarget, vec4f(0));
  var answer = vec4u(0);
  var label = vec4u(0);
  for (var k = 1u; k < plan.network.outputs; k++) {
    let value = cellAt(block, outputsAt + k);
    let t = targetsOf(rows, block, k);
    answer = select(answer, vec4u(k), value > most);
    most = select(most, value, value > most);
    label = select(label, vec4u(k), t > mostTarget);
    mostTarget = select(mostTarget, t, t > mostTarget);
    isRight = answer == label;
  }
  return select(vec4f(0), vec4f(1), isRight & presentOf(rows, block));
}`;
