/** Dropout masks by the counter hash of `src/network/dropout.ts`: nothing is stored, any step can be repeated. */
import { Layer } from './tables';

/** Wellons' `lowbias32`. @inline */
function mix(value: u32): u32 {
  let h = (value ^ (value >> 16)) * 0x7feb352d;
  h = (h ^ (h >> 15)) * 0x846ca68b;
  return h ^ (h >> 16);
}

/** @inline */
function mix4(value: v128): v128 {
  let h = i32x4.mul(v128.xor(value, i32x4.shr_u(value, 16)), i32x4.splat(0x7feb352d));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

/**
 * Drops outputs of a layer, and their derivatives with them.
 *
 * @param step steps taken before this one
 * @param firstRow index within its batch of the block's first row
 * @param from the first of `rows` rows, within the block
 */
export function dropUnits(
  layer: Layer,
  index: i32,
  seed: u32,
  step: i32,
  firstRow: i32,
  from: i32,
  rows: i32,
): void {
  const layerKey = mix(mix(mix(seed) + step) + index);
  const threshold = i32x4.splat(layer.dropoutThreshold);
  const scale = f32x4.splat(layer.keptScale);
  const shift = f32x4.splat(layer.keptShift);
  const dropped = f32x4.splat(layer.droppedValue);
  const width = 4 * layer.paddedUnits;
  for (let row = from; row < from + rows; row++) {
    let units = i32x4.add(i32x4.splat(mix(layerKey + (firstRow + row))), i32x4(0, 1, 2, 3));
    let a = layer.outputs + <usize>row * layer.stride;
    let d = layer.deltas + <usize>row * layer.stride;
    for (const end = a + width; a < end; a += 16, d += 16) {
      const kept = i32x4.ge_s(i32x4.shr_u(mix4(units), 8), threshold);
      const value = f32x4.add(f32x4.mul(v128.load(a), scale), shift);
      v128.store(a, v128.bitselect(value, dropped, kept));
      v128.store(d, v128.and(f32x4.mul(v128.load(d), scale), kept));
      units = i32x4.add(units, i32x4.splat(4));
    }
  }
}
