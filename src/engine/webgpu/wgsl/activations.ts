import { type ActivationId, activationIds } from '#src/experiment/ids.ts';
import { leakySlope, selu } from '#src/network/activations.ts';

/**
 * Bodies of functions of `z: vec4f` and `omega: f32`: f(z) and f′(z) of one unit on four rows. Comparisons are
 * written so that NaN stays NaN: it has to reach the loss. WGSL leaves the precision of sin, tanh and exp near 0 to the
 * device; where that is not enough for float32, functions of our own take their place: see `functionsWgsl`.
 */
const activationWgsl = {
  linear: 'return Activated(z, vec4f(1));',
  relu: `
  let bits = bitcast<vec4u>(z);
  // From −0 to −∞, by their bits: a compiler may assume that there is no NaN, and would make 0 of it.
  let isOff = (bits >= vec4u(0x80000000)) & (bits <= vec4u(0xff800000));
  let value = bitcast<vec4f>(select(bits, vec4u(0), isOff));
  return Activated(value, select(vec4f(0), vec4f(1), z > vec4f(0)));`,
  leaky_relu: `
  let slope = select(vec4f(${leakySlope}), vec4f(1), z > vec4f(0));
  return Activated(slope * z, slope);`,
  elu: `
  let e = exp(min(z, vec4f(0)));
  return Activated(select(z, e - 1, z < vec4f(0)), select(e, vec4f(1), z > vec4f(0)));`,
  selu: `
  let e = ${selu.alpha} * exp(min(z, vec4f(0)));
  let value = select(z, e - ${selu.alpha}, z < vec4f(0));
  return Activated(${selu.scale} * value, ${selu.scale} * select(e, vec4f(1), z > vec4f(0)));`,
  tanh: `
  let e = exp(-2 * abs(z));
  return Activated(sign(z) * (1 - e) / (1 + e), 4 * e / ((1 + e) * (1 + e)));`,
  sigmoid: `
  let a = sigmoid(z);
  return Activated(select(a, z, notNumbers(z)), a * sigmoid(-z));`,
  softplus: 'return Activated(softplus(z), sigmoid(z));',
  softsign: `
  let d = 1 + abs(z);
  return Activated(z / d, 1 / (d * d));`,
  silu: `
  let s = sigmoid(z);
  return Activated(z * s, s * (1 + z * sigmoid(-z)));`,
  gelu: `
  let cdf = 0.5 + 0.5 * errorFunction(z * ${Math.SQRT1_2});
  return Activated(z * cdf, cdf + z * exp(-0.5 * z * z) * ${1 / Math.sqrt(2 * Math.PI)});`,
  sin: `
  let both = sineCosine(omega * z);
  return Activated(both.sine, omega * both.cosine);`,
} as const satisfies Record<ActivationId, string>;

/** An activation's number in the kernels. */
export function activationNumber(id: ActivationId): number {
  return activationIds.indexOf(id);
}

/** `fn activate`: f(z) and f′(z) of the activation of this number. */
export const activateWgsl = /* wgsl */ `
struct Activated {
  value: vec4f,
  slope: vec4f,
}
${activationIds.map((id) => `fn activate_${id}(z: vec4f, omega: f32) -> Activated {${activationWgsl[id]}\n}`).join('\n')}
fn activate(which: u32, z: vec4f, omega: f32) -> Activated {
  switch which {
    ${activationIds.map((id, i) => `case ${i}${i === 0 ? ', default' : ''}: { return activate_${id}(z, omega); }`).join('\n    ')}
  }
}`;

/**
 * The functions that activations and losses call.
 *
 * `errorFunction`: minimax polynomials below and above 475/512, the upper one of log(1 − erf), within 1 ulp or so of
 * float32 (after Juffa, "my_erff", Stack Overflow 35148199).
 * `sineCosine`: reduction by π/2 in three parts (Cody & Waite), then the polynomials of Cephes' sinf and cosf; to
 * |x| ≈ 1e4.
 */
export const functionsWgsl = /* wgsl */ `
// By their bits: a compiler may take x != x for false.
fn notNumbers(x: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(x) & vec4u(0x7fffffff)) > vec4u(0x7f800000);
}
fn sigmoid(z: vec4f) -> vec4f {
  let e = exp(-abs(z));
  return select(vec4f(1), e, z < vec4f(0)) / (1 + e);
}
fn softplus(z: vec4f) -> vec4f {
  return select(z, vec4f(0), z < vec4f(0)) + log(1 + exp(-abs(z)));
}
fn errorFunction(x: vec4f) -> vec4f {
  let t = abs(x);
  let s = x * x;
  var high = -1.72853470e-5 * t + 3.83197126e-4;
  high = high * s + (-3.88396438e-3 * t + 2.42546219e-2);
  high = high * t - 1.06777877e-1;
  high = high * t - 6.34846687e-1;
  high = high * t - 1.28717512e-1;
  // Past 4 the float32 nearest to erf is 1, and the polynomial is not meant for it.
  high = sign(x) * select(1 - exp(high * t - t), vec4f(1), t > vec4f(4));
  var low = -5.96761703e-4 * s + 4.99119423e-3;
  low = low * s - 2.67681349e-2;
  low = low * s + 1.12819925e-1;
  low = low * s - 3.76125336e-1;
  low = low * s + 1.28379166e-1;
  return select(low * x + x, high, t > vec4f(0.927734375));
}
struct SineCosine {
  sine: vec4f,
  cosine: vec4f,
}
fn sineCosine(x: vec4f) -> SineCosine {
  let n = floor(x * ${2 / Math.PI} + 0.5);
  var r = x - n * 1.5703125;
  r = r - n * 4.837512969970703125e-4;
  r = r - n * 7.54978995489188216e-8;
  let s = r * r;
  let odd = r + r * s * ((-1.9515295891e-4 * s + 8.3321608736e-3) * s - 1.6666654611e-1);
  let even = 1 - 0.5 * s
    + s * s * ((2.443315711809948e-5 * s - 1.388731625493765e-3) * s + 4.166664568298827e-2);
  let quadrant = vec4i(n);
  let isSwapped = (quadrant & vec4i(1)) == vec4i(1);
  let sineSign = 1 - vec4f(quadrant & vec4i(2));
  let cosineSign = 1 - vec4f((quadrant + 1) & vec4i(2));
  return SineCosine(
    sineSign * select(odd, even, isSwapped), cosineSign * select(even, odd, isSwapped));
}`;
