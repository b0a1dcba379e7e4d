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

/** What the draw of a hidden layer's deltas does beside. */
export interface DeltaDraw {
  /** Columns before its own take the deltas of the other texture; `otherX` = the first of them. */
  readonly joins: boolean;
  /**
   * Every fragment works out the next layer's deltas anew, from those of the last layer, which is one group wide.
   * `through` = first row of the last layer's cells in the tile, first column of the next layer's slopes in `slopes`, first
   * column of what its deltas are written to.
   */
  readonly through: boolean;
}

/**
 * ∂loss/∂z of a hidden layer: (deltas of the next layer · its weightsᵀ) ∘ slopes. One program for every activation and
 * kind of dropout, since the forward pass has left the slopes. `layer` and `places` are the next layer's, but for what
 * is written: `placesAt` = column of the slopes in `activations`, column of the deltas read.
 */
export function deltaFragment(shape: BlockShape, { joins, through }: DeltaDraw): string {
  const { rowsPerBlock: rows } = shape;
  const fetch = (r: number) => `texelFetch(deltas, ivec3(at, ${r}), 0)`;
  const copy = (r: number) => `target${r} = texelFetch(deltas, ivec3(there, ${r}), 0);`;
  const read = through
    ? `mat4 v = weightsAt(ivec2(tile.x, tile.y + through.x + g * cells));
    ivec2 at = groupAt(through.y, g, y);
    ${repeat(rows, (r) => `d${r} = last${r} * v * texelFetch(slopes, ivec3(at, ${rows + r}), 0);`)}`
    : `ivec2 at = groupAt(placesAt.y, g, y);
    ${repeat(rows, (r) => `d${r} = ${fetch(r)};`)}`;
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}${layerGlsl}
${groupsGlsl}
uniform sampler2DArray activations;
uniform sampler2DArray deltas;
uniform ivec2 placesAt;
${joins ? 'uniform int otherX;' : ''}
${through ? 'uniform ivec3 through;\nuniform sampler2DArray slopes;' : ''}
${outputsGlsl(rows)}
void main() {
  ${blockGlsl()}
  turns = layer.y;
  bool isOwn = pixel.x >= places.z;
  int group = isOwn ? groupOf(pixel, places.z) : 0;
  int g = 0;
  if (!isOwn || group >= layer.x) turns = 1; // its sum is not asked for
  ${
    through
      ? `bool isThrough = !isOwn && pixel.x >= through.z;
  // Its only turn is that of its own group.
  if (isThrough) g = groupOf(pixel, through.z);
  ivec2 at = groupAt(placesAt.y, 0, y);
  ${repeat(rows, (r) => `vec4 last${r} = ${fetch(r)};`)}`
      : ''
  }
  ${repeat(rows, (r) => `vec4 sum${r} = vec4(0), d${r};`)}
  do {
    ${read}
    mat4 w = weightsAt(ivec2(tile.x + g, tile.y + places.x + group * cells));
    ${repeat(rows, (r) => `sum${r} += d${r} * w;`)}
  } while (++g < turns);
  ivec2 own = groupAt(placesAt.x, group, y);
  ${repeat(rows, (r) => `target${r} = sum${r} * texelFetch(activations, ivec3(own, ${rows + r}), 0);`)}
  ${through ? `if (isThrough) { ${repeat(rows, (r) => `target${r} = d${r};`, ' ')} }` : ''}
  ${
    joins
      ? `ivec2 there = ivec2(pixel.x - otherX, pixel.y);
  if (pixel.x < ${through ? 'through.z' : 'places.z'}) { ${repeat(rows, copy, ' ')} }`
      : ''
  }
}`;
}
