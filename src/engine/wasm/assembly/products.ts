/**
 * Matrix products on float32 matrices whose rows are padded to a multiple of four columns. Strides are in bytes.
 *
 * A tile of the result stays in eight vector registers while the inner dimension streams by: 4 rows × 8 columns take
 * two vector loads and four broadcasts for eight multiply-adds, which two load ports just keep up with. More rows or
 * a wider tile would not fit the sixteen registers of x86 and run at half the speed.
 */
import { madd, sum, sums } from './simd';

/**
 * C = I + A·B.
 *
 * @param a element (i, q) of A is at a + i·rowStride + q·innerStride, so that A may be read transposed
 * @param b [k × n], rows `strideB` apart
 * @param start I, rows `strideStart` apart: a bias vector or zeros with stride 0, or C itself to accumulate
 * @param c [m × n], rows `strideC` apart
 * @param n a multiple of 4
 */
export function product(
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

// @ts-ignore: decorator
@inline
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

// @ts-ignore: decorator
@inline
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

// @ts-ignore: decorator
@inline
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

/** One row alone has too few independent sums to hide the latency of an addition in eight columns. */
// @ts-ignore: decorator
@inline
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

// @ts-ignore: decorator
@inline
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

// @ts-ignore: decorator
@inline
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

/**
 * C ← C ∘ (A·Bᵀ): sums go along the rows of both, which are read as they lie; nothing is transposed in memory. The
 * lanes of a sum are added up once a tile.
 *
 * @param a [m × k], rows `strideA` apart
 * @param b [n × k], rows `strideB` apart
 * @param c [m × n], rows `strideC` apart
 * @param n a multiple of 4
 * @param k a multiple of 4
 */
export function timesTransposed(
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
  c: usize,
  strideC: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  for (; n > 0; n -= 4) {
    let ai = a;
    let ci = c;
    let rows = m;
    for (; rows >= 2; rows -= 2) {
      dots2x4(ai, strideA, b, strideB, ci, strideC, k);
      ai += 2 * strideA;
      ci += 2 * strideC;
    }
    if (rows) dots1x4(ai, b, strideB, ci, k);
    b += 4 * strideB;
    c += 16;
  }
}

// @ts-ignore: decorator
@inline
function dots2x4(
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
  c: usize,
  strideC: usize,
  k: i32,
): void {
  let a1 = a + strideA;
  let b1 = b + strideB;
  let b2 = b1 + strideB;
  let b3 = b2 + strideB;
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c02 = c00;
  let c03 = c00;
  let c10 = c00;
  let c11 = c00;
  let c12 = c00;
  let c13 = c00;
  do {
    const x0 = v128.load(a);
    const x1 = v128.load(a1);
    let y = v128.load(b);
    c00 = madd(x0, y, c00);
    c10 = madd(x1, y, c10);
    y = v128.load(b1);
    c01 = madd(x0, y, c01);
    c11 = madd(x1, y, c11);
    y = v128.load(b2);
    c02 = madd(x0, y, c02);
    c12 = madd(x1, y, c12);
    y = v128.load(b3);
    c03 = madd(x0, y, c03);
    c13 = madd(x1, y, c13);
    a += 16;
    a1 += 16;
    b += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
    k -= 4;
  } while (k > 0);
  v128.store(c, f32x4.mul(v128.load(c), sums(c00, c01, c02, c03)));
  v128.store(c + strideC, f32x4.mul(v128.load(c + strideC), sums(c10, c11, c12, c13)));
}

// @ts-ignore: decorator
@inline
function dots1x4(a: usize, b: usize, strideB: usize, c: usize, k: i32): void {
  let b1 = b + strideB;
  let b2 = b1 + strideB;
  let b3 = b2 + strideB;
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  do {
    const x = v128.load(a);
    c0 = madd(x, v128.load(b), c0);
    c1 = madd(x, v128.load(b1), c1);
    c2 = madd(x, v128.load(b2), c2);
    c3 = madd(x, v128.load(b3), c3);
    a += 16;
    b += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
    k -= 4;
  } while (k > 0);
  v128.store(c, f32x4.mul(v128.load(c), sums(c0, c1, c2, c3)));
}

/** Columns' sums: c = start + Σ over m rows of a. @param n a multiple of 4 */
export function columnSums(a: usize, strideA: usize, start: usize, c: usize, m: i32, n: i32): void {
  for (; n > 0; n -= 4) {
    let acc = v128.load(start);
    let ai = a;
    for (let rows = m; rows > 0; rows--) {
      acc = f32x4.add(acc, v128.load(ai));
      ai += strideA;
    }
    v128.store(c, acc);
    a += 16;
    start += 16;
    c += 16;
  }
}

/**
 * The products of a layer with fewer than four units, whose weights lie transposed, [units × inputs]: padding its
 * rows of weights to four columns would make up to four times the work.
 *
 * C = bias + A·Wᵀ with A [m × k], W [n × k], C [m × n]; the columns of C from n on stay as they are.
 *
 * @param k a multiple of 4
 */
export function narrowProduct(
  a: usize,
  strideA: usize,
  w: usize,
  strideW: usize,
  bias: usize,
  c: usize,
  strideC: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  for (; n > 0; n--) {
    const start = load<f32>(bias);
    let ai = a;
    let ci = c;
    let rows = m;
    for (; rows >= 4; rows -= 4) {
      const z = f32x4.add(f32x4.splat(start), dots4x1(ai, strideA, w, k));
      v128.store_lane<f32>(ci, z, 0);
      v128.store_lane<f32>(ci + strideC, z, 1);
      v128.store_lane<f32>(ci + 2 * strideC, z, 2);
      v128.store_lane<f32>(ci + 3 * strideC, z, 3);
      ai += 4 * strideA;
      ci += 4 * strideC;
    }
    for (; rows > 0; rows--) {
      let acc = f32x4.splat(0);
      for (let q = 0; q < k; q += 4) {
        acc = madd(v128.load(ai + 4 * q), v128.load(w + 4 * q), acc);
      }
      store<f32>(ci, start + sum(acc));
      ai += strideA;
      ci += strideC;
    }
    w += strideW;
    bias += 4;
    c += 4;
  }
}

// @ts-ignore: decorator
@inline
function dots4x1(a: usize, strideA: usize, w: usize, k: i32): v128 {
  let a1 = a + strideA;
  let a2 = a1 + strideA;
  let a3 = a2 + strideA;
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  do {
    const y = v128.load(w);
    c0 = madd(v128.load(a), y, c0);
    c1 = madd(v128.load(a1), y, c1);
    c2 = madd(v128.load(a2), y, c2);
    c3 = madd(v128.load(a3), y, c3);
    a += 16;
    a1 += 16;
    a2 += 16;
    a3 += 16;
    w += 16;
    k -= 4;
  } while (k > 0);
  return sums(c0, c1, c2, c3);
}

/**
 * C ← C ∘ (A·W) for a narrow layer: A [m × n], W [n × k] transposed weights, C [m × k].
 *
 * @param n 1…3
 * @param k a multiple of 4
 */
export function narrowBackward(
  a: usize,
  strideA: usize,
  w: usize,
  strideW: usize,
  c: usize,
  strideC: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  for (; m > 0; m--) {
    const x0 = v128.load32_splat(a);
    const x1 = v128.load32_splat(a, 4);
    const x2 = v128.load32_splat(a, 8);
    let wq = w;
    for (let q = 0; q < k; q += 4) {
      let acc = f32x4.mul(x0, v128.load(wq));
      if (n > 1) acc = madd(x1, v128.load(wq + strideW), acc);
      if (n > 2) acc = madd(x2, v128.load(wq + 2 * strideW), acc);
      v128.store(c + 4 * q, f32x4.mul(v128.load(c + 4 * q), acc));
      wq += 16;
    }
    a += strideA;
    c += strideC;
  }
}
