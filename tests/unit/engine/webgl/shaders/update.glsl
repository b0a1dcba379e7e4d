#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;
precision highp sampler2DArray;
struct Rates {
  float learningRate;
  float shrinkage;
  float clipAt;
  float unitShare;
};
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
  Rates rates[1];
} pass;
flat in ivec2 corner;
flat in int kind;
flat in int inputX;
flat in int deltaX;
flat in int biasRow;
flat in int replica;
flat in int firstBlock;
uniform sampler2DArray activations;
uniform sampler2DArray deltas;
uniform int fold;
ivec2 groupAt(int x, int g, int y) {
  return ivec2(x + (g >> fold), (y << fold) + (g & ((1 << fold) - 1)));
}
int groupOf(ivec2 pixel, int x) {
  return ((pixel.x - x) << fold) + (pixel.y & ((1 << fold) - 1));
}
uniform sampler2DArray state;
uniform float momentum;
uniform float beta1;
uniform float beta2;
uniform float rho;
uniform float epsilon;
uniform float oneMinusBeta1;
uniform float oneMinusBeta2;
uniform float oneMinusRho;
uniform float l1; // penalties pull weights, not the biases
uniform float l2;
flat in float learningRate;
flat in float shrinkage;
flat in float bound;
flat in int holds;
flat in vec4 sums;
flat in vec4 flags;
layout(location = 0) out vec4 target0;
layout(location = 1) out vec4 target1;
layout(location = 2) out vec4 target2;
layout(location = 3) out vec4 target3;
layout(location = 4) out vec4 target4;
layout(location = 5) out vec4 target5;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  ivec2 cell = at - corner;
  int row = cell.y * 2;
  int begin = 0, end = pass.blocks;
  int lane = row & 3;
  ivec2 delta = groupAt(deltaX, cell.x, 0);
  ivec2 texel = groupAt(inputX, row >> 2, 0);
  vec4 g0 = vec4(0);
  vec4 g1 = vec4(0);
  if (kind == 1 && begin < end) {
    int b = begin;
    do {
      int y = (firstBlock + b) << fold;
      vec4 d0 = texelFetch(deltas, ivec3(delta.x, delta.y + y, 0), 0);
      vec4 d1 = texelFetch(deltas, ivec3(delta.x, delta.y + y, 1), 0);
      vec4 x0 = texelFetch(activations, ivec3(texel.x, texel.y + y, 0), 0);
      vec4 x1 = texelFetch(activations, ivec3(texel.x, texel.y + y, 1), 0);
      g0 += x0[lane + 0] * d0 + x1[lane + 0] * d1;
      g1 += x0[lane + 1] * d0 + x1[lane + 1] * d1;
    } while (++b < end);
  }
  {
    vec4 w = texelFetch(state, ivec3(at, 0), 0), w0 = w;
    vec4 m = texelFetch(state, ivec3(at, 2), 0), m0 = m;
    vec4 v = texelFetch(state, ivec3(at, 4), 0), v0 = v;
    g0 = clamp(g0, -bound, bound);
    if (row + 0 < biasRow) g0 += l2 * w + l1 * sign(w);
    vec4 g = g0;
    w *= shrinkage;
    m = beta1 * m + oneMinusBeta1 * g;
    v = beta2 * v + oneMinusBeta2 * g * g;
    w -= learningRate * (m * pass.meanCorrection) / (sqrt(v * pass.squareCorrection) + epsilon);
    target0 = holds > 0 ? w0 : w;
    target2 = holds > 0 ? m0 : m;
    target4 = holds > 0 ? v0 : v;
  }
  {
    vec4 w = texelFetch(state, ivec3(at, 1), 0), w0 = w;
    vec4 m = texelFetch(state, ivec3(at, 3), 0), m0 = m;
    vec4 v = texelFetch(state, ivec3(at, 5), 0), v0 = v;
    g1 = clamp(g1, -bound, bound);
    if (row + 1 < biasRow) g1 += l2 * w + l1 * sign(w);
    vec4 g = g1;
    w *= shrinkage;
    m = beta1 * m + oneMinusBeta1 * g;
    v = beta2 * v + oneMinusBeta2 * g * g;
    w -= learningRate * (m * pass.meanCorrection) / (sqrt(v * pass.squareCorrection) + epsilon);
    target1 = holds > 0 ? w0 : w;
    target3 = holds > 0 ? m0 : m;
    target5 = holds > 0 ? v0 : v;
  }
  if (kind == 2) target0 = cell.x == 0 ? sums : flags;
}
