/**
 * Rows in lanes. For inference a matrix lies in columns, `laneRows` numbers of its first unit, then those of the second:
 * a vector holds one unit of four rows. However narrow a layer, no lane is idle, and sums over units (softmax, losses)
 * need not move numbers between lanes. Training goes by units in lanes instead: a batch may be a single row.
 */

import { exp } from './functions';
import { madd } from './simd';
import { laneRows } from './tables';

/** From one unit's numbers to the next one's. */
export const laneStride: usize = 4 * laneRows;

/**
 * Rows into columns.
 *
 * @param rows [laneRows × width], `stride` apart
 * @param width a multiple of 4
 */
export function intoColumns(rows: usize, stride: usize, columns: usize, width: i32): void {
  for (; width > 0; width -= 4) {
    let from = rows;
    let to = columns;
    const end = columns + laneStride;
    do {
      const a = v128.load(from);
      const b = v128.load(from + stride);
      const c = v128.load(from + 2 * stride);
      const d = v128.load(from + 3 * stride);
      const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(abLow, cdLow, 0, 1, 4, 5));
      v128.store(to + laneStride, v128.shuffle<f32>(abLow, cdLow, 2, 3, 6, 7));
      v128.store(to + 2 * laneStride, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
      v128.store(to + 3 * laneStride, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
      from += 4 * stride;
      to += 16;
    } while (to < end);
    rows += 16;
    columns += 4 * laneStride;
  }
}

/**
 * Z = bias + Wᵀ·A in columns: A [inputs × laneRows], Z [units × laneRows].
 *
 * @param w weight (i, u) is at w + i·inputStride + u·unitStride
 */
export function columnProduct(
  a: usize,
  w: usize,
  unitStride: usize,
  inputStride: usize,
  bias: usize,
  z: usize,
  units: i32,
  inputs: i32,
): void {
  for (; units >= 4; units -= 4) {
    let ai = a;
    let zi = z;
    const end = a + laneStride;
    do {
      tile4x8(ai, w, unitStride, inputStride, bias, zi, inputs);
      ai += 32;
      zi += 32;
    } while (ai < end);
    z += 4 * laneStride;
    w += 4 * unitStride;
    bias += 16;
  }
  for (; units > 0; units--) {
    tile1x32(a, w, inputStride, bias, z, inputs);
    z += laneStride;
    w += unitStride;
    bias += 4;
  }
}

/** Four units of eight rows. @inline */
function tile4x8(
  a: usize,
  w: usize,
  unitStride: usize,
  inputStride: usize,
  bias: usize,
  z: usize,
  inputs: i32,
): void {
  let w1 = w + unitStride;
  let w2 = w1 + unitStride;
  let w3 = w2 + unitStride;
  let c00 = v128.load32_splat(bias);
  let c01 = c00;
  let c10 = v128.load32_splat(bias, 4);
  let c11 = c10;
  let c20 = v128.load32_splat(bias, 8);
  let c21 = c20;
  let c30 = v128.load32_splat(bias, 12);
  let c31 = c30;
  do {
    const a0 = v128.load(a);
    const a1 = v128.load(a, 16);
    let x = v128.load32_splat(w);
    c00 = madd(x, a0, c00);
    c01 = madd(x, a1, c01);
    x = v128.load32_splat(w1);
    c10 = madd(x, a0, c10);
    c11 = madd(x, a1, c11);
    x = v128.load32_splat(w2);
    c20 = madd(x, a0, c20);
    c21 = madd(x, a1, c21);
    x = v128.load32_splat(w3);
    c30 = madd(x, a0, c30);
    c31 = madd(x, a1, c31);
    a += laneStride;
    w += inputStride;
    w1 += inputStride;
    w2 += inputStride;
    w3 += inputStride;
    inputs--;
  } while (inputs > 0);
  v128.store(z, c00);
  v128.store(z, c01, 16);
  v128.store(z + laneStride, c10);
  v128.store(z + laneStride, c11, 16);
  v128.store(z + 2 * laneStride, c20);
  v128.store(z + 2 * laneStride, c21, 16);
  v128.store(z + 3 * laneStride, c30);
  v128.store(z + 3 * laneStride, c31, 16);
}

/** One unit of all rows. @inline */
function tile1x32(
  a: usize,
  w: usize,
  inputStride: usize,
  bias: usize,
  z: usize,
  inputs: i32,
): void {
  let c0 = v128.load32_splat(bias);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  let c4 = c0;
  let c5 = c0;
  let c6 = c0;
  let c7 = c0;
  do {
    const x = v128.load32_splat(w);
    c0 = madd(x, v128.load(a), c0);
    c1 = madd(x, v128.load(a, 16), c1);
    c2 = madd(x, v128.load(a, 32), c2);
    c3 = madd(x, v128.load(a, 48), c3);
    c4 = madd(x, v128.load(a, 64), c4);
    c5 = madd(x, v128.load(a, 80), c5);
    c6 = madd(x, v128.load(a, 96), c6);
    c7 = madd(x, v128.load(a, 112), c7);
    a += laneStride;
    w += inputStride;
    inputs--;
  } while (inputs > 0);
  v128.store(z, c0);
  v128.store(z, c1, 16);
  v128.store(z, c2, 32);
  v128.store(z, c3, 48);
  v128.store(z, c4, 64);
  v128.store(z, c5, 80);
  v128.store(z, c6, 96);
  v128.store(z, c7, 112);
}

/** [laneRows] each: what `exponentiate` took off each row's numbers, and the sum of their exponentials after that. */
export const maxima = memory.data(4 * 32, 16);
export const totals = memory.data(4 * 32, 16);

/** z ← e^(z − the row's largest), which and whose sums are left in `maxima` and `totals`. */
export function exponentiate(z: usize, units: i32): void {
  const size = <usize>units * laneStride;
  for (let row: usize = 0; row < laneStride; row += 16) {
    const first = z + row;
    const end = first + size;
    // `pmax` hands its first operand on where that is NaN; one that is passed over is seen in the sum.
    let max = v128.load(first);
    for (let at = first + laneStride; at < end; at += laneStride) {
      max = f32x4.pmax(max, v128.load(at));
    }
    let total = f32x4.splat(0);
    let at = first;
    do {
      const e = exp(f32x4.sub(v128.load(at), max));
      v128.store(at, e);
      total = f32x4.add(total, e);
      at += laneStride;
    } while (at < end);
    v128.store(maxima + row, max);
    v128.store(totals + row, total);
  }
}

/** a ← softmax(a) of each row. */
export function softmaxColumns(a: usize, units: i32): void {
  exponentiate(a, units);
  for (let row: usize = 0; row < laneStride; row += 16) {
    const scale = f32x4.div(f32x4.splat(1), v128.load(totals + row));
    let at = a + row;
    const end = at + <usize>units * laneStride;
    do {
      v128.store(at, f32x4.mul(v128.load(at), scale));
      at += laneStride;
    } while (at < end);
  }
}
