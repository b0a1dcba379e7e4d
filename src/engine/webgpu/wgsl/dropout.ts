/** The mask hash of `src/network/dropout.ts`, and `mix32` of `src/lib/mix32.ts`, in WGSL. */
export const mix32Wgsl = /* wgsl */ `
fn mix32(value: u32) -> u32 {
  var h = (value ^ (value >> 16)) * 0x7feb352d;
  h = (h ^ (h >> 15)) * 0x846ca68b;
  return h ^ (h >> 16);
}`;

/** `drop` on four rows of one unit: `dropoutMap` of `src/network/dropout.ts`, with the numbers of a `Layer`. */
export const dropoutWgsl = /* wgsl */ `${mix32Wgsl}
fn dropoutKey(seed: u32, step: u32, layer: u32) -> u32 {
  return mix32(mix32(mix32(seed) + step) + layer);
}
fn isKept(key: u32, row: u32, unit: u32, threshold: u32) -> bool {
  return mix32(mix32(key + row) + unit) >> 8 >= threshold;
}
fn drop(a: Activated, layer: Layer, key: u32, row: u32, unit: u32) -> Activated {
  let kept = vec4<bool>(
    isKept(key, row, unit, layer.threshold), isKept(key, row + 1, unit, layer.threshold),
    isKept(key, row + 2, unit, layer.threshold), isKept(key, row + 3, unit, layer.threshold));
  return Activated(
    select(vec4f(layer.dropped), layer.scale * a.value + layer.shift, kept),
    select(vec4f(0), layer.scale * a.slope, kept));
}`;
