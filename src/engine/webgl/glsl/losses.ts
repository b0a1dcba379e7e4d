import { lossTexts } from '#src/engine/gpu/pointwise.ts';
import { statementsGlsl } from '#src/engine/webgl/glsl/activations.ts';
import type { PointLossId } from '#src/network/losses.ts';

/** The body of `void point(vec4 y, vec4 t, out vec4 loss, out vec4 slope)`: loss and ∂loss/∂y of four outputs. */
export function lossGlsl(id: PointLossId): string {
  return statementsGlsl(lossTexts[id], 'loss');
}

/** The function `point` of a loss; it needs what `functionsGlsl` declares. */
export function pointGlsl(id: PointLossId): string {
  return /* glsl */ `
uniform float huberDelta;
void point(vec4 y, vec4 t, out vec4 loss, out vec4 slope) {
  ${lossGlsl(id)}
}`;
}
