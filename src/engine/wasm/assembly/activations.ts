import {
  cosReduced,
  exp,
  expm1,
  log1p,
  normalCdf,
  quarterTurns,
  sigmoid,
  sinReduced,
  tanh,
  withinQuarter,
} from './functions';
import { largest, madd, sum } from './simd';
import { Activation, leakySlope, seluAlpha, seluScale } from './tables';

/**
 * a ← f(a) in place for `count` numbers, and their derivatives f′ into d. Softmax, which is only ever the last layer's,
 * is `softmaxRows`.
 *
 * @param d written before a is: it may be a itself where derivatives are not used, but for linear units
 * @param count a multiple of 4
 */
export function activate(id: Activation, omega: f32, a: usize, d: usize, count: i32): void {
  const end = a + 4 * count;
  switch (id) {
    case Activation.linear:
      return linearUnits(a, d, end);
    case Activation.relu:
      return reluUnits(a, d, end);
    case Activation.leaky_relu:
      return leakyReluUnits(a, d, end);
    case Activation.elu:
      return exponentialUnits(a, d, end, 1, 1);
    case Activation.selu:
      return exponentialUnits(a, d, end, seluScale, seluAlpha);
    case Activation.tanh:
      return tanhUnits(a, d, end);
    case Activation.sigmoid:
      return sigmoidUnits(a, d, end);
    case Activation.softplus:
      return softplusUnits(a, d, end);
    case Activation.softsign:
      return softsignUnits(a, d, end);
    case Activation.silu:
      return siluUnits(a, d, end);
    case Activation.gelu:
      return geluUnits(a, d, end);
    case Activation.sin:
      return sineUnits(omega, a, d, end);
    case Activation.softmax:
    default:
      unreachable();
  }
}

function linearUnits(a: usize, d: usize, end: usize): void {
  do {
    v128.store(d, f32x4.splat(1));
    a += 16;
    d += 16;
  } while (a < end);
}

function reluUnits(a: usize, d: usize, end: usize): void {
  const zero = f32x4.splat(0);
  do {
    const z = v128.load(a);
    v128.store(d, v128.and(f32x4.gt(z, zero), f32x4.splat(1)));
    v128.store(a, f32x4.pmax(z, zero));
    a += 16;
    d += 16;
  } while (a < end);
}

function leakyReluUnits(a: usize, d: usize, end: usize): void {
  do {
    const z = v128.load(a);
    const isPositive = f32x4.gt(z, f32x4.splat(0));
    const slope = v128.bitselect(f32x4.splat(1), f32x4.splat(leakySlope), isPositive);
    v128.store(d, slope);
    v128.store(a, f32x4.mul(z, slope));
    a += 16;
    d += 16;
  } while (a < end);
}

function tanhUnits(a: usize, d: usize, end: usize): void {
  do {
    const y = tanh(v128.load(a));
    v128.store(d, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)));
    v128.store(a, y);
    a += 16;
    d += 16;
  } while (a < end);
}

function sigmoidUnits(a: usize, d: usize, end: usize): void {
  const one = f32x4.splat(1);
  do {
    const z = v128.load(a);
    const e = exp(f32x4.neg(f32x4.abs(z)));
    const y = sigmoid(z, e);
    // e/(1 + e)² = y(1 − y) without the difference.
    const larger = f32x4.div(one, f32x4.add(one, e));
    v128.store(d, f32x4.mul(f32x4.mul(e, larger), larger));
    v128.store(a, y);
    a += 16;
    d += 16;
  } while (a < end);
}

function softplusUnits(a: usize, d: usize, end: usize): void {
  do {
    const z = v128.load(a);
    const e = exp(f32x4.neg(f32x4.abs(z)));
    v128.store(d, sigmoid(z, e));
    v128.store(a, f32x4.add(f32x4.pmax(z, f32x4.splat(0)), log1p(e)));
    a += 16;
    d += 16;
  } while (a < end);
}

function softsignUnits(a: usize, d: usize, end: usize): void {
  const one = f32x4.splat(1);
  do {
    const z = v128.load(a);
    const r = f32x4.div(one, f32x4.add(one, f32x4.abs(z)));
    v128.store(d, f32x4.mul(r, r));
    v128.store(a, f32x4.mul(z, r));
    a += 16;
    d += 16;
  } while (a < end);
}

function siluUnits(a: usize, d: usize, end: usize): void {
  do {
    const z = v128.load(a);
    const s = sigmoid(z, exp(f32x4.neg(f32x4.abs(z))));
    const y = f32x4.mul(z, s);
    v128.store(d, madd(y, f32x4.sub(f32x4.splat(1), s), s));
    v128.store(a, y);
    a += 16;
    d += 16;
  } while (a < end);
}

