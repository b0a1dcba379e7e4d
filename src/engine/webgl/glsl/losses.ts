import type { LossId } from '#src/experiment/ids.ts';

/** A loss that acts on each output by itself, or on all outputs of a row. */
type LossGlsl =
  /** Body of `void point(vec4 y, vec4 t, out vec4 loss, out vec4 slope)`: loss and ∂loss/∂y of four outputs. */
  | { readonly point: string }
  /** −log softmax of what the loss takes: the outputs, or the logits that the softmax output layer was given. */
  | { readonly softmaxOf: 'outputs' | 'logits' };

export const lossGlsl = {
  mse: { point: 'vec4 e = y - t; loss = e * e; slope = 2.0 * e;' },
  mae: { point: 'loss = abs(y - t); slope = sign(y - t);' },
  huber: {
    point: `
    vec4 e = y - t, size = abs(e);
    bvec4 far = greaterThan(size, vec4(huberDelta));
    loss = mix(0.5 * e * e, huberDelta * (size - 0.5 * huberDelta), far);
    slope = mix(e, huberDelta * sign(e), far);`,
  },
  bce: {
    point: 'loss = softplus(y) - y * t; slope = sigmoid(y) - t;',
  },
  cross_entropy: { softmaxOf: 'outputs' },
  nll_of_softmax: { softmaxOf: 'logits' },
} as const satisfies Record<LossId, LossGlsl>;
