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
 *
 * @param joins columns before the layer's own take the deltas of the other texture; `otherX` = the first of them
 */
export function deltaFragment(shape: BlockShape, joins: boolean): string {
  const { rowsPerBlock: rows, fold } = shape;
  const copy = (r: number) => `target${r} = texelFetch(deltas, ivec3(there, ${r}), 0);`;
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}${layerGlsl}
${groupsGlsl(shape)}
uniform sampler2DArray activations;
uniform sampler2DArray deltas;
uniform ivec2 placesAt;
${joins ? 'uniform int otherX;' : ''}
${outputsGlsl(rows)}
void main() {
  ${blockGlsl(fold)}
  turns = layer.y;
  ${joins ? 'bool isOwn = pixel.x >= places.z;\n  if (!isOwn) { group = 0; turns = 1; }' : ''}
  ${repeat(rows, (r) => `vec4 sum${r} = vec4(0);`)}
  int g = 0;
  do {
    ivec2 at = groupAt(placesAt.y, g, y);
    mat4 w = weightsAt(ivec2(tile.x + g, tile.y + places.x + group * cells));
    ${repeat(rows, (r) => `sum${r} += texelFetch(deltas, ivec3(at, ${r}), 0) * w;`)}
  } while (++g < turns);
  ivec2 own = groupAt(placesAt.x, group, y);
  ${repeat(rows, (r) => `target${r} = sum${r} * texelFetch(activations, ivec3(own, ${rows + r}), 0);`)}
  ${
    joins
      ? `ivec2 there = ivec2(pixel.x - otherX, pixel.y);
  if (!isOwn) { ${repeat(rows, copy, ' ')} }`
      : ''
  }
}`;
}
