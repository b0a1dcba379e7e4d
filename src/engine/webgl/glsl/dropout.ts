/** The mask hash of `src/network/dropout.ts`, and `mix32` of `src/lib/mix32.ts`, in GLSL. */
export const mix32Glsl = /* glsl */ `
uint mix32(uint h) {
  h = (h ^ (h >> 16)) * 0x7feb352du;
  h = (h ^ (h >> 15)) * 0x846ca68bu;
  return h ^ (h >> 16);
}`;

/**
 * `void drop(uint key, int row, int unit, int which, inout vec4 a, inout vec4 slope)` on four units from `unit` on. A
 * program serves one layer or two: of the `which`-th, kept units are a ↦ scale·a + shift, and dropped ones answer
 * `dropped`: `dropoutMap` of `src/network/activations.ts`.
 */
export function dropoutGlsl(replicas: number): string {
  return /* glsl */ `
uniform uint dropoutSeeds[${replicas}];
uniform uint thresholds[2];
uniform vec3 dropoutMaps[2]; // scale, shift, dropped
${mix32Glsl}
uint dropoutKey(int replica, int step, int layer) {
  return mix32(mix32(mix32(dropoutSeeds[replica]) + uint(step)) + uint(layer));
}
void drop(uint key, int row, int unit, int which, inout vec4 a, inout vec4 slope) {
  uint base = mix32(key + uint(row));
  uvec4 hash = uvec4(
    mix32(base + uint(unit)), mix32(base + uint(unit + 1)),
    mix32(base + uint(unit + 2)), mix32(base + uint(unit + 3))) >> 8;
  bvec4 kept = greaterThanEqual(hash, uvec4(thresholds[which]));
  vec3 map = dropoutMaps[which];
  a = mix(vec4(map.z), map.x * a + map.y, kept);
  slope = mix(vec4(0), map.x * slope, kept);
}`;
}
