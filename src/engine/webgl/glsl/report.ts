import { headerGlsl, outputsGlsl, stepGlsl } from '#src/engine/webgl/glsl/common.ts';

/** Columns of the report texture: the two state texels, the gradient norm, then a column a pass of the evaluation. */
export const reportColumns = { sums: 0, flags: 1, norm: 2, scores: 3 } as const;

/** A segment's report, a row a replica: copies what the state texels and the norm say. */
export const reportFragment = `${headerGlsl}
uniform sampler2DArray state;
uniform sampler2D norms;
uniform ivec3 tiles;
uniform int stateY;
uniform int reportY; // first row of the segment
${outputsGlsl(1)}
void main() {
  int replica = int(gl_FragCoord.y) - reportY;
  int column = replica / tiles.z;
  ivec2 corner = ivec2(column * tiles.x, (replica - column * tiles.z) * tiles.y + stateY);
  int x = int(gl_FragCoord.x);
  target0 = x < ${reportColumns.norm}
    ? texelFetch(state, ivec3(corner + ivec2(x, 0), 0), 0)
    : texelFetch(norms, ivec2(0, replica), 0);
}`;

/** Sums the scores of a pass of the evaluation: (losses, rows classified rightly). */
export const scoreFragment = `${headerGlsl}${stepGlsl()}
uniform sampler2DArray scores;
uniform int reportY;
${outputsGlsl(1)}
void main() {
  int first = (int(gl_FragCoord.y) - reportY) * extent.y;
  float losses = 0.0, right = 0.0;
  // Sums of 16 blocks first: a running sum of thousands would lose digits.
  for (int begin = 0; begin < extent.y; begin += 16) {
    vec4 some = vec4(0);
    for (int b = begin; b < min(begin + 16, extent.y); ++b) {
      some += texelFetch(scores, ivec3(0, first + b, 0), 0);
      right += dot(texelFetch(scores, ivec3(0, first + b, 1), 0), vec4(1));
    }
    losses += dot(some, vec4(1));
  }
  target0 = vec4(losses, right, 0, 0);
}`;
