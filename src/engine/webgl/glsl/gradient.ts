import { isTransposed, rowsGlsl } from '#src/engine/webgl/glsl/blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
} from '#src/engine/webgl/glsl/common.ts';

/** Kinds of rectangles: a layer whose inputs are read from the data, any other layer, and the state texels. */
export const rectangleKinds = { data: 0, layer: 1, state: 2 } as const;

/** Which kinds of layers a network has. */
export interface LayerKinds {
  readonly data: boolean;
  readonly layer: boolean;
}

/**
 * Sums of a cell's gradient over the blocks `begin` ≤ b < `end` of the fragment's replica: declares `g0…`, four units
 * each. Each kind has a loop of its own that the others' fragments pass by; few
 * networks have both. Loops test at their end: where fragments run in lockstep, one that tests first takes a turn
 * more for nothing.
 */
export function gradientGlsl(shape: BlockShape, kinds: LayerKinds): { head: string; body: string } {
  const { rowsPerBlock: rows, weightRows } = shape;
  const loop = (kind: number, body: string) => `
  if (kind == ${kind} && begin < end) {
    int b = begin;
    do {
      int y = (origin.w + b) << fold;
      ${repeat(rows, (r) => `vec4 d${r} = texelFetch(deltas, ivec3(delta.x, delta.y + y, ${r}), 0);`)}
      ${body}
    } while (++b < end);
  }`;
  return {
    head: `
${kinds.data ? `uniform sampler2D inputs;\n${rowsGlsl}` : ''}
${kinds.layer ? 'uniform sampler2DArray activations;' : ''}
uniform sampler2DArray deltas;
flat in ivec4 origin;
flat in ivec3 source;
flat in ivec2 part;
${groupsGlsl}`,
    body: `
  int kind = origin.z;
  ivec2 cell = ivec2(gl_FragCoord.xy) - origin.xy;
  int row = cell.y * ${weightRows};
  int lane = row & 3;
  ivec2 delta = groupAt(source.y, cell.x, 0);
  ivec2 texel = groupAt(source.x, row >> 2, 0);
  ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
  ${kinds.data ? loop(rectangleKinds.data, fromData(shape)) : ''}
  ${kinds.layer ? loop(rectangleKinds.layer, fromActivations(shape)) : ''}`,
  };
}

function fromData(shape: BlockShape): string {
  const { rowsPerBlock: rows } = shape;
  const row = (r: number) => `groups * rowAt(part.x, b * ${rows} + ${r})`;
  const first = 'inputsAt.x + part.x * inputsAt.y + (row >> 2)';
  return `int groups = (source.z + 4) >> 2;
      ${repeat(rows, (r) => `vec4 x${r} = texelFetch(inputs, line(${first} + ${row(r)}), 0);`)}
      ${sumByRows(shape)}`;
}

function fromActivations(shape: BlockShape): string {
  const { rowsPerBlock: rows, weightRows } = shape;
  if (isTransposed(shape)) {
    return repeat(
      weightRows,
      (k) => `vec4 u${k} = texelFetch(activations, ivec3(texel.x, texel.y + y, lane + ${k}), 0);
      g${k} += mat4(d0, d1, d2, d3) * u${k};`,
    );
  }
  const fetch = (r: number) => `texelFetch(activations, ivec3(texel.x, texel.y + y, ${r}), 0)`;
  return `${repeat(rows, (r) => `vec4 x${r} = ${fetch(r)};`)}
      ${sumByRows(shape)}`;
}

/** From four inputs of each row. */
function sumByRows({ rowsPerBlock, weightRows }: BlockShape): string {
  const lane = (k: number) => (weightRows === 4 ? k : `lane + ${k}`);
  const sum = (k: number) => repeat(rowsPerBlock, (r) => `x${r}[${lane(k)}] * d${r}`, ' + ');
  return repeat(weightRows, (k) => `g${k} += ${sum(k)};`);
}

/**
 * A draw of its own that leaves the gradients of each slice, and in state rectangles its rows' losses: the split path,
 * and whenever the norm is wanted.
 *
 * @param accumulates adds to the gradients of the batch's pass before, which are at `gradients`
 */
export function gradientFragment(
  shape: BlockShape,
  kinds: LayerKinds,
  accumulates: boolean,
): string {
  const { rowsPerBlock: rows, weightRows } = shape;
  const { head, body } = gradientGlsl(shape, kinds);
  const before = (k: number) =>
    accumulates
      ? `if (progress.z == 1) g${k} += texelFetch(gradients, ivec3(gl_FragCoord.xy, ${k}), 0);`
      : '';
  return `${headerGlsl}${stepGlsl()}${head}
${accumulates ? 'uniform sampler2DArray gradients;' : ''}
uniform sampler2DArray losses;
uniform int lossX; // their column
uniform int sliceBlocks;
${outputsGlsl(weightRows)}
void main() {
  int begin = min(part.y * sliceBlocks, extent.y);
  int end = min(begin + sliceBlocks, extent.y);
  ${body}
  if (kind == ${rectangleKinds.state} && begin < end) {
    int b = begin;
    do {
      vec4 four = texelFetch(losses, ivec3(lossX, (origin.w + b) << fold, ${rows}), 0);
      g0.x += dot(four, vec4(scale.y));
    } while (++b < end);
  }
  ${repeat(weightRows, (k) => `${before(k)}\n  target${k} = g${k};`)}
}`;
}
