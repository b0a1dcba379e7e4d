import { activationTexts, type Pointwise } from '#src/engine/gpu/pointwise.ts';
import { type ActivationId, activationIds } from '#src/experiment/ids.ts';

/** Statements that return value and slope as a structure of this name. */
export function statementsWgsl({ given = [], value, slope }: Pointwise, name: string): string {
  const lines = given.map(([, ...rest]) => `let ${rest.join(' = ')};`);
  return [...lines, `return ${name}(${value}, ${slope});`].join('\n  ');
}

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
${activationIds.map((id) => `fn activate_${id}(z: vec4f, omega: f32) -> Activated {\n  ${statementsWgsl(activationTexts[id], 'Activated')}\n}`).join('\n')}
fn activate(which: u32, z: vec4f, omega: f32) -> Activated {
  switch which {
    ${activationIds.map((id, i) => `case ${i}${i === 0 ? ', default' : ''}: { return activate_${id}(z, omega); }`).join('\n    ')}
  }
}`;

/**
 * What the texts of activations and losses call.
 *
 * `errorFunction`: minimax polynomials below and above 475/512, the upper one of log(1 − erf), within 1 ulp or so of
 * float32 (after Juffa, "my_erff", Stack Overflow 35148199).
 * `sineCosine`: reduction by π/2 in three parts (Cody & Waite), then the polynomials of Cephes' sinf and cosf; to
 * |x| ≈ 1e4.
 */
export const functionsWgsl = /* wgsl */ `
fn pick(no: vec4f, yes: vec4f, isSo: vec4<bool>) -> vec4f { return select(no, yes, isSo); }
fn isAbove(x: vec4f, bound: vec4f) -> vec4<bool> { return x > bound; }
fn isBelow(x: vec4f, bound: vec4f) -> vec4<bool> { return x < bound; }
// From −0 to −∞, by their bits: a compiler may assume that there is no NaN, and would make 0 of it.
fn positivePart(z: vec4f) -> vec4f {
  let bits = bitcast<vec4u>(z);
  let isOff = (bits >= vec4u(0x80000000)) & (bits <= vec4u(0xff800000));
  return bitcast<vec4f>(select(bits, vec4u(0), isOff));
}
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
