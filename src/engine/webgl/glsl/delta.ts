import {
  type BlockShape,
  brokenGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
  weightsGlsl,
} from './common.ts';
import { blockGlsl, layerGlsl } from './forward.ts';

/**
 * ∂loss/∂z of a hidden layer: (deltas of the next layer · its weightsᵀ) ∘ slopes. One program for every activation and
 * kind of dropout, since the forward pass has left the slopes. `layer` and `places` are the next layer's, but for what
 * is written: `placesAt` = column of the slopes in `activations`, column of the deltas read.
 */
export function deltaFragment(shape: BlockShape): string {
  const { rowsPerBlock: rows } = shape;
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}${layerGlsl}${brokenGlsl}
uniform sampler2DArray activations;
uniform sampler2DArray deltas;
uniform ivec2 placesAt;
${outputsGlsl(rows)}
void main() {
  ${blockGlsl}
  ${repeat(rows, (r) => `vec4 sum${r} = vec4(0);`)}
  for (int g = 0; g < layer.y; ++g) {
    mat4 w = weightsAt(ivec2(tile.x + g, tile.y + places.x + group * cells));
    ${repeat(rows, (r) => `sum${r} += texelFetch(deltas, ivec3(placesAt.y + g, y, ${r}), 0) * w;`)}
  }
  ${repeat(
    rows,
    (r) => `vec4 slope${r} = texelFetch(activations, ivec3(placesAt.x + group, y, ${rows + r}), 0);
  bool broken${r} = texelFetch(deltas, ivec3(placesAt.y, y, ${r}), 0).x >= broken;
  target${r} = broken${r} ? vec4(broken) : sound(sum${r} * slope${r});`,
  )}
}`;
}
