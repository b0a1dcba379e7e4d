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
import { Activation } from './layout';
import { largest, madd, sum } from './simd';

const SELU_SCALE: f32 = 1.0507009873554805;
const SELU_ALPHA: f32 = 1.6732632423543772;

/**
 * a ← f(a) in place for `count` numbers, and their derivatives f′ into d. Softmax, which is only ever the last layer's,
 * is `softmaxRows`.
 *
 * @param d written before a is: where nobody wants derivatives it may be a itself, but for linear units
 * @param count a multiple of 4
 */
export function activate(id: Activation, omega: f32, a: usize, d: usize, count: i32): void {
  const end = a + 4 * count;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  switch (id) {
    case Activation.linear:
      do {
        v128.store(d, one);
        a += 16;
        d += 16;
      } while (a < end);
      return;
    case Activation.relu:
      do {
        const z = v128.load(a);
        v128.store(d, v128.and(f32x4.gt(z, zero), one));
        v128.store(a, f32x4.pmax(z, zero));
        a += 16;
        d += 16;
      } while (a < end);
      return;
    case Activation.leakyRelu:
      do {
        const z = v128.load(a);
        const slope = v128.bitselect(one, f32x4.splat(0.01), f32x4.gt(z, zero));
        v128.store(d, slope);
        v128.store(a, f32x4.mul(z, slope));
        a += 16;
        d += 16;
      } while (a < end);
      return;
    case Activation.elu:
      exponentialUnits(a, d, end, 1, 1);
      return;
    case Activation.selu:
      exponentialUnits(a, d, end, SELU_SCALE, SELU_ALPHA);
      return;
    case Activation.tanh:
      do {
        const y = tanh(v128.load(a));
        v128.store(d, f32x4.sub(one, f32x4.mul(y, y)));
        v128.store(a, y);
        a += 16;
        d += 16;
      } while (a < end);
      return;
    case Activation.sigmoid:
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
      return;
    case Activation.softplus:
      do {
        const z = v128.load(a);
        const e = exp(f32x4.neg(f32x4.abs(z)));
        v128.store(d, sigmoid(z, e));
        v128.store(a, f32x4.add(f32x4.pmax(z, zero), log1p(e)));
        a += 16;
        d += 16;
      } while (a < end);
      return;
    case Activation.softsign:
      do {
        const z = v128.load(a);
        const r = f32x4.div(one, f32x4.add(one, f32x4.abs(z)));
        v128.store(d, f32x4.mul(r, r));
        v128.store(a, f32x4.mul(z, r));
        a += 16;
        d += 16;
      } while (a < end);
      return;
    case Activation.silu:
      do {
        const z = v128.load(a);
        const s = sigmoid(z, exp(f32x4.neg(f32x4.abs(z))));
        const y = f32x4.mul(z, s);
        v128.store(d, madd(y, f32x4.sub(one, s), s));
        v128.store(a, y);
        a += 16;
        d += 16;
      } while (a < end);
      return;
    case Activation.gelu:
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
      return;
    case Activation.sin:
      sines(omega, a, d, end);
      return;
    default:
      return;
  }
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
function sines(omega: f32, a: usize, d: usize, end: usize): void {
  const frequency = f64x2.splat(f64(omega));
  do {
    const z = v128.load(a);
    const low = f64x2.mul(f64x2.promote_low_f32x4(z), frequency);
    const high = f64x2.mul(
      f64x2.promote_low_f32x4(v128.shuffle<f32>(z, z, 2, 3, 2, 3)),
      frequency,
    );
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

/** All ones in the lanes of a row's last vector that hold units, zeros in its padding. */
// @ts-ignore: decorator
@inline
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

/** The maximum that `softmaxRow` took off the row's numbers, and the sum of their exponentials after that. */
export let softmaxMax: f32 = 0;
export let softmaxSum: f32 = 0;

/** p = softmax(z) of one row, 0 in the padding; p may be z. */
export function softmaxRow(z: usize, p: usize, units: i32): void {
  const mask = unitMask(units);
  const last = 4 * ((units - 1) & ~3);
  let max = v128.bitselect(v128.load(z + last), f32x4.splat(-f32.MAX_VALUE), mask);
  // `pmax` hands its first operand on where that is NaN, so the running maximum goes second and NaN is seen in the sum.
  for (let at = 0; at < last; at += 16) max = f32x4.pmax(v128.load(z + at), max);
  softmaxMax = largest(max);
  const shift = f32x4.splat(softmaxMax);
  let total = f32x4.splat(0);
  for (let at = 0; at <= last; at += 16) {
    let e = exp(f32x4.sub(v128.load(z + at), shift));
    if (at === last) e = v128.and(e, mask);
    v128.store(p + at, e);
    total = f32x4.add(total, e);
  }
  softmaxSum = sum(total);
  const scale = f32x4.splat(1 / softmaxSum);
  for (let at = 0; at <= last; at += 16) {
    v128.store(p + at, f32x4.mul(v128.load(p + at), scale));
  }
}

/** a ← softmax(a) for each row. */
export function softmaxRows(a: usize, stride: usize, rows: i32, units: i32): void {
  for (; rows > 0; rows--) {
    softmaxRow(a, a, units);
    a += stride;
  }
}
