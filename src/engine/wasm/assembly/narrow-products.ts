import { madd, sum, sums } from './simd';

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

/** @inline */
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
