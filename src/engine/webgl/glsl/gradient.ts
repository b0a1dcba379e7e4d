import { isTransposed, rowsGlsl } from '#src/engine/webgl/glsl/blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  outputsGlsl,
  passGlsl,
  repeat,
} from '#src/engine/webgl/glsl/common.ts';
import { cellGlsl, rectangleGlsl, rectangleKinds } from '#src/engine/webgl/glsl/tiles.ts';

/** Which kinds of layers a network has. */
export interface LayerKinds {
  readonly data: boolean;
  readonly layer: boolean;
  /** Whether biases learn. */
  readonly biases: boolean;
}

/**
 * Sums of a cell's gradient over the blocks `begin` ≤ b < `end` of the fragment's replica: declares `g0…`, four units
 * each. Each kind has a loop of its own that the others' fragments pass by; few networks have both. Loops test at their
 * end: where fragments run in lockstep, one that tests first takes a turn more for nothing.
 */
export function gradientGlsl(shape: BlockShape, kinds: LayerKinds): { head: string; body: string } {
  const { rowsPerBlock: rows, weightRows } = shape;
  const loop = (kind: number, body: string) => `
  if (kind == ${kind} && begin < end) {
    int b = begin;
    do {
      int y = (firstBlock + b) << fold;
      ${repeat(rows, (r) => `vec4 d${r} = texelFetch(deltas, ivec3(delta.x, delta.y + y, ${r}), 0);`)}
      ${body}
    } while (++b < end);
  }`;
  return {
    head: `
${kinds.data ? `uniform sampler2D inputs;\n${rowsGlsl}` : ''}
${kinds.layer ? 'uniform sampler2DArray activations;' : ''}
uniform sampler2DArray deltas;
${groupsGlsl}`,
    body: `
  int lane = row & 3;
  ivec2 delta = groupAt(deltaX, cell.x, 0);
  ivec2 texel = groupAt(inputX, row >> 2, 0);
  ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
  ${kinds.data ? loop(rectangleKinds.data, fromData(shape)) : ''}
  ${kinds.layer ? loop(rectangleKinds.layer, fromActivations(shape)) : ''}
  ${kinds.biases ? '' : repeat(weightRows, (k) => `if (row + ${k} >= biasRow) g${k} = vec4(0);`)}`,
  };
}

function fromData(shape: BlockShape): string {
  const { rowsPerBlock: rows } = shape;
  const row = (r: number) => `groups * rowAt(replica, b * ${rows} + ${r})`;
  const first = 'pass.inputsAt + replica * pass.inputsStride + (row >> 2)';
  return `int groups = (biasRow + 4) >> 2;
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
      ? `if (pass.accumulates == 1) g${k} += texelFetch(gradients, ivec3(at, ${k}), 0);`
      : '';
  return `${headerGlsl}${passGlsl()}${rectangleGlsl}${head}
flat in int slice;
${accumulates ? 'uniform sampler2DArray gradients;' : ''}
uniform sampler2DArray losses;
uniform int lossX; // their column
uniform int sliceBlocks;
${outputsGlsl(weightRows)}
void main() {
  ${cellGlsl(shape)}
  int begin = min(slice * sliceBlocks, pass.blocks);
  int end = min(begin + sliceBlocks, pass.blocks);
  ${body}
  if (kind == ${rectangleKinds.state} && begin < end) {
    int b = begin;
    do {
      vec4 four = texelFetch(losses, ivec3(lossX, (firstBlock + b) << fold, ${rows}), 0);
      g0.x += dot(four, vec4(pass.inverseBatchRows));
    } while (++b < end);
  }
  ${repeat(weightRows, (k) => `${before(k)}\n  target${k} = g${k};`)}
}`;
}
