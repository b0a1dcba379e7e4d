import { type LossId, lossIds } from '#src/experiment/ids.ts';
import { isSoftmaxLoss, type PointLossId } from '#src/network/losses.ts';

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
} as const satisfies Record<PointLossId, string>;

const pointLossIds = lossIds.filter((id): id is PointLossId => !isSoftmaxLoss(id));

/** A loss's number in the kernels; those of a softmax have one together. */
export function lossNumber(id: LossId): number {
  return isSoftmaxLoss(id) ? pointLossIds.length : pointLossIds.indexOf(id);
}

/** `fn point`: the loss of this number; it needs `functionsWgsl`. */
export const pointWgsl = /* wgsl */ `
const softmaxLoss: u32 = ${pointLossIds.length};
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
