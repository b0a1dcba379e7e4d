/**
 * Vectors of four float32 numbers.
 *
 * Loops over vectors test their end at the bottom, here and in all kernels: V8 moves what does not change (constants,
 * broadcasts, even divisions) out of a loop only if the loop's first block is sure to run in each round.
 */

/** acc + x·y in each lane; one instruction, rounded once, where relaxed SIMD is compiled in. @inline */
export function madd(x: v128, y: v128, acc: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, acc);
  return f32x4.add(acc, f32x4.mul(x, y));
}

/** (Σa, Σb, Σc, Σd) @inline */
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 2, 6), v128.shuffle<f32>(a, b, 1, 5, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 2, 6), v128.shuffle<f32>(c, d, 1, 5, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** The sum of the four lanes. @inline */
export function sum(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The largest of the four lanes. @inline */
export function largest(x: v128): f32 {
  const pairs = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** Under these a number or a square counts as zero: a mean that decays would get stuck at the smallest denormal. */
const TINY: f32 = 1e-30;
const TINY_SQUARE: f32 = 1e-36;

/** x, and 0 for what is next to nothing: arithmetic on denormals is many times slower. NaN stays. @inline */
export function flushed(x: v128): v128 {
  return v128.andnot(x, f32x4.le(f32x4.abs(x), f32x4.splat(TINY)));
}

/** The same of squares. @inline */
export function flushedSquare(x: v128): v128 {
  return v128.andnot(x, f32x4.le(x, f32x4.splat(TINY_SQUARE)));
}
