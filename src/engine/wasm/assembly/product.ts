/**
 * Matrix products on float32 matrices whose rows are padded to a multiple of four columns. Strides are in bytes.
 *
 * A tile of the result stays in eight vector registers while the inner dimension streams by: 4 rows × 8 columns take
 * two vector loads and four broadcasts for eight multiply-adds, which two load ports just keep up with. More rows or
 * a wider tile would not fit the sixteen registers of x86 and run at half the speed.
 */
import { madd } from './simd';

/**
 * C = bias + A·B.
 *
 * @param a [m × k], rows `strideA` apart; likewise b [k × n] and c [m × n]
 * @param bias [n]
 * @param n a multiple of 4
 * @inline
 */
export function product(
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
  bias: usize,
  c: usize,
  strideC: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  stridedProduct(a, strideA, 4, b, strideB, bias, 0, c, strideC, m, n, k);
}

/**
 * C = I + Aᵀ·B.
 *
 * @param a [k × m], rows `strideA` apart; likewise b [k × n] and c [m × n]
 * @param start I, rows `strideStart` apart: zeros with stride 0, or C itself to accumulate
 * @param n a multiple of 4
 * @inline
 */
export function transposedTimes(
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
  start: usize,
  strideStart: usize,
  c: usize,
  strideC: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  stridedProduct(a, 4, strideA, b, strideB, start, strideStart, c, strideC, m, n, k);
}

/** C = I + A·B, where element (i, q) of A is at a + i·rowStride + q·innerStride. */
function stridedProduct(
  a: usize,
  rowStride: usize,
  innerStride: usize,
  b: usize,
  strideB: usize,
  start: usize,
  strideStart: usize,
  c: usize,
  strideC: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  if (m === 1) {
    for (; n >= 32; n -= 32) {
      tile1x32(a, innerStride, b, strideB, start, c, k);
      b += 128;
      start += 128;
      c += 128;
    }
  }
  for (; n >= 8; n -= 8) {
    let rows = m;
    let ai = a;
    let si = start;
    let ci = c;
    for (; rows >= 4; rows -= 4) {
      tile4x8(ai, rowStride, innerStride, b, strideB, si, strideStart, ci, strideC, k);
      ai += 4 * rowStride;
      si += 4 * strideStart;
      ci += 4 * strideC;
    }
    if (rows & 2) {
      tile2x8(ai, rowStride, innerStride, b, strideB, si, strideStart, ci, strideC, k);
      ai += 2 * rowStride;
      si += 2 * strideStart;
      ci += 2 * strideC;
    }
    if (rows & 1) tile1x8(ai, innerStride, b, strideB, si, ci, k);
    b += 32;
    start += 32;
    c += 32;
  }
  if (n >= 4) {
    let rows = m;
    for (; rows >= 4; rows -= 4) {
      tile4x4(a, rowStride, innerStride, b, strideB, start, strideStart, c, strideC, k);
      a += 4 * rowStride;
      start += 4 * strideStart;
      c += 4 * strideC;
    }
    for (; rows > 0; rows--) {
      tile1x4(a, innerStride, b, strideB, start, c, k);
      a += rowStride;
      start += strideStart;
      c += strideC;
    }
  }
}

/** @inline */
function tile4x8(
  a: usize,
  rowStride: usize,
  innerStride: usize,
  b: usize,
  strideB: usize,
  start: usize,
  strideStart: usize,
  c: usize,
  strideC: usize,
  k: i32,
): void {
  let a0 = a;
  let a1 = a0 + rowStride;
  let a2 = a1 + rowStride;
  let a3 = a2 + rowStride;
  let c00 = v128.load(start);
  let c01 = v128.load(start, 16);
  let c10 = v128.load(start + strideStart);
  let c11 = v128.load(start + strideStart, 16);
  let c20 = v128.load(start + 2 * strideStart);
  let c21 = v128.load(start + 2 * strideStart, 16);
  let c30 = v128.load(start + 3 * strideStart);
  let c31 = v128.load(start + 3 * strideStart, 16);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a1);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load32_splat(a2);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load32_splat(a3);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    a0 += innerStride;
    a1 += innerStride;
    a2 += innerStride;
    a3 += innerStride;
    b += strideB;
    k--;
  } while (k > 0);
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c + strideC, c10);
  v128.store(c + strideC, c11, 16);
  v128.store(c + 2 * strideC, c20);
  v128.store(c + 2 * strideC, c21, 16);
  v128.store(c + 3 * strideC, c30);
  v128.store(c + 3 * strideC, c31, 16);
}

