import { type BlockShape, headerGlsl, outputsGlsl, repeat } from '#src/engine/webgl/glsl/common.ts';

/** Rows of a tile whose squares one fragment sums. */
export const bandRows = 32;

/**
 * The gradient's global norm in two draws: sums of squares over bands of each column of a replica's tile (a replica's
 * bands below each other), then over all of those, and the root. `tiles` as in `weightsGlsl`, `bands` = bands of a
 * tile, height of a tile; `slices` = slices, replicas.
 */
export function squaresFragment({ weightRows }: BlockShape): string {
  return `${headerGlsl}
uniform sampler2DArray gradients;
uniform ivec3 tiles;
uniform ivec2 bands;
uniform ivec2 slices;
${outputsGlsl(1)}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int replica = at.y / bands.x;
  int first = 1 + (at.y - replica * bands.x) * ${bandRows}; // behind the state texels
  float sum = 0.0;
  for (int y = first; y < min(first + ${bandRows}, bands.y); ++y) {
    ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
    for (int s = 0; s < slices.x; ++s) {
      int tile = s * slices.y + replica, column = tile / tiles.z;
      ivec2 there = ivec2(column * tiles.x + at.x, (tile - column * tiles.z) * tiles.y + y);
      ${repeat(weightRows, (k) => `g${k} += texelFetch(gradients, ivec3(there, ${k}), 0);`)}
    }
    sum += ${repeat(weightRows, (k) => `dot(g${k}, g${k})`, ' + ')};
  }
  target0 = vec4(sum);
}`;
}

export const normFragment = `${headerGlsl}
uniform sampler2D squares;
uniform ivec3 tiles;
uniform ivec2 bands;
${outputsGlsl(1)}
void main() {
  int first = int(gl_FragCoord.y) * bands.x;
  float sum = 0.0;
  for (int y = first; y < first + bands.x; ++y) {
    for (int x = 0; x < tiles.x; ++x) sum += texelFetch(squares, ivec2(x, y), 0).x;
  }
  target0 = vec4(sqrt(sum));
}`;
