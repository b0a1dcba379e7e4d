import type { PointLossId } from '#src/network/losses.ts';

/** Bodies of `void point(vec4 y, vec4 t, out vec4 loss, out vec4 slope)`: loss and ∂loss/∂y of four outputs. */
export const lossGlsl = {
  mse: 'vec4 e = y - t; loss = e * e; slope = 2.0 * e;',
  mae: 'loss = abs(y - t); slope = sign(y - t);',
  huber: `
    vec4 e = y - t, size = abs(e);
    bvec4 far = greaterThan(size, vec4(huberDelta));
    loss = mix(0.5 * e * e, huberDelta * (size - 0.5 * huberDelta), far);
    slope = mix(e, huberDelta * sign(e), far);`,
  bce: 'loss = softplus(y) - y * t; slope = sigmoid(y) - t;',
} as const satisfies Record<PointLossId, string>;

/** The function `point` of a loss; it needs what `functionsGlsl` declares. */
export function pointGlsl(id: PointLossId): string {
  return /* glsl */ `
uniform float huberDelta;
void point(vec4 y, vec4 t, out vec4 loss, out vec4 slope) { ${lossGlsl[id]} }`;
}
