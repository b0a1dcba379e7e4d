import { epsilon, type PointLossId } from '#src/network/losses.ts';

/** A share that is not nearer to 0 or 1 than ε. */
export function cut(share: string): string {
  return `clamp(${share}, ${epsilon}, ${1 - epsilon})`;
}

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
  bce_of_probabilities: `
    vec4 p = ${cut('y')}, q = ${cut('1.0 - y')};
    bvec4 isCut = lessThan(min(y, 1.0 - y), vec4(${epsilon}));
    loss = -t * log(p) - (1.0 - t) * log(q);
    slope = mix((y - t) / (p * q), vec4(0), isCut);`,
  hinge: `
    vec4 lack = 1.0 - t * y;
    loss = max(lack, 0.0);
    slope = mix(vec4(0), -t, greaterThan(lack, vec4(0)));`,
  msle: `
    vec4 above = 1.0 + max(y, ${epsilon}), e = log(above) - log(1.0 + max(t, ${epsilon}));
    loss = e * e;
    slope = mix(vec4(0), 2.0 * e / above, greaterThanEqual(y, vec4(${epsilon})));`,
} as const satisfies Record<PointLossId, string>;

/** The function `point` of a loss; it needs what `functionsGlsl` declares. */
export function pointGlsl(id: PointLossId): string {
  return /* glsl */ `
uniform float huberDelta;
void point(vec4 y, vec4 t, out vec4 loss, out vec4 slope) { ${lossGlsl[id]} }`;
}
