import {
  type BlockShape,
  groupsGlsl,
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
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}${layerGlsl}
${groupsGlsl(shape)}
uniform sampler2DArray activations;
uniform sampler2DArray deltas;
uniform ivec2 placesAt;
${outputsGlsl(rows)}
void main() {
  ${blockGlsl(shape.fold)}
  ${repeat(rows, (r) => `vec4 sum${r} = vec4(0);`)}
  int g = 0;
  do {
    ivec2 at = groupAt(placesAt.y, g, y);
    mat4 w = weightsAt(ivec2(tile.x + g, tile.y + places.x + group * cells));
    ${repeat(rows, (r) => `sum${r} += texelFetch(deltas, ivec3(at, ${r}), 0) * w;`)}
  } while (++g < layer.y);
  ivec2 own = groupAt(placesAt.x, group, y);
  ${repeat(rows, (r) => `target${r} = sum${r} * texelFetch(activations, ivec3(own, ${rows + r}), 0);`)}
}`;
}
