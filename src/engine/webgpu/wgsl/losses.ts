import { type LossId, lossIds } from '#src/experiment/ids.ts';
import { epsilon, isPointLoss, isSoftmaxLoss, type PointLossId } from '#src/network/losses.ts';

/** Shares that are not nearer to 0 or 1 than ε. */
export function cut(share: string): string {
  return `clamp(${share}, vec4f(${epsilon}), vec4f(${1 - epsilon}))`;
}

/** Bodies of functions of `y: vec4f`, `t: vec4f` and `huberDelta: f32`: of one output on four rows. */
const lossWgsl = {
  mse: `
  let e = y - t;
  return PointLoss(e * e, 2 * e);`,
  mae: 'return PointLoss(abs(y - t), sign(y - t));',
  huber: `
  let e = y - t;
  let size = abs(e);
  let isFar = size > vec4f(huberDelta);
  return PointLoss(
    select(0.5 * e * e, huberDelta * (size - 0.5 * huberDelta), isFar),
    select(e, huberDelta * sign(e), isFar));`,
  bce: 'return PointLoss(softplus(y) - y * t, sigmoid(y) - t);',
  bce_of_probabilities: `
  let p = ${cut('y')};
  let q = ${cut('1 - y')};
  let isCut = min(y, 1 - y) < vec4f(${epsilon});
  return PointLoss(-t * log(p) - (1 - t) * log(q), select((y - t) / (p * q), vec4f(0), isCut));`,
  hinge: `
  let lack = 1 - t * y;
  return PointLoss(max(lack, vec4f(0)), select(vec4f(0), -t, lack > vec4f(0)));`,
  msle: `
  let above = 1 + max(y, vec4f(${epsilon}));
  let e = log(above) - log(1 + max(t, vec4f(${epsilon})));
  return PointLoss(e * e, select(vec4f(0), 2 * e / above, y >= vec4f(${epsilon})));`,
} as const satisfies Record<PointLossId, string>;

const pointLossIds = lossIds.filter(isPointLoss);

/** A loss's number in the kernels; those of a softmax have one together. */
export function lossNumber(id: LossId): number {
  if (isPointLoss(id)) return pointLossIds.indexOf(id);
  return pointLossIds.length + (isSoftmaxLoss(id) ? 0 : 1);
}

/** `fn point`: the loss of this number; it needs `functionsWgsl`. */
export const pointWgsl = /* wgsl */ `
const softmaxLoss: u32 = ${pointLossIds.length};
const shareLoss: u32 = ${pointLossIds.length + 1};
struct PointLoss {
  value: vec4f,
  slope: vec4f, // by y
}
${pointLossIds.map((id) => `fn point_${id}(y: vec4f, t: vec4f, huberDelta: f32) -> PointLoss {${lossWgsl[id]}\n}`).join('\n')}
fn point(which: u32, y: vec4f, t: vec4f, huberDelta: f32) -> PointLoss {
  switch which {
    ${pointLossIds.map((id, i) => `case ${i}${i === 0 ? ', default' : ''}: { return point_${id}(y, t, huberDelta); }`).join('\n    ')}
  }
}`;
