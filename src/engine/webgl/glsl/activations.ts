import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { leakySlope, selu } from '#src/network/activations.ts';

/**
 * Bodies of `void activate(vec4 z, out vec4 a, out vec4 slope)`: f(z) and f′(z) of four units. Comparisons are written
 * so that NaN stays NaN: it has to reach the loss. GLSL leaves the precision of sin, exp near 0 and tanh to the driver;
 * where that is not enough for float32, functions of our own take their place: see `functionsGlsl`.
 */
export const activationGlsl = {
  linear: 'a = z; slope = vec4(1);',
  relu: `
    // From −0 to −∞, by their bits: a compiler may assume that there is no NaN, and would make 0 of it.
    uvec4 bits = floatBitsToUint(z);
    bvec4 isNegative = greaterThanEqual(bits, uvec4(0x80000000u));
    bvec4 isNumber = lessThanEqual(bits, uvec4(0xff800000u));
    uvec4 off = uvec4(isNegative) * uvec4(isNumber);
    a = uintBitsToFloat(bits * (1u - off));
    slope = vec4(greaterThan(z, vec4(0)));`,
  leaky_relu: `
    slope = mix(vec4(${leakySlope}), vec4(1), greaterThan(z, vec4(0)));
    a = slope * z;`,
  elu: `
    vec4 e = exp(min(z, 0.0));
    a = mix(z, e - 1.0, lessThan(z, vec4(0)));
    slope = mix(e, vec4(1), greaterThan(z, vec4(0)));`,
  selu: `
    vec4 e = ${selu.alpha} * exp(min(z, 0.0));
    a = ${selu.scale} * mix(z, e - ${selu.alpha}, lessThan(z, vec4(0)));
    slope = ${selu.scale} * mix(e, vec4(1), greaterThan(z, vec4(0)));`,
  tanh: `
    vec4 e = exp(-2.0 * abs(z));
    a = sign(z) * (1.0 - e) / (1.0 + e);
    slope = 4.0 * e / ((1.0 + e) * (1.0 + e));`,
  sigmoid: `
    a = sigmoid(z);
    slope = a * sigmoid(-z);
    a = mix(a, z, notNumbers(z));`,
  softplus: `
    a = softplus(z);
    slope = sigmoid(z);`,
  softsign: `
    vec4 d = 1.0 + abs(z);
    a = z / d;
    slope = 1.0 / (d * d);`,
  silu: `
    vec4 s = sigmoid(z);
    a = z * s;
    slope = s * (1.0 + z * sigmoid(-z));`,
  gelu: `
    vec4 cdf = 0.5 + 0.5 * errorFunction(z * ${Math.SQRT1_2});
    a = z * cdf;
    slope = cdf + z * exp(-0.5 * z * z) * ${1 / Math.sqrt(2 * Math.PI)};`,
  sin: `
    vec4 cosine;
    sineCosine(omega * z, a, cosine);
    slope = omega * cosine;`,
} as const satisfies Record<ActivationId, string>;

/** Output activations that act on each unit by itself; softmax mixes a row's units (see `output.ts`). */
export const outputActivationGlsl = {
  ...activationGlsl,
  softmax: null,
} as const satisfies Record<OutputActivationId, string | null>;

/** The function of an activation; it needs what `functionsGlsl` declares. */
export function activateGlsl(body: string, name = 'activate'): string {
  return /* glsl */ `
void ${name}(vec4 z, out vec4 a, out vec4 slope) {${body}
}`;
}

/** The functions that activations and losses call, and the uniform that holds ω. */
const functions = {
  omega: /* glsl */ `
uniform float omega;`,
  /** By their bits: see `finiteGlsl`. The exponential of NaN is infinite where it is drawn in software. */
  notNumbers: /* glsl */ `
bvec4 notNumbers(vec4 x) {
  return greaterThan(floatBitsToUint(x) & 0x7fffffffu, uvec4(0x7f800000u));
}`,
  sigmoid: /* glsl */ `
vec4 sigmoid(vec4 z) {
  vec4 e = exp(-abs(z));
  return mix(vec4(1), e, lessThan(z, vec4(0))) / (1.0 + e);
}`,
  softplus: /* glsl */ `
vec4 softplus(vec4 z) {
  return mix(z, vec4(0), lessThan(z, vec4(0))) + log(1.0 + exp(-abs(z)));
}`,
  /**
   * Minimax polynomials below and above 475/512, the upper one of log(1 − erf), within 1 ulp or so of float32 (after
   * Juffa, "my_erff", Stack Overflow 35148199).
   */
  errorFunction: /* glsl */ `
vec4 errorFunction(vec4 x) {
  vec4 t = abs(x), s = x * x;
  vec4 high = -1.72853470e-5 * t + 3.83197126e-4;
  high = high * s + (-3.88396438e-3 * t + 2.42546219e-2);
  high = high * t - 1.06777877e-1;
  high = high * t - 6.34846687e-1;
  high = high * t - 1.28717512e-1;
  // Past 4 the float32 nearest to erf is 1, and the polynomial is not meant for it.
  high = sign(x) * mix(1.0 - exp(high * t - t), vec4(1), greaterThan(t, vec4(4)));
  vec4 low = -5.96761703e-4 * s + 4.99119423e-3;
  low = low * s - 2.67681349e-2;
  low = low * s + 1.12819925e-1;
  low = low * s - 3.76125336e-1;
  low = low * s + 1.28379166e-1;
  return mix(low * x + x, high, greaterThan(t, vec4(0.927734375)));
}`,
  /** Reduction by π/2 in three parts (Cody & Waite), then the polynomials of Cephes' sinf and cosf; to |x| ≈ 1e4. */
  sineCosine: /* glsl */ `
void sineCosine(vec4 x, out vec4 sine, out vec4 cosine) {
  vec4 n = floor(x * ${2 / Math.PI} + 0.5);
  vec4 r = x - n * 1.5703125;
  r = r - n * 4.837512969970703125e-4;
  r = r - n * 7.54978995489188216e-8;
  vec4 s = r * r;
  vec4 odd = r + r * s * ((-1.9515295891e-4 * s + 8.3321608736e-3) * s - 1.6666654611e-1);
  vec4 even = 1.0 - 0.5 * s
    + s * s * ((2.443315711809948e-5 * s - 1.388731625493765e-3) * s + 4.166664568298827e-2);
  ivec4 quadrant = ivec4(n) & 3;
  bvec4 swapped = equal(quadrant & 1, ivec4(1));
  vec4 sineSign = 1.0 - vec4(quadrant & 2);
  vec4 cosineSign = 1.0 - vec4((quadrant + 1) & 2);
  sine = sineSign * mix(odd, even, swapped);
  cosine = cosineSign * mix(even, odd, swapped);
}`,
};

/** Declares what is called by any of these bodies of functions. */
export function functionsGlsl(...bodies: readonly (string | null)[]): string {
  const isCalled = (name: string) => bodies.some((body) => body?.includes(name));
  return Object.entries(functions)
    .map(([name, text]) => (isCalled(name) ? text : ''))
    .join('');
}
