import { activationTexts, type Pointwise } from '#src/engine/gpu/pointwise.ts';
import type { ActivationId } from '#src/experiment/ids.ts';

/** Statements that leave f(z) and f′(z) in `value` and `slope`. */
export function statementsGlsl({ given = [], value, slope }: Pointwise, name: string): string {
  const lines = given.map(([type, ...rest]) => `${type} ${rest.join(' = ')};`);
  return [...lines, `${name} = ${value};`, `slope = ${slope};`].join('\n  ');
}

/** The body of `void activate(vec4 z, out vec4 a, out vec4 slope)`: f(z) and f′(z) of four units. */
export function activationGlsl(id: ActivationId): string {
  return statementsGlsl(activationTexts[id], 'a');
}

/** The function of an activation; it needs what `functionsGlsl` declares. */
export function activateGlsl(body: string, name = 'activate'): string {
  return /* glsl */ `
void ${name}(vec4 z, out vec4 a, out vec4 slope) {
  ${body}
}`;
}

/** What the texts of activations and losses call, and the uniform that holds ω. */
const functions = {
  omega: /* glsl */ `
uniform float omega;`,
  pick: /* glsl */ `
vec4 pick(vec4 no, vec4 yes, bvec4 isSo) { return mix(no, yes, isSo); }`,
  isAbove: /* glsl */ `
bvec4 isAbove(vec4 x, vec4 bound) { return greaterThan(x, bound); }`,
  isBelow: /* glsl */ `
bvec4 isBelow(vec4 x, vec4 bound) { return lessThan(x, bound); }`,
  /** From −0 to −∞, by their bits: a compiler may assume that there is no NaN, and would make 0 of it. */
  positivePart: /* glsl */ `
vec4 positivePart(vec4 z) {
  uvec4 bits = floatBitsToUint(z);
  bvec4 isNegative = greaterThanEqual(bits, uvec4(0x80000000u));
  bvec4 isNumber = lessThanEqual(bits, uvec4(0xff800000u));
  uvec4 off = uvec4(isNegative) * uvec4(isNumber);
  return uintBitsToFloat(bits * (1u - off));
}`,
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
struct SineCosine { vec4 sine; vec4 cosine; };
SineCosine sineCosine(vec4 x) {
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
  return SineCosine(sineSign * mix(odd, even, swapped), cosineSign * mix(even, odd, swapped));
}`,
};

/** Declares what is called by any of these bodies of functions. */
export function functionsGlsl(...bodies: readonly (string | null)[]): string {
  const isCalled = (name: string) => bodies.some((body) => body?.includes(name));
  return Object.entries(functions)
    .map(([name, text]) => (isCalled(name) ? text : ''))
    .join('');
}
