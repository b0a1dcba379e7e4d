import { headerGlsl, outputsGlsl, passGlsl, tileGlsl } from '#src/engine/webgl/glsl/common.ts';

/** Columns of the readings: the two state texels, the gradient norm, then a column for each pass of the evaluation. */
export const readingColumns = { sums: 0, flags: 1, norm: 2, scores: 3 } as const;

/** A segment's readings, a row for each replica: copies what the state texels and the norm say. */
export const stateFragment = `${headerGlsl}${tileGlsl}
uniform sampler2DArray state;
uniform sampler2D norms;
uniform int readingsY; // first row of the segment
${outputsGlsl(1)}
void main() {
  int replica = int(gl_FragCoord.y) - readingsY;
  int x = int(gl_FragCoord.x);
  target0 = x < ${readingColumns.norm}
    ? texelFetch(state, ivec3(tileOrigin(replica) + ivec2(x, 0), 0), 0)
    : texelFetch(norms, ivec2(0, replica), 0);
}`;

/** Sums the scores of a pass of the evaluation: (losses, rows classified rightly). */
export const scoresFragment = `${headerGlsl}${passGlsl()}
uniform sampler2DArray scores;
uniform int readingsY;
${outputsGlsl(1)}
void main() {
  int first = (int(gl_FragCoord.y) - readingsY) * pass.blocks;
  float losses = 0.0, right = 0.0;
  // Sums of 16 blocks first: a running sum of thousands would lose digits.
  for (int begin = 0; begin < pass.blocks; begin += 16) {
    vec4 some = vec4(0);
    for (int b = begin; b < min(begin + 16, pass.blocks); ++b) {
      some += texelFetch(scores, ivec3(0, first + b, 0), 0);
      right += dot(texelFetch(scores, ivec3(0, first + b, 1), 0), vec4(1));
    }
    losses += dot(some, vec4(1));
  }
  target0 = vec4(losses, right, 0, 0);
}`;
