/**
 * Elementary functions on four float32 numbers, each within about two units in the last place of the range it is used
 * in. NaN stays NaN (`pmax(x, bound)` and `pmin(x, bound)` hand x on when it is NaN), so that training that has broken
 * down is seen.
 */
import { madd } from './simd';

/** 1.5·2²³: added to a small number, it leaves the number's nearest integer in the low bits. */
const ROUNDER: f32 = 12582912;
/** eˣ is kept above the denormals. */
const EXP_MIN: f32 = -87;

/** x's distance from the nearest multiple of ln 2, which is taken off in two parts, the first of few bits (Cody, Waite). @inline */
function reduced(x: v128, multiple: v128): v128 {
  const high = madd(multiple, f32x4.splat(-0.693359375), x);
  return madd(multiple, f32x4.splat(2.1219444e-4), high);
}

/** eʳ − 1 for |r| ≤ ln 2 / 2 (Cephes, `expf`). @inline */
function expm1Reduced(r: v128): v128 {
  let p = madd(f32x4.splat(1.98756915e-4), r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  return madd(f32x4.mul(r, r), p, r);
}

/** x / ln 2 with the nearest integer in the low bits of the significand. @inline */
function rounded(x: v128): v128 {
  return madd(x, f32x4.splat(1.4426950408889634), f32x4.splat(ROUNDER));
}

/** 2ⁿ for the integer in the low bits of n + ROUNDER. @inline */
function powerOfTwo(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
}

/** eˣ for x ≤ 0; below −87 it is e⁻⁸⁷. @inline */
export function exp(x: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(EXP_MIN));
  const n = rounded(bounded);
  const q = expm1Reduced(reduced(bounded, f32x4.sub(n, f32x4.splat(ROUNDER))));
  const scale = powerOfTwo(n);
  return madd(q, scale, scale);
}

/** eˣ − 1 for x ≤ 0, to full relative precision. @inline */
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(EXP_MIN));
  const n = rounded(bounded);
  const q = expm1Reduced(reduced(bounded, f32x4.sub(n, f32x4.splat(ROUNDER))));
  const scale = powerOfTwo(n);
  return madd(q, scale, f32x4.sub(scale, f32x4.splat(1)));
}

/** ln(1 + y) for 0 ≤ y ≤ 1: 2·artanh(s) with s = y/(2 + y) ≤ 1/3 by its series. @inline */
export function log1p(y: v128): v128 {
  const s = f32x4.div(y, f32x4.add(y, f32x4.splat(2)));
  const s2 = f32x4.mul(s, s);
  let p = madd(f32x4.splat(2.0 / 15.0), s2, f32x4.splat(2.0 / 13.0));
  p = madd(p, s2, f32x4.splat(2.0 / 11.0));
  p = madd(p, s2, f32x4.splat(2.0 / 9.0));
  p = madd(p, s2, f32x4.splat(2.0 / 7.0));
  p = madd(p, s2, f32x4.splat(2.0 / 5.0));
  p = madd(p, s2, f32x4.splat(2.0 / 3.0));
  return madd(f32x4.mul(p, s2), s, f32x4.add(s, s));
}

/** ln x for normal x > 0 (Cephes, `logf`): x = m·2ⁿ with √½ ≤ m < √2. @inline */
export function log(x: v128): v128 {
  const n = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  // Multiplied and not cut out of the bits, so that NaN stays NaN.
  const m = f32x4.mul(x, i32x4.shl(i32x4.sub(i32x4.splat(127), n), 23));
  const f = f32x4.sub(m, f32x4.splat(1));
  let p = madd(f32x4.splat(7.0376836292e-2), f, f32x4.splat(-1.151461031e-1));
  p = madd(p, f, f32x4.splat(1.167699874e-1));
  p = madd(p, f, f32x4.splat(-1.2420140846e-1));
  p = madd(p, f, f32x4.splat(1.4249322787e-1));
  p = madd(p, f, f32x4.splat(-1.6668057665e-1));
  p = madd(p, f, f32x4.splat(2.0000714765e-1));
  p = madd(p, f, f32x4.splat(-2.4999993993e-1));
  p = madd(p, f, f32x4.splat(3.3333331174e-1));
  const f2 = f32x4.mul(f, f);
  const multiple = f32x4.convert_i32x4_s(n);
  let y = f32x4.mul(f32x4.mul(f2, f), p);
  y = madd(multiple, f32x4.splat(-2.1219444e-4), y);
  y = madd(f2, f32x4.splat(-0.5), y);
  return madd(multiple, f32x4.splat(0.693359375), f32x4.add(f, y));
}

