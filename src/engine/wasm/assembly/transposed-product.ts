import { madd, sums } from './simd';

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

/** @inline */
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

/** @inline */
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
