import { blockGlsl } from '#src/engine/webgl/glsl/blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  layersGlsl,
  outputsGlsl,
  passGlsl,
  quotientGlsl,
  repeat,
  weightsGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { lastDeltas, type OutputHead, outputGlsl } from '#src/engine/webgl/glsl/output.ts';

/** What the draw of a hidden layer's deltas does beside. */
export interface DeltaDraw {
  /** Every fragment works out the last layer's deltas anew, which is one group wide; the draw also writes them. */
  readonly last: OutputHead | null;
  /**
   * Every fragment works out the next layer's deltas anew, from those of the last layer, which is one group wide; the
   * draw also writes them.
   */
  readonly through: boolean;
  /** Columns before all of these take the deltas of the other texture; `otherX` = the first of them. */
  readonly joins: boolean;
}

/**
 * ∂loss/∂z of a hidden layer: (deltas of the next layer · its weightsᵀ) ∘ slopes. One program for every activation and
 * kind of dropout, since the forward pass has left the slopes.
 */
export function deltaFragment(shape: BlockShape, { last, through, joins }: DeltaDraw): string {
  const { rowsPerBlock: rows } = shape;
  const fetch = (r: number) => `texelFetch(deltas, ivec3(at, ${r}), 0)`;
  const fetchLast = `ivec2 at = groupAt(last.deltaX, 0, y);
  ${repeat(rows, (r) => `vec4 last${r} = ${fetch(r)};`)}`;
  const read = () => {
    if (through) {
      return `mat4 v = weightsAt(ivec2(corner.x, corner.y + last.weightsY + g * cells));
    ivec2 at = groupAt(next.activationX, g, y);
    ${repeat(rows, (r) => `d${r} = last${r} * v * texelFetch(nextSlopes, ivec3(at, ${rows + r}), 0);`)}`;
    }
    if (last !== null) return repeat(rows, (r) => `d${r} = last${r};`);
    return `ivec2 at = groupAt(next.deltaX, g, y);
    ${repeat(rows, (r) => `d${r} = ${fetch(r)};`)}`;
  };
  const write = (name: string) => repeat(rows, (r) => `target${r} = ${name}${r};`, ' ');
  const copy = (r: number) => `target${r} = texelFetch(deltas, ivec3(there, ${r}), 0);`;
  const first = through ? 'next.deltaX' : 'layer.deltaX';
  return `${headerGlsl}${passGlsl(last?.weightedReplicas)}${quotientGlsl}${weightsGlsl(shape)}
${layersGlsl('layer', 'next', ...(last || through ? ['last'] : []))}
${groupsGlsl}
uniform sampler2DArray slopes;
${last ? outputGlsl('activations', last) : 'uniform sampler2DArray deltas;'}
${joins ? 'uniform int otherX;' : ''}
${through ? 'uniform sampler2DArray nextSlopes;' : ''}
${outputsGlsl(rows + (last ? 1 : 0))}
void main() {
  ${blockGlsl()}
  ${last ? lastDeltas(shape, 'activations', last, '0') : ''}
  ${through && !last ? fetchLast : ''}
  bool isOwn = pixel.x >= layer.deltaX;
  int group = isOwn ? groupOf(pixel, layer.deltaX) : 0;
  int turns = isOwn && group < next.inputGroups ? next.unitGroups : 1; // other sums are not asked for
  int g = 0;
  ${
    through
      ? `bool isThrough = !isOwn && pixel.x >= next.deltaX;
  if (isThrough) g = groupOf(pixel, next.deltaX); // its only turn is that of its own group`
      : ''
  }
  ${repeat(rows, (r) => `vec4 sum${r} = vec4(0), d${r};`)}
  do {
    ${read()}
    mat4 w = weightsAt(ivec2(corner.x + g, corner.y + next.weightsY + group * cells));
    ${repeat(rows, (r) => `sum${r} += d${r} * w;`)}
  } while (++g < turns);
  ivec2 own = groupAt(layer.activationX, group, y);
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
