import {
  type BlockShape,
  headerGlsl,
  outputsGlsl,
  repeat,
  tileGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { bandRows } from '#src/engine/webgl/layout.ts';

/**
 * The gradient's global norm in two draws: sums of squares over bands of each column of a replica's tile (a replica's
 * bands below each other), then over all of those, and the root.
 */
export function squaresFragment({ weightRows }: BlockShape): string {
  return `${headerGlsl}${tileGlsl}
uniform sampler2DArray gradients;
uniform int bands; // of a tile
uniform int slices;
uniform int replicas;
${outputsGlsl(1)}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int replica = at.y / bands;
  int first = 1 + (at.y - replica * bands) * ${bandRows}; // behind the state texels
  float sum = 0.0;
  for (int y = first; y < min(first + ${bandRows}, tile.height); ++y) {
    ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
    for (int s = 0; s < slices; ++s) {
      ivec2 there = tileOrigin(s * replicas + replica) + ivec2(at.x, y);
      ${repeat(weightRows, (k) => `g${k} += texelFetch(gradients, ivec3(there, ${k}), 0);`)}
    }
    sum += ${repeat(weightRows, (k) => `dot(g${k}, g${k})`, ' + ')};
  }
  target0 = vec4(sum);
}`;
}

export const normFragment = `${headerGlsl}${tileGlsl}
uniform sampler2D squares;
uniform int bands;
${outputsGlsl(1)}
void main() {
  int first = int(gl_FragCoord.y) * bands;
  float sum = 0.0;
  for (int y = first; y < first + bands; ++y) {
    for (int x = 0; x < tile.width; ++x) sum += texelFetch(squares, ivec2(x, y), 0).x;
  }
  target0 = vec4(sqrt(sum));
}`;
