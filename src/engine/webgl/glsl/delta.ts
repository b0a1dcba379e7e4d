import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
  weightsGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { blockGlsl } from '#src/engine/webgl/glsl/forward.ts';
import { lastDeltas, type OutputHead, outputGlsl } from '#src/engine/webgl/glsl/output.ts';

/** What the draw of a hidden layer's deltas does beside. */
export interface DeltaDraw {
  /** Every fragment works out the last layer's deltas anew, which is one group wide; the draw also writes them. */
  readonly last: OutputHead | null;
  /**
   * Every fragment works out the next layer's deltas anew, from those of the last layer, which is one group wide; the
   * draw also writes them. `through` = first row of the last layer's cells in the tile, first column of the next
   * layer's slopes in `nextSlopes`, first column of what its deltas are written to.
   */
  readonly through: boolean;
  /** Columns before all of these take the deltas of the other texture; `otherX` = the first of them. */
  readonly joins: boolean;
}

/**
 * ∂loss/∂z of a hidden layer: (deltas of the next layer · its weightsᵀ) ∘ slopes. One program for every activation and
 * kind of dropout, since the forward pass has left the slopes. `next` = of the next layer: texels of its inputs, texels
 * of its units, first row of its cells in the tile; `placesAt` = columns of the own slopes, of the deltas read, of the
 * deltas written.
 */
export function deltaFragment(shape: BlockShape, { last, through, joins }: DeltaDraw): string {
  const { rowsPerBlock: rows } = shape;
  const fetch = (r: number) => `texelFetch(deltas, ivec3(at, ${r}), 0)`;
  const fetchLast = `ivec2 at = groupAt(placesAt.y, 0, y);
  ${repeat(rows, (r) => `vec4 last${r} = ${fetch(r)};`)}`;
  const read = () => {
    if (through) {
      return `mat4 v = weightsAt(ivec2(tile.x, tile.y + through.x + g * cells));
    ivec2 at = groupAt(through.y, g, y);
    ${repeat(rows, (r) => `d${r} = last${r} * v * texelFetch(nextSlopes, ivec3(at, ${rows + r}), 0);`)}`;
    }
    if (last !== null) return repeat(rows, (r) => `d${r} = last${r};`);
    return `ivec2 at = groupAt(placesAt.y, g, y);
    ${repeat(rows, (r) => `d${r} = ${fetch(r)};`)}`;
  };
  const write = (name: string) => repeat(rows, (r) => `target${r} = ${name}${r};`, ' ');
  const copy = (r: number) => `target${r} = texelFetch(deltas, ivec3(there, ${r}), 0);`;
  const first = through ? 'through.z' : 'placesAt.z';
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}
${groupsGlsl}
uniform sampler2DArray slopes;
uniform ivec3 next;
uniform ivec3 placesAt;
${last ? outputGlsl('activations', last) : 'uniform sampler2DArray deltas;'}
${joins ? 'uniform int otherX;' : ''}
${through ? 'uniform ivec3 through;\nuniform sampler2DArray nextSlopes;' : ''}
${outputsGlsl(rows + (last ? 1 : 0))}
void main() {
  ${blockGlsl()}
  ${last ? lastDeltas(shape, 'activations', last, '0') : ''}
  ${through && !last ? fetchLast : ''}
  bool isOwn = pixel.x >= placesAt.z;
  int group = isOwn ? groupOf(pixel, placesAt.z) : 0;
  int turns = isOwn && group < next.x ? next.y : 1; // other sums are not asked for
  int g = 0;
  ${
    through
      ? `bool isThrough = !isOwn && pixel.x >= through.z;
  if (isThrough) g = groupOf(pixel, through.z); // its only turn is that of its own group`
      : ''
  }
  ${repeat(rows, (r) => `vec4 sum${r} = vec4(0), d${r};`)}
  do {
    ${read()}
    mat4 w = weightsAt(ivec2(tile.x + g, tile.y + next.z + group * cells));
    ${repeat(rows, (r) => `sum${r} += d${r} * w;`)}
  } while (++g < turns);
  ivec2 own = groupAt(placesAt.x, group, y);
  ${repeat(rows, (r) => `target${r} = sum${r} * texelFetch(slopes, ivec3(own, ${rows + r}), 0);`)}
  ${through ? `if (isThrough) { ${write('d')} }` : ''}
  ${last ? `if (pixel.x < ${first}) { ${write('last')} }\n  target${rows} = losses;` : ''}
  ${
    joins
      ? `ivec2 there = ivec2(pixel.x - otherX, pixel.y);
  if (pixel.x < ${first}) { ${repeat(rows, copy, ' ')} }`
      : ''
  }
}`;
}