/** 1/(1 + e⁻ˣ), to full relative precision on both sides. @param e e^(−|x|) @inline */
export function sigmoid(x: v128, e: v128): v128 {
  const one = f32x4.splat(1);
  const positive = f32x4.div(one, f32x4.add(one, e));
  return v128.bitselect(f32x4.mul(e, positive), positive, f32x4.lt(x, f32x4.splat(0)));
}

/** tanh x as a quotient of polynomials up to where it rounds to ±1 (the coefficients are Eigen's). @inline */
export function tanh(x: v128): v128 {
  const bounded = f32x4.pmin(
    f32x4.pmax(x, f32x4.splat(-7.90531110763549805)),
    f32x4.splat(7.90531110763549805),
  );
  const x2 = f32x4.mul(bounded, bounded);
  let p = madd(f32x4.splat(-2.76076847742355e-16), x2, f32x4.splat(2.00018790482477e-13));
  p = madd(p, x2, f32x4.splat(-8.60467152213735e-11));
  p = madd(p, x2, f32x4.splat(5.12229709037114e-8));
  p = madd(p, x2, f32x4.splat(1.48572235717979e-5));
  p = madd(p, x2, f32x4.splat(6.37261928875436e-4));
  p = madd(p, x2, f32x4.splat(4.89352455891786e-3));
  let q = madd(f32x4.splat(1.19825839466702e-6), x2, f32x4.splat(1.18534705686654e-4));
  q = madd(q, x2, f32x4.splat(2.268434632439e-3));
  q = madd(q, x2, f32x4.splat(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(bounded, p), q);
}

/**
 * The normal distribution function Φ(x), to full relative precision on both sides: below 0 it is e^(−x²/2)·t·Q(t) with
 * t = 1/(1 + 0.35 |x|), above 0 one minus that. Q is fitted to the least largest relative error, 3e-8.
 *
 * @param e e^(−x²/2)
 * @inline
 */
export function normalCdf(x: v128, e: v128): v128 {
  const one = f32x4.splat(1);
  const t = f32x4.div(one, madd(f32x4.abs(x), f32x4.splat(0.35), one));
  let q = madd(f32x4.splat(-0.029145927691426828), t, f32x4.splat(0.14397168477823058));
  q = madd(q, t, f32x4.splat(-0.25571422689321127));
  q = madd(q, t, f32x4.splat(0.1591741288812012));
  q = madd(q, t, f32x4.splat(-0.02310981383236769));
  q = madd(q, t, f32x4.splat(0.10550799539660641));
  q = madd(q, t, f32x4.splat(0.11983286968566792));
  q = madd(q, t, f32x4.splat(0.13986186941830372));
  q = madd(q, t, f32x4.splat(0.13962140431079048));
  const tail = f32x4.mul(f32x4.mul(e, t), q);
  return v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)));
}

/** 1.5·2⁵², the rounder of float64. */
const ROUNDER64: f64 = 6755399441055744;

/** Two float64 angles as multiples of π/2, the nearest integer in the low bits. @inline */
export function quarterTurns(angle: v128): v128 {
  return f64x2.add(f64x2.mul(angle, f64x2.splat(0.6366197723675814)), f64x2.splat(ROUNDER64));
}

/** What is left of two float64 angles after so many quarter turns, within ±π/4 (π/2 in two parts: fdlibm). @inline */
export function withinQuarter(angle: v128, turns: v128): v128 {
  const n = f64x2.sub(turns, f64x2.splat(ROUNDER64));
  const high = f64x2.sub(angle, f64x2.mul(n, f64x2.splat(1.57079632673412561417)));
  return f64x2.sub(high, f64x2.mul(n, f64x2.splat(6.07710050650619224932e-11)));
}

/** sin r for |r| ≤ π/4 (Cephes, `sinf`). @inline */
export function sinReduced(r: v128): v128 {
  const r2 = f32x4.mul(r, r);
  let p = madd(f32x4.splat(-1.9515295891e-4), r2, f32x4.splat(8.3321608736e-3));
  p = madd(p, r2, f32x4.splat(-1.6666654611e-1));
  return madd(f32x4.mul(p, r2), r, r);
}

/** cos r for |r| ≤ π/4 (Cephes, `cosf`). @inline */
export function cosReduced(r: v128): v128 {
  const r2 = f32x4.mul(r, r);
  let p = madd(f32x4.splat(2.443315711809948e-5), r2, f32x4.splat(-1.388731625493765e-3));
  p = madd(p, r2, f32x4.splat(4.166664568298827e-2));
  return madd(f32x4.mul(r2, r2), p, madd(r2, f32x4.splat(-0.5), f32x4.splat(1)));
}
