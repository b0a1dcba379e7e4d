import type { ActivationId } from '#src/experiment/ids.ts';
import { leakySlope, selu } from '#src/network/activations.ts';
import { epsilon, type PointLossId } from '#src/network/losses.ts';

/** A function of each of four numbers by itself and its derivative, as expressions that GLSL and WGSL have in common. */
export interface Pointwise {
  /** What is named for both: a type of GLSL, a name, an expression. */
  readonly given?: readonly (readonly [
    type: 'vec4' | 'bvec4' | 'SineCosine',
    name: string,
    text: string,
  ])[];
  readonly value: string;
  readonly slope: string;
}

// Beside what the languages share, each declares in its own words what is called here: `pick` (of the first two the one
// where the third is false, and where it is true), `isAbove`, `isBelow`, `notNumbers`, `positivePart`, `sigmoid`,
// `softplus`, `errorFunction` and `sineCosine`. Comparisons are written so that NaN stays NaN: it has to reach the loss.
// The languages leave the precision of sin, exp near 0 and tanh to the device; where that is not enough for float32,
// functions of our own take their place.

const isPositive = 'isAbove(z, vec4(0.0))';
const isNegative = 'isBelow(z, vec4(0.0))';

/** Activations by `z` and `omega`. */
export const activationTexts = {
  linear: { value: 'z', slope: 'vec4(1.0)' },
  relu: { value: 'positivePart(z)', slope: `pick(vec4(0.0), vec4(1.0), ${isPositive})` },
  leaky_relu: {
    given: [['vec4', 's', `pick(vec4(${leakySlope}), vec4(1.0), ${isPositive})`]],
    value: 's * z',
    slope: 's',
  },
  elu: {
    given: [['vec4', 'e', 'exp(min(z, vec4(0.0)))']],
    value: `pick(z, e - 1.0, ${isNegative})`,
    slope: `pick(e, vec4(1.0), ${isPositive})`,
  },
  selu: {
    given: [['vec4', 'e', `${selu.alpha} * exp(min(z, vec4(0.0)))`]],
    value: `${selu.scale} * pick(z, e - ${selu.alpha}, ${isNegative})`,
    slope: `${selu.scale} * pick(e, vec4(1.0), ${isPositive})`,
  },
  tanh: {
    given: [['vec4', 'e', 'exp(-2.0 * abs(z))']],
    value: 'sign(z) * (1.0 - e) / (1.0 + e)',
    slope: '4.0 * e / ((1.0 + e) * (1.0 + e))',
  },
  sigmoid: {
    given: [['vec4', 's', 'sigmoid(z)']],
    value: 'pick(s, z, notNumbers(z))',
    slope: 's * sigmoid(-z)',
  },
  softplus: { value: 'softplus(z)', slope: 'sigmoid(z)' },
  softsign: { given: [['vec4', 'd', '1.0 + abs(z)']], value: 'z / d', slope: '1.0 / (d * d)' },
  silu: {
    given: [['vec4', 's', 'sigmoid(z)']],
    value: 'z * s',
    slope: 's * (1.0 + z * sigmoid(-z))',
  },
  gelu: {
    given: [['vec4', 'cdf', `0.5 + 0.5 * errorFunction(z * ${Math.SQRT1_2})`]],
    value: 'z * cdf',
    slope: `cdf + z * exp(-0.5 * z * z) * ${1 / Math.sqrt(2 * Math.PI)}`,
  },
  sin: {
    given: [['SineCosine', 'both', 'sineCosine(omega * z)']],
    value: 'both.sine',
    slope: 'omega * both.cosine',
  },
} as const satisfies Record<ActivationId, Pointwise>;

/** A share that is not nearer to 0 or 1 than ε. */
export function cut(share: string): string {
  return `clamp(${share}, vec4(${epsilon}), vec4(${1 - epsilon}))`;
}

/** Losses of outputs `y` against their targets `t`, by `huberDelta`; the derivative is by y. */
export const lossTexts = {
  mse: { given: [['vec4', 'e', 'y - t']], value: 'e * e', slope: '2.0 * e' },
  mae: { value: 'abs(y - t)', slope: 'sign(y - t)' },
  huber: {
    given: [
      ['vec4', 'e', 'y - t'],
      ['vec4', 'size', 'abs(e)'],
      ['bvec4', 'isFar', 'isAbove(size, vec4(huberDelta))'],
    ],
    value: 'pick(0.5 * e * e, huberDelta * (size - 0.5 * huberDelta), isFar)',
    slope: 'pick(e, huberDelta * sign(e), isFar)',
  },
  bce: { value: 'softplus(y) - y * t', slope: 'sigmoid(y) - t' },
  bce_of_probabilities: {
    given: [
      ['vec4', 'p', cut('y')],
      ['vec4', 'q', cut('1.0 - y')],
      ['bvec4', 'isCut', `isBelow(min(y, 1.0 - y), vec4(${epsilon}))`],
    ],
    value: '-t * log(p) - (1.0 - t) * log(q)',
    slope: 'pick((y - t) / (p * q), vec4(0.0), isCut)',
  },
  hinge: {
    given: [['vec4', 'lack', '1.0 - t * y']],
    value: 'max(lack, vec4(0.0))',
    slope: 'pick(vec4(0.0), -t, isAbove(lack, vec4(0.0)))',
  },
  msle: {
    given: [
      ['vec4', 'above', `1.0 + max(y, vec4(${epsilon}))`],
      ['vec4', 'e', `log(above) - log(1.0 + max(t, vec4(${epsilon})))`],
    ],
    value: 'e * e',
    slope: `pick(2.0 * e / above, vec4(0.0), isBelow(y, vec4(${epsilon})))`,
  },
} as const satisfies Record<PointLossId, Pointwise>;
