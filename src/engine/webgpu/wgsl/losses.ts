import { lossTexts } from '#src/engine/gpu/pointwise.ts';
import { statementsWgsl } from '#src/engine/webgpu/wgsl/activations.ts';
import { type LossId, lossIds } from '#src/experiment/ids.ts';
import { isPointLoss, isSoftmaxLoss } from '#src/network/losses.ts';

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
${pointLossIds.map((id) => `fn point_${id}(y: vec4f, t: vec4f, huberDelta: f32) -> PointLoss {\n  ${statementsWgsl(lossTexts[id], 'PointLoss')}\n}`).join('\n')}
fn point(which: u32, y: vec4f, t: vec4f, huberDelta: f32) -> PointLoss {
  switch which {
    ${pointLossIds.map((id, i) => `case ${i}${i === 0 ? ', default' : ''}: { return point_${id}(y, t, huberDelta); }`).join('\n    ')}
  }
}`;
