#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;
precision highp sampler2DArray;
layout(std140) uniform Pass {
  int rows;
  int blocks;
  int firstRow;
  int inference;
  int inputsAt;
  int inputsStride;
  int targetsAt;
  int targetsStride;
  int orderAt;
  int orderStride;
  int stepsBefore;
  int firstReplica;
  int stepInSegment;
  int batchRows;
  int accumulates;
  int reserved;
  float inverseBlocks;
  float inverseBatchRows;
  float meanCorrection;
  float squareCorrection;
} pass;
int quotient(int a, float inverse) { return int((float(a) + 0.5) * inverse); }
struct Tile {
  int width;
  int height;
  int perColumn;
};
uniform Tile tile;
ivec2 tileOrigin(int index) {
  if (index < tile.perColumn) return ivec2(0, index * tile.height);
  int column = index / tile.perColumn;
  return ivec2(column * tile.width, (index - column * tile.perColumn) * tile.height);
}
uniform sampler2DArray state;
// Four inputs × four units: column c of the matrix is the c-th input. @param cell that of input 4k: (x, y + k·2)
mat4 weightsAt(ivec2 cell) {
  return mat4(
    texelFetch(state, ivec3(cell.x, cell.y + 0, 0), 0),
    texelFetch(state, ivec3(cell.x, cell.y + 0, 1), 0),
    texelFetch(state, ivec3(cell.x, cell.y + 1, 0), 0),
    texelFetch(state, ivec3(cell.x, cell.y + 1, 1), 0));
}
const int cells = 2;
struct Layer {
  int inputGroups; // texels of a row of inputs, with the 1 behind them
  int unitGroups;  // texels of a row of units
  int units;
  int index;
  int weightsY;    // first row of its cells in the tile
  int inputX;      // first column of its inputs in their texture
  int activationX; // first column of its activations and slopes
  int deltaX;      // first column of its deltas
};
uniform Layer layer;
uniform int fold;
ivec2 groupAt(int x, int g, int y) {
  return ivec2(x + (g >> fold), (y << fold) + (g & ((1 << fold) - 1)));
}
int groupOf(ivec2 pixel, int x) {
  return ((pixel.x - x) << fold) + (pixel.y & ((1 << fold) - 1));
}
uniform sampler2D inputs;
uniform usampler2D order;
ivec2 line(int index) { return ivec2(index & 2047, index >> 11); }
// The pass's last row stands in for those that a short batch leaves empty.
int rowAt(int replica, int position) {
  int place = min(position, pass.rows - 1);
  if (pass.inference == 1) return place;
  return int(texelFetch(order, line(pass.orderAt + replica * pass.orderStride + place), 0).x);
}
vec4 inputsOf(int replica, int position, int texels, int texel) {
  int row = pass.inputsAt + replica * pass.inputsStride + texels * rowAt(replica, position);
  return texelFetch(inputs, line(row + texel), 0);
}
uniform sampler2DArray activations;
struct Joint {
  int inputX;      // first column of the network's inputs
  int otherX;      // first column of the other texture's activations
  int inputGroups; // texels of a row of the network's inputs
};
uniform Joint joint;
vec4 pick(vec4 no, vec4 yes, bvec4 isSo) { return mix(no, yes, isSo); }
bvec4 isAbove(vec4 x, vec4 bound) { return greaterThan(x, bound); }
bvec4 isBelow(vec4 x, vec4 bound) { return lessThan(x, bound); }
void activate(vec4 z, out vec4 a, out vec4 slope) {
  vec4 e = 1.6732632423543772 * exp(min(z, vec4(0.0)));
  a = 1.0507009873554805 * pick(z, e - 1.6732632423543772, isBelow(z, vec4(0.0)));
  slope = 1.0507009873554805 * pick(e, vec4(1.0), isAbove(z, vec4(0.0)));
}
struct Dropout {
  uint threshold; // what the upper 24 bits of a unit's hash are compared with
  float scale;    // kept units become scale·a + shift
  float shift;
  float dropped;  // what dropped ones answer
};
uniform Dropout dropout;
uniform Dropout dropoutBefore;
uniform uint dropoutSeeds[1];
uint mix32(uint h) {
  h = (h ^ (h >> 16)) * 0x7feb352du;
  h = (h ^ (h >> 15)) * 0x846ca68bu;
  return h ^ (h >> 16);
}
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
}
layout(location = 0) out vec4 target0;
layout(location = 1) out vec4 target1;
layout(location = 2) out vec4 target2;
layout(location = 3) out vec4 target3;
void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  int y = pixel.y >> fold;
  int place = quotient(y, pass.inverseBlocks);
  int block = y - place * pass.blocks;
  int replica = pass.firstReplica + place;
  ivec2 corner = tileOrigin(replica);
  bool isOwn = pixel.x >= layer.activationX;
  int group = isOwn ? groupOf(pixel, layer.activationX) : 0;
  int turns = isOwn && group < layer.unitGroups ? layer.inputGroups : 1; // other sums are not asked for
  vec4 z0 = vec4(0);
  vec4 z1 = vec4(0);
  int k = 0;
  do {
    ivec2 at = groupAt(layer.inputX, k, y);
    vec4 x0 = texelFetch(activations, ivec3(at, 0), 0);
    vec4 x1 = texelFetch(activations, ivec3(at, 1), 0);
    mat4 w0 = weightsAt(ivec2(corner.x + group + 0, corner.y + layer.weightsY + k * cells));
    z0 += w0 * x0;
    z1 += w0 * x1;
  } while (++k < turns);
  // Behind the last unit stands the 1 that the next layer's biases are multiplied by.
  ivec4 unit = 4 * group + ivec4(0, 1, 2, 3);
  bvec4 present = lessThan(unit, ivec4(layer.units));
  vec4 absent = vec4(equal(unit, ivec4(layer.units)));
  int first = pass.firstRow + block * 2;
  uint key = dropoutKey(replica, pass.stepsBefore, layer.index);
  vec4 a0, slope0;
  activate(z0, a0, slope0);
  if (pass.inference == 0) drop(dropout, key, first + 0, 4 * group, a0, slope0);
  a0 = mix(absent, a0, present);
  slope0 = mix(vec4(0), slope0, present);
  if (pixel.x < joint.otherX) a0 = inputsOf(replica, block * 2 + 0, joint.inputGroups, groupOf(pixel, joint.inputX));
  vec4 a1, slope1;
  activate(z1, a1, slope1);
  if (pass.inference == 0) drop(dropout, key, first + 1, 4 * group, a1, slope1);
  a1 = mix(absent, a1, present);
  slope1 = mix(vec4(0), slope1, present);
  if (pixel.x < joint.otherX) a1 = inputsOf(replica, block * 2 + 1, joint.inputGroups, groupOf(pixel, joint.inputX));
  target0 = a0;
  target2 = slope0;
  target1 = a1;
  target3 = slope1;
  ivec2 there = ivec2(pixel.x - joint.otherX, pixel.y);
  if (!isOwn && there.x >= 0) { target0 = texelFetch(activations, ivec3(there, 0), 0); target1 = texelFetch(activations, ivec3(there, 1), 0); }
}
