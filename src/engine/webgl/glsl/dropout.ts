/** The mask hash of `src/network/dropout.ts`, and `mix32` of `src/lib/mix32.ts`, in GLSL. */
export const mix32Glsl = /* glsl */ `
uint mix32(uint h) {
  h = (h ^ (h >> 16)) * 0x7feb352du;
  h = (h ^ (h >> 15)) * 0x846ca68bu;
  return h ^ (h >> 16);
}`;

/** `drop` on four units from `unit` on: `dropoutMap` of `src/network/dropout.ts`, with the uniforms of a layer. */
export function dropoutGlsl(replicas: number): string {
  return /* glsl */ `
struct Dropout {
  uint threshold; // what the upper 24 bits of a unit's hash are compared with
  float scale;    // kept units become scale·a + shift
  float shift;
  float dropped;  // what dropped ones answer
};
uniform Dropout dropout;
uniform Dropout dropoutBefore;
uniform uint dropoutSeeds[${replicas}];
${mix32Glsl}
uint dropoutKey(int replica, int step, int layer) {
  return mix32(mix32(mix32(dropoutSeeds[replica]) + uint(step)) + uint(layer));
}
void drop(Dropout map, uint key, int row, int unit, inout vec4 a, inout vec4 slope) {
  uint base = mix32(key + uint(row));
  uvec4 hash = uvec4(
    mix32(base + uint(unit)), mix32(base + uint(unit + 1)),
    mix32(base + uint(unit + 2)), mix32(base + uint(unit + 3))) >> 8;
  bvec4 kept = greaterThanEqual(hash, uvec4(map.threshold));
  a = mix(vec4(map.dropped), map.scale * a + map.shift, kept);
  slope = mix(vec4(0), map.scale * slope, kept);
}`;
}