function geluUnits(a: usize, d: usize, end: usize): void {
  do {
    const z = v128.load(a);
    const e = exp(f32x4.mul(f32x4.mul(z, z), f32x4.splat(-0.5)));
    const cdf = normalCdf(z, e);
    const density = f32x4.mul(e, f32x4.splat(0.3989422804014327));
    v128.store(d, madd(z, density, cdf));
    v128.store(a, f32x4.mul(z, cdf));
    a += 16;
    d += 16;
  } while (a < end);
}

/** scale·(z > 0 ? z : alpha·(eᶻ − 1)) */
function exponentialUnits(a: usize, d: usize, end: usize, scale: f32, alpha: f32): void {
  const zero = f32x4.splat(0);
  const slope = f32x4.splat(scale);
  const drop = f32x4.splat(scale * alpha);
  do {
    const z = v128.load(a);
    const negative = f32x4.mul(drop, expm1(f32x4.pmin(z, zero)));
    const isPositive = f32x4.gt(z, zero);
    v128.store(d, v128.bitselect(slope, f32x4.add(negative, drop), isPositive));
    v128.store(a, v128.bitselect(f32x4.mul(slope, z), negative, isPositive));
    a += 16;
    d += 16;
  } while (a < end);
}

/** sin(ω·z). The angle and what is left of it after whole quarter turns are float64: ω·z may be thousands of turns. */
function sineUnits(omega: f32, a: usize, d: usize, end: usize): void {
  const frequency = f64x2.splat(f64(omega));
  do {
    const z = v128.load(a);
    const low = f64x2.mul(f64x2.promote_low_f32x4(z), frequency);
    const high = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(z, z, 2, 3, 2, 3)), frequency);
    const lowTurns = quarterTurns(low);
    const highTurns = quarterTurns(high);
    const r = v128.shuffle<f32>(
      f32x4.demote_f64x2_zero(withinQuarter(low, lowTurns)),
      f32x4.demote_f64x2_zero(withinQuarter(high, highTurns)),
      0,
      1,
      4,
      5,
    );
    const turns = v128.shuffle<i32>(lowTurns, highTurns, 0, 2, 4, 6);
    const s = sinReduced(r);
    const c = cosReduced(r);
    // An odd number of quarter turns swaps sine and cosine; the second bit of the number is their sign.
    const odd = i32x4.shr_s(i32x4.shl(turns, 31), 31);
    const sineSign = i32x4.shl(i32x4.shr_u(turns, 1), 31);
    const cosineSign = i32x4.shl(i32x4.shr_u(i32x4.add(turns, i32x4.splat(1)), 1), 31);
    const sine = v128.xor(v128.bitselect(c, s, odd), sineSign);
    const cosine = v128.xor(v128.bitselect(s, c, odd), cosineSign);
    v128.store(d, f32x4.mul(cosine, f32x4.splat(omega)));
    v128.store(a, sine);
    a += 16;
    d += 16;
  } while (a < end);
}

/** All ones in the lanes of a row's last vector that hold units, zeros in its padding. @inline */
export function unitMask(units: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(((units - 1) & 3) + 1));
}

/** Sets the padding of `rows` rows to zero. */
export function clearPadding(a: usize, stride: usize, rows: i32, units: i32): void {
  const mask = unitMask(units);
  let last = a + 4 * ((units - 1) & ~3);
  for (; rows > 0; rows--) {
    v128.store(last, v128.and(v128.load(last), mask));
    last += stride;
  }
}

/**
 * p = softmax(z) of one row, 0 in the padding; p may be z.
 *
 * @returns in the first two lanes the maximum that was taken off the row's numbers, and the sum of their exponentials
 *   after that
 */
export function softmaxRow(z: usize, p: usize, units: i32): v128 {
  const mask = unitMask(units);
  const last = 4 * ((units - 1) & ~3);
  let max = v128.bitselect(v128.load(z + last), f32x4.splat(-f32.MAX_VALUE), mask);
  // `pmax` hands its first operand on where that is NaN, so the running maximum goes second and NaN is seen in the sum.
  for (let at = 0; at < last; at += 16) max = f32x4.pmax(v128.load(z + at), max);
  const most = f32x4.splat(largest(max));
  let total = f32x4.splat(0);
  for (let at = 0; at <= last; at += 16) {
    let e = exp(f32x4.sub(v128.load(z + at), most));
    if (at === last) e = v128.and(e, mask);
    v128.store(p + at, e);
    total = f32x4.add(total, e);
  }
  const sumOfPowers = sum(total);
  const scale = f32x4.splat(1 / sumOfPowers);
  for (let at = 0; at <= last; at += 16) {
    v128.store(p + at, f32x4.mul(v128.load(p + at), scale));
  }
  return f32x4.replace_lane(most, 1, sumOfPowers);
}

/** a ← softmax(a) for each row. */
export function softmaxRows(a: usize, stride: usize, rows: i32, units: i32): void {
  for (; rows > 0; rows--) {
    softmaxRow(a, a, units);
    a += stride;
  }
}