/** @inline */
function tile2x8(
  a: usize,
  rowStride: usize,
  innerStride: usize,
  b: usize,
  strideB: usize,
  start: usize,
  strideStart: usize,
  c: usize,
  strideC: usize,
  k: i32,
): void {
  let a0 = a;
  let a1 = a0 + rowStride;
  let c00 = v128.load(start);
  let c01 = v128.load(start, 16);
  let c10 = v128.load(start + strideStart);
  let c11 = v128.load(start + strideStart, 16);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load32_splat(a1);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    a0 += innerStride;
    a1 += innerStride;
    b += strideB;
    k--;
  } while (k > 0);
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c + strideC, c10);
  v128.store(c + strideC, c11, 16);
}

/** @inline */
function tile1x8(
  a: usize,
  innerStride: usize,
  b: usize,
  strideB: usize,
  start: usize,
  c: usize,
  k: i32,
): void {
  let c0 = v128.load(start);
  let c1 = v128.load(start, 16);
  do {
    const x = v128.load32_splat(a);
    c0 = madd(x, v128.load(b), c0);
    c1 = madd(x, v128.load(b, 16), c1);
    a += innerStride;
    b += strideB;
    k--;
  } while (k > 0);
  v128.store(c, c0);
  v128.store(c, c1, 16);
}

/** One row alone has too few independent sums to hide the latency of an addition in eight columns. @inline */
function tile1x32(
  a: usize,
  innerStride: usize,
  b: usize,
  strideB: usize,
  start: usize,
  c: usize,
  k: i32,
): void {
  let c0 = v128.load(start);
  let c1 = v128.load(start, 16);
  let c2 = v128.load(start, 32);
  let c3 = v128.load(start, 48);
  let c4 = v128.load(start, 64);
  let c5 = v128.load(start, 80);
  let c6 = v128.load(start, 96);
  let c7 = v128.load(start, 112);
  do {
    const x = v128.load32_splat(a);
    c0 = madd(x, v128.load(b), c0);
    c1 = madd(x, v128.load(b, 16), c1);
    c2 = madd(x, v128.load(b, 32), c2);
    c3 = madd(x, v128.load(b, 48), c3);
    c4 = madd(x, v128.load(b, 64), c4);
    c5 = madd(x, v128.load(b, 80), c5);
    c6 = madd(x, v128.load(b, 96), c6);
    c7 = madd(x, v128.load(b, 112), c7);
    a += innerStride;
    b += strideB;
    k--;
  } while (k > 0);
  v128.store(c, c0);
  v128.store(c, c1, 16);
  v128.store(c, c2, 32);
  v128.store(c, c3, 48);
  v128.store(c, c4, 64);
  v128.store(c, c5, 80);
  v128.store(c, c6, 96);
  v128.store(c, c7, 112);
}

/** @inline */
function tile4x4(
  a: usize,
  rowStride: usize,
  innerStride: usize,
  b: usize,
  strideB: usize,
  start: usize,
  strideStart: usize,
  c: usize,
  strideC: usize,
  k: i32,
): void {
  let a0 = a;
  let a1 = a0 + rowStride;
  let a2 = a1 + rowStride;
  let a3 = a2 + rowStride;
  let c0 = v128.load(start);
  let c1 = v128.load(start + strideStart);
  let c2 = v128.load(start + 2 * strideStart);
  let c3 = v128.load(start + 3 * strideStart);
  do {
    const y = v128.load(b);
    c0 = madd(v128.load32_splat(a0), y, c0);
    c1 = madd(v128.load32_splat(a1), y, c1);
    c2 = madd(v128.load32_splat(a2), y, c2);
    c3 = madd(v128.load32_splat(a3), y, c3);
    a0 += innerStride;
    a1 += innerStride;
    a2 += innerStride;
    a3 += innerStride;
    b += strideB;
    k--;
  } while (k > 0);
  v128.store(c, c0);
  v128.store(c + strideC, c1);
  v128.store(c + 2 * strideC, c2);
  v128.store(c + 3 * strideC, c3);
}

/** @inline */
function tile1x4(
  a: usize,
  innerStride: usize,
  b: usize,
  strideB: usize,
  start: usize,
  c: usize,
  k: i32,
): void {
  let acc = v128.load(start);
  do {
    acc = madd(v128.load32_splat(a), v128.load(b), acc);
    a += innerStride;
    b += strideB;
    k--;
  } while (k > 0);
  v128.store(c, acc);
}
